package io.jenkins.plugins.waybill.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An immutable {@link GoObject} put together field by field; each field has the name that expressions use
 * ({@code RepoURL}) and the one that JSON uses ({@code repoURL}).
 */
public final class GoStruct implements GoObject {

    private final String typeName;
    private final Map<String, Field> fields;

    private GoStruct(String typeName, Map<String, Field> fields) {
        this.typeName = typeName;
        this.fields = fields;
    }

    /** A builder of values of a type, such as {@code Image}. */
    public static Builder named(String typeName) {
        return new Builder(typeName);
    }

    @Override
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    @Override
    public @Nullable Object field(String name) {
        Field field = fields.get(name);
        return field == null ? null : field.value;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        fields.values().forEach(field -> {
            if (field.always || !isEmpty(field.value)) {
                json.set(field.jsonName, GoJson.toTree(field.value));
            }
        });
        return json;
    }

    @Override
    public String typeName() {
        return typeName;
    }

    /** The fields by the names that expressions use, in their order. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, field.value));
        return values;
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || "".equals(value)
                || Boolean.FALSE.equals(value)
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof Number number && number.doubleValue() == 0;
    }

    private record Field(String jsonName, @Nullable Object value, boolean always) {}

    /** Collects the fields in their order. */
    public static final class Builder {

        private final String typeName;
        private final Map<String, Field> fields = new LinkedHashMap<>();

        private Builder(String typeName) {
            this.typeName = typeName;
        }

        /** A field that JSON always shows. */
        public Builder field(String name, String jsonName, @Nullable Object value) {
            fields.put(name, new Field(jsonName, value, true));
            return this;
        }

        /** A field that JSON leaves out when it is empty. */
        public Builder optional(String name, String jsonName, @Nullable Object value) {
            fields.put(name, new Field(jsonName, value, false));
            return this;
        }

        public GoStruct build() {
            return new GoStruct(typeName, new LinkedHashMap<>(fields));
        }
    }
}
