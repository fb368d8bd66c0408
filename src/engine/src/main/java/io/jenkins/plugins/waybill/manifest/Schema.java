package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a manifest may be: the part of JSON Schema (draft 7) that the files beside this class use. They are
 * plain JSON schemas, so that editors can use them too; {@code x-expected}, {@code x-replacement} and
 * {@code x-removed} carry words for people.
 */
final class Schema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();
    private static final Map<String, Schema> BY_REFERENCE = new ConcurrentHashMap<>();

    /** {@code string}, {@code object} and so on; empty when any type will do. */
    final String type;

    final Map<String, Schema> properties = new LinkedHashMap<>();
    final Set<String> required = new LinkedHashSet<>();
    /** Fields of an earlier Kargo and what to write instead. */
    final Map<String, String> removed = new LinkedHashMap<>();
    /** Exactly one of these fields has to be set; empty when there is no such rule. */
    final List<String> exactlyOne = new ArrayList<>();

    final List<String> allowed = new ArrayList<>();
    /** What other properties may be; null when there may be none. */
    final @Nullable Schema others;

    final @Nullable Schema items;
    final @Nullable Pattern pattern;
    /** The pattern in words. */
    final String expected;

    final boolean deprecated;
    final String replacement;
    final int minLength;
    final int maxLength;
    final int minItems;
    final int maxItems;
    final boolean distinct;
    final long minimum;
    final long maximum;

    private Schema(JsonNode source) {
        this.type = source.path("type").asText();
        collect(source);
        JsonNode additional = source.path("additionalProperties");
        this.others = additional.isObject()
                ? of(additional)
                : !additional.isMissingNode() || source.has("allOf") ? null : new Schema();
        this.items = source.has("items") ? of(source.get("items")) : null;
        this.pattern =
                source.has("pattern") ? Pattern.compile(source.get("pattern").asText()) : null;
        this.expected = source.path("x-expected").asText();
        this.deprecated = source.path("deprecated").asBoolean();
        this.replacement = source.path("x-replacement").asText();
        this.minLength = source.path("minLength").asInt(0);
        this.maxLength = source.path("maxLength").asInt(Integer.MAX_VALUE);
        this.minItems = source.path("minItems").asInt(0);
        this.maxItems = source.path("maxItems").asInt(Integer.MAX_VALUE);
        this.distinct = source.path("uniqueItems").asBoolean();
        this.minimum = source.path("minimum").asLong(Long.MIN_VALUE);
        this.maximum = source.path("maximum").asLong(Long.MAX_VALUE);
    }

    /** Anything at all. */
    private Schema() {
        this(JSON.createObjectNode().put("additionalProperties", false));
    }

    /** The schema of a Kargo kind. */
    static Schema ofKind(String kind) {
        Schema known = BY_REFERENCE.get(kind);
        if (known == null) {
            known = new Schema(file(kind + ".schema.json"));
            BY_REFERENCE.put(kind, known);
        }
        return known;
    }

    /** The schema of a Kargo kind as JSON, for editors. */
    static JsonNode document(String kind) {
        return file(kind + ".schema.json");
    }

    private static Schema of(JsonNode source) {
        if (!source.has("$ref")) {
            return new Schema(source);
        }
        String reference = source.get("$ref").asText();
        Schema known = BY_REFERENCE.get(reference);
        if (known == null) {
            known = new Schema(referred(reference));
            BY_REFERENCE.put(reference, known);
        }
        return known;
    }

    private static JsonNode referred(String reference) {
        int hash = reference.indexOf('#');
        return file(reference.substring(0, hash)).at(reference.substring(hash + 1));
    }

    private static JsonNode file(String name) {
        return FILES.computeIfAbsent(name, wanted -> {
            try (InputStream resource = Schema.class.getResourceAsStream(wanted)) {
                if (resource == null) {
                    throw new IllegalStateException("No " + wanted + " beside " + Schema.class.getName());
                }
                return JSON.readTree(resource);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void collect(JsonNode source) {
        source.path("allOf").forEach(part -> collect(referred(part.get("$ref").asText())));
        source.path("properties")
                .fields()
                .forEachRemaining(property -> properties.put(property.getKey(), of(property.getValue())));
        source.path("required").forEach(name -> required.add(name.asText()));
        source.path("x-removed")
                .fields()
                .forEachRemaining(
                        field -> removed.put(field.getKey(), field.getValue().asText()));
        source.path("oneOf")
                .forEach(
                        choice -> exactlyOne.add(choice.path("required").path(0).asText()));
        source.path("enum").forEach(value -> allowed.add(value.asText()));
        if (source.has("const")) {
            allowed.add(source.get("const").asText());
        }
    }
}
