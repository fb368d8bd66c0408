package io.jenkins.plugins.waybill.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/** A value of a document together with its place; shared where the text uses an alias. */
sealed interface Value {

    SourcePosition position();

    /** Values that this one stands for when aliases are written out, itself included. */
    int size();

    /** Levels of values below this one, itself included. */
    int height();

    /** The value without places. */
    JsonNode json();

    /** How people call this type. */
    String typeName();

    /** Keys in the order written. */
    record Mapping(SourcePosition position, Map<String, Member> members, int size, int height) implements Value {

        static final Mapping EMPTY = new Mapping(SourcePosition.NONE, Map.of(), 1, 1);

        /** The value under a key; null when the key is absent or its value is null, as Kubernetes drops nulls. */
        @Nullable
        Value get(String key) {
            Member member = members.get(key);
            return member == null || member.value().isNull() ? null : member.value();
        }

        @Override
        public ObjectNode json() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((key, member) -> object.set(key, member.value().json()));
            return object;
        }

        @Override
        public String typeName() {
            return "a mapping";
        }
    }

    /** A key's place and its value. */
    record Member(SourcePosition keyPosition, Value value) {}

    /** A list. */
    record Sequence(SourcePosition position, List<Value> items, int size, int height) implements Value {
        @Override
        public ArrayNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            items.forEach(item -> array.add(item.json()));
            return array;
        }

        @Override
        public String typeName() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param source the text as it was written, without quotes
     * @param places where the characters of a string stand in the file
     */
    record Scalar(SourcePosition position, JsonNode json, String source, ScalarPlaces places) implements Value {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public String typeName() {
            if (json.isTextual()) {
                return "a string";
            }
            if (json.isBoolean()) {
                return "a boolean";
            }
            return json.isNumber() ? "a number" : "null";
        }
    }

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.json().isNull();
    }

    /** The string, or null when this is something else. */
    default @Nullable String text() {
        return this instanceof Scalar scalar && scalar.json().isTextual()
                ? scalar.json().textValue()
                : null;
    }

    /** Where each value below this one is written, by JSON pointer; itself under the empty pointer. */
    default Map<String, SourcePosition> positions() {
        Map<String, SourcePosition> places = new LinkedHashMap<>();
        collect("", places);
        return places;
    }

    private void collect(String pointer, Map<String, SourcePosition> places) {
        places.put(pointer, position());
        if (this instanceof Mapping mapping) {
            mapping.members().forEach((key, member) -> member.value().collect(pointer + "/" + escaped(key), places));
        } else if (this instanceof Sequence sequence) {
            for (int index = 0; index < sequence.items().size(); index++) {
                sequence.items().get(index).collect(pointer + "/" + index, places);
            }
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
