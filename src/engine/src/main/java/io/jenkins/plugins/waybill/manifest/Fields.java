package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping, read without complaint: what is absent or of another type gives the default. Complaining is
 * the schema's business, done before.
 */
record Fields(Value.Mapping mapping) {

    SourcePosition position() {
        return mapping.position();
    }

    /** Where a field's value is written; the mapping's own place when it is absent. */
    SourcePosition position(String field) {
        Value.Member member = mapping.members().get(field);
        return member == null ? mapping.position() : member.value().position();
    }

    /** Where a field's name is written; the mapping's own place when it is absent. */
    SourcePosition keyPosition(String field) {
        Value.Member member = mapping.members().get(field);
        return member == null ? mapping.position() : member.keyPosition();
    }

    boolean has(String field) {
        return mapping.get(field) != null;
    }

    @Nullable
    Value value(String field) {
        return mapping.get(field);
    }

    /** The string; empty when absent. */
    String text(String field) {
        return text(field, "");
    }

    String text(String field, String absent) {
        Value value = mapping.get(field);
        String text = value == null ? null : value.text();
        return text == null ? absent : text;
    }

    boolean flag(String field, boolean absent) {
        return mapping.get(field) instanceof Value.Scalar scalar
                        && scalar.json().isBoolean()
                ? scalar.json().booleanValue()
                : absent;
    }

    int number(String field, int absent) {
        return mapping.get(field) instanceof Value.Scalar scalar
                        && scalar.json().canConvertToInt()
                ? scalar.json().intValue()
                : absent;
    }

    /** The fields of an object; none when absent. */
    Fields object(String field) {
        return new Fields(mapping.get(field) instanceof Value.Mapping inner ? inner : Value.Mapping.EMPTY);
    }

    /** An object as JSON; empty when absent. */
    ObjectNode json(String field) {
        return mapping.get(field) instanceof Value.Mapping inner ? inner.json() : JsonNodeFactory.instance.objectNode();
    }

    /** The elements of a list; none when absent. */
    List<Value> items(String field) {
        return mapping.get(field) instanceof Value.Sequence sequence ? sequence.items() : List.of();
    }

    /** The objects of a list; other elements are passed over. */
    List<Fields> objects(String field) {
        List<Fields> objects = new ArrayList<>();
        for (Value item : items(field)) {
            if (item instanceof Value.Mapping object) {
                objects.add(new Fields(object));
            }
        }
        return objects;
    }

    <T> List<T> objects(String field, Function<Fields, T> reading) {
        return objects(field).stream().map(reading).toList();
    }

    /** The strings of a list; other elements are passed over. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (Value item : items(field)) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** An object of strings in the order written; other values are passed over. */
    Map<String, String> textMap(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field).mapping().members().forEach((key, member) -> {
            String text = member.value().text();
            if (text != null) {
                texts.put(key, text);
            }
        });
        return texts;
    }
}
