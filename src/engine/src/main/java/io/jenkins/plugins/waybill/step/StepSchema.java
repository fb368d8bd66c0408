package io.jenkins.plugins.waybill.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.waybill.expression.Template;

/** The JSON schema (draft 7) of a step's config, kept beside the step as {@code <name>.schema.json}. */
public final class StepSchema {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

    /** Rules about which keys there are; no expression changes that. */
    private static final Set<String> ABOUT_KEYS = Set.of("required", "additionalProperties");

    private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");

    private final JsonNode document;
    private final JsonSchema schema;

    private StepSchema(JsonNode document) {
        this.document = document;
        this.schema = FACTORY.getSchema(
                document,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    /** Reads the schema that lies beside a step's class. */
    public static StepSchema beside(Class<?> step, String name) {
        try (InputStream resource = step.getResourceAsStream(name + ".schema.json")) {
            if (resource == null) {
                throw new IllegalStateException("No schema " + name + ".schema.json beside " + step.getName());
            }
            return new StepSchema(new ObjectMapper().readTree(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema itself, for editors and documentation. */
    public JsonNode document() {
        return document.deepCopy();
    }

    /**
     * Something that is wrong with a config.
     *
     * @param pointer where, as a JSON pointer
     * @param words what, in sentences
     */
    public record Violation(String pointer, String words) {

        /** Such as {@code checkout[0].path: It must be a string, not 7.} */
        @Override
        public String toString() {
            String place = place();
            return place.isEmpty() ? words : place + ": " + words;
        }

        /** The last name on the way there, or the number of an element; empty for the whole config. */
        String field() {
            return unescaped(pointer.substring(pointer.lastIndexOf('/') + 1));
        }

        private String place() {
            StringBuilder place = new StringBuilder();
            for (String name : pointer.split("/", -1)) {
                if (name.matches("[0-9]+")) {
                    place.append('[').append(name).append(']');
                } else if (!name.isEmpty()) {
                    place.append(place.isEmpty() ? "" : ".").append(unescaped(name));
                }
            }
            return place.toString();
        }

        private static String unescaped(String name) {
            return name.replace("~1", "/").replace("~0", "~");
        }
    }

    /** What is wrong with a config that is evaluated, by place; empty when it is valid. */
    public List<Violation> violations(JsonNode config) {
        return words(config, violation -> true).entrySet().stream()
                .map(entry -> new Violation(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * What is wrong with a config as it is written, whatever its expressions come out as: by JSON pointer, each as a
     * sentence.
     */
    public Map<String, String> certainViolations(JsonNode config) {
        return words(config, violation -> {
            JsonNode found = violation.getInstanceNode();
            boolean aboutKeys = ABOUT_KEYS.contains(violation.getType()) && !isChoice(violation);
            return aboutKeys || found == null || !mentionsExpression(found);
        });
    }

    private Map<String, String> words(JsonNode config, Predicate<ValidationMessage> wanted) {
        Map<String, String> words = new TreeMap<>();
        Set<ValidationMessage> violations = schema.validate(config);
        Set<JsonNodePath> mistyped = violations.stream()
                .filter(violation -> violation.getType().equals("type"))
                .map(ValidationMessage::getInstanceLocation)
                .collect(Collectors.toSet());
        Set<JsonNodePath> chosenWrong = violations.stream()
                .filter(violation -> CHOICES.contains(violation.getType()))
                .map(ValidationMessage::getInstanceLocation)
                .collect(Collectors.toSet());
        for (ValidationMessage violation : violations) {
            // A choice itself says which fields it wants, and of a wrong type nothing else matters.
            JsonNodePath place = violation.getInstanceLocation();
            boolean said = violation.getType().equals("required") && isChoice(violation) && chosenWrong.contains(place)
                    || violation.getType().equals("enum") && mistyped.contains(place);
            if (!said && wanted.test(violation)) {
                String pointer = pointer(violation.getInstanceLocation());
                if (violation.getType().equals("additionalProperties")) {
                    pointer += "/" + escaped(violation.getProperty());
                }
                words.merge(pointer, SchemaWords.of(violation, document), (one, other) -> one + " " + other);
            }
        }
        return words;
    }

    private static boolean isChoice(ValidationMessage violation) {
        return violation.getEvaluationPath().toString().matches(".*(oneOf|anyOf|not|/if).*");
    }

    private static boolean mentionsExpression(JsonNode value) {
        if (value.isTextual()) {
            return Template.hasExpression(value.textValue());
        }
        for (JsonNode child : value) {
            if (mentionsExpression(child)) {
                return true;
            }
        }
        return false;
    }

    private static String pointer(JsonNodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int index = 0; index < path.getNameCount(); index++) {
            pointer.append('/').append(escaped(String.valueOf(path.getElement(index))));
        }
        return pointer.toString();
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
