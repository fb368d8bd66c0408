package io.jenkins.plugins.waybill.manifest;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;

/** Whether Kubernetes would take a value by the schema in a CRD: nulls pruned, defaults filled in, unknown fields dropped. */
final class CrdValidation {

    private CrdValidation() {}

    static boolean accepts(JsonNode schema, JsonNode value) {
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject() && object(schema, value);
            case "array" -> value.isArray() && array(schema, value);
            case "string" -> value.isTextual() && text(schema, value.textValue());
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber() && number(schema, value);
            case "" -> !value.isNull();
            default -> throw new AssertionError("This test knows no type " + schema.path("type"));
        };
    }

    private static boolean object(JsonNode schema, JsonNode value) {
        JsonNode properties = schema.path("properties");
        for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode expected = properties.has(field.getKey())
                    ? properties.get(field.getKey())
                    : schema.path("additionalProperties");
            if (expected.isObject() && !field.getValue().isNull() && !accepts(expected, field.getValue())) {
                return false;
            }
        }
        for (JsonNode name : schema.path("required")) {
            boolean defaulted = properties.path(name.asText()).has("default");
            if (!value.hasNonNull(name.asText()) && !defaulted) {
                return false;
            }
        }
        for (JsonNode validation : schema.path("x-kubernetes-validations")) {
            if (!rule(validation.path("rule").asText(), value)) {
                return false;
            }
        }
        return true;
    }

    /** The rules that the CRDs state in CEL. An unknown one fails, so that a new release of Kargo is noticed. */
    private static boolean rule(String rule, JsonNode self) {
        boolean uses = self.hasNonNull("uses");
        boolean task = self.hasNonNull("task");
        return switch (rule) {
            case "has(self.uses) && !has(self.task)" -> uses && !task;
            case "(has(self.uses) ? !has(self.task) : has(self.task))" -> uses != task;
            case "!has(self.task) || !has(self.continueOnError)" -> !task || !self.hasNonNull("continueOnError");
            case "!has(self.task) || !has(self.retry)" -> !task || !self.hasNonNull("retry");
            case "has(self.stage) ? !has(self.stageSelector) : has(self.stageSelector)" ->
                self.hasNonNull("stage") != self.hasNonNull("stageSelector");
            case "has(self.freight) != has(self.origin)" -> self.hasNonNull("freight") != self.hasNonNull("origin");
            case "self == oldSelf" -> true;
            case "self.size() == 0 || self[0] == 'Failed' || self[0] == 'Errored'" ->
                self.isEmpty()
                        || Set.of("Failed", "Errored").contains(self.get(0).asText());
            case "self.size() <= 1 || self[1] == 'Failed' || self[1] == 'Errored'" ->
                self.size() <= 1
                        || Set.of("Failed", "Errored").contains(self.get(1).asText());
            case "self.size() == 0 || self[0] == 'Failed' || self[0] == 'Error'" ->
                self.isEmpty() || Set.of("Failed", "Error").contains(self.get(0).asText());
            case "self.size() <= 1 || self[1] == 'Failed' || self[1] == 'Error'" ->
                self.size() <= 1
                        || Set.of("Failed", "Error").contains(self.get(1).asText());
            default -> throw new AssertionError("This test knows no rule " + rule);
        };
    }

    private static boolean array(JsonNode schema, JsonNode value) {
        if (value.size() < schema.path("minItems").asInt(0)
                || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            return false;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode item : value) {
            if (!accepts(schema.path("items"), item)) {
                return false;
            }
            JsonNode key =
                    switch (schema.path("x-kubernetes-list-type").asText()) {
                        case "set" -> item;
                        case "map" ->
                            item.path(schema.path("x-kubernetes-list-map-keys")
                                    .path(0)
                                    .asText());
                        default -> null;
                    };
            if (key != null && !seen.add(key)) {
                return false;
            }
        }
        for (JsonNode validation : schema.path("x-kubernetes-validations")) {
            if (!rule(validation.path("rule").asText(), value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean text(JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        return length >= schema.path("minLength").asInt(0)
                && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && (!schema.has("pattern")
                        || Pattern.compile(schema.get("pattern").asText())
                                .matcher(text)
                                .find())
                && (!schema.has("enum") || contains(schema.get("enum"), text))
                && switch (schema.path("format").asText()) {
                    case "" -> true;
                    case "date-time" -> isTime(text);
                    case "email" -> text.matches("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*");
                    default -> throw new AssertionError("This test knows no format " + schema.get("format"));
                };
    }

    private static boolean contains(JsonNode choices, String text) {
        for (JsonNode choice : choices) {
            if (choice.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean number(JsonNode schema, JsonNode value) {
        boolean narrow = schema.path("format").asText().equals("int32");
        return value.canConvertToLong()
                && (!narrow || value.canConvertToInt())
                && value.longValue() >= schema.path("minimum").asLong(Long.MIN_VALUE)
                && value.longValue() <= schema.path("maximum").asLong(Long.MAX_VALUE);
    }
}
