package io.jenkins.plugins.waybill.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Compares a value with its {@link Schema} and says in words where they differ. */
final class SchemaCheck {

    /** Who writes a password into an address shall not find it in a message too. */
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");

    private final Report report;

    private SchemaCheck(Report report) {
        this.report = report;
    }

    /**
     * Checks a whole object. Unknown fields are errors, but no reason to refuse it: Kubernetes drops them and goes on.
     */
    static void check(Value.Mapping object, Schema schema, Report report) {
        new SchemaCheck(report).mapping(object, schema, "", object.position());
    }

    private void value(Value value, Schema schema, String name, SourcePosition keyPosition) {
        switch (schema.type) {
            case "object" -> {
                if (value instanceof Value.Mapping mapping) {
                    mapping(mapping, schema, name, keyPosition);
                } else {
                    wrongType(value, name, "a mapping", "");
                }
            }
            case "array" -> {
                if (value instanceof Value.Sequence sequence) {
                    list(sequence, schema, name, keyPosition);
                } else {
                    wrongType(value, name, "a list", "");
                }
            }
            case "string" -> {
                String text = value.text();
                if (text != null) {
                    text(value.position(), text, schema, name);
                } else if (value instanceof Value.Scalar scalar && !value.isNull()) {
                    wrongType(value, name, "a string", " Put it in quotes: \"" + scalar.source() + "\".");
                } else {
                    wrongType(value, name, "a string", "");
                }
            }
            case "boolean" -> {
                if (!(value instanceof Value.Scalar scalar) || !scalar.json().isBoolean()) {
                    wrongType(value, name, "true or false", unquoted(value, "true", "false"));
                }
            }
            case "integer" -> integer(value, schema, name);
            default -> {
                // Anything will do.
            }
        }
    }

    private void mapping(Value.Mapping mapping, Schema schema, String name, SourcePosition keyPosition) {
        for (Map.Entry<String, Value.Member> entry : mapping.members().entrySet()) {
            String field = entry.getKey();
            Value.Member member = entry.getValue();
            Schema expected = schema.properties.get(field);
            if (expected == null) {
                if (schema.others == null) {
                    unknown(field, member, schema, name);
                } else if (!member.value().isNull()) {
                    value(member.value(), schema.others, field, member.keyPosition());
                }
            } else if (!member.value().isNull()) {
                if (expected.deprecated) {
                    report.warn(
                            Rule.DEPRECATED_FIELD,
                            member.keyPosition(),
                            "'" + field + "' is deprecated. Use '" + expected.replacement + "'.");
                }
                value(member.value(), expected, field, member.keyPosition());
            }
        }
        for (String field : schema.required) {
            if (mapping.get(field) == null) {
                report.refuse(
                        Rule.MISSING_FIELD,
                        keyPosition,
                        "'" + field + "' is missing" + (name.isEmpty() ? "." : " in '" + name + "'."));
            }
        }
        exactlyOne(mapping, schema);
    }

    private void exactlyOne(Value.Mapping mapping, Schema schema) {
        if (schema.exactlyOne.isEmpty()) {
            return;
        }
        List<String> set = schema.exactlyOne.stream()
                .filter(field -> mapping.get(field) != null)
                .toList();
        if (set.size() != 1) {
            report.refuse(
                    Rule.EXCLUSIVE_FIELDS,
                    mapping.position(),
                    "Exactly one of " + quoted(schema.exactlyOne) + " must be set, but "
                            + (set.isEmpty() ? "none is." : quoted(set) + " are."));
        }
    }

    private void unknown(String field, Value.Member member, Schema schema, String name) {
        String place = name.isEmpty() ? "" : " in '" + name + "'";
        String instead = schema.removed.get(field);
        if (instead != null) {
            report.error(
                    Rule.REMOVED_FIELD,
                    member.keyPosition(),
                    "'" + field + "'" + place + " is not read any more. Use "
                            + (instead.contains(" ") ? instead : "'" + instead + "'") + ".");
            return;
        }
        String inner = schema.properties.entrySet().stream()
                .filter(property -> property.getValue().properties.containsKey(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        String hint = Nearest.hint(field, schema.properties.keySet());
        if (hint.isEmpty()) {
            hint = inner.isEmpty()
                    ? " Known here: " + String.join(", ", schema.properties.keySet()) + "."
                    : " It belongs into '" + inner + "'.";
        }
        report.error(Rule.UNKNOWN_FIELD, member.keyPosition(), "Unknown field '" + field + "'" + place + "." + hint);
    }

    private void list(Value.Sequence sequence, Schema schema, String name, SourcePosition keyPosition) {
        int size = sequence.items().size();
        if (size < schema.minItems) {
            report.refuse(
                    Rule.OUT_OF_RANGE, keyPosition, "'" + name + "' must have at least " + elements(schema.minItems));
        } else if (size > schema.maxItems) {
            report.refuse(
                    Rule.OUT_OF_RANGE, keyPosition, "'" + name + "' may have at most " + elements(schema.maxItems));
        }
        if (schema.distinct) {
            Set<JsonNode> seen = new HashSet<>();
            for (Value item : sequence.items()) {
                if (!seen.add(item.json())) {
                    report.refuse(
                            Rule.INVALID_VALUE,
                            item.position(),
                            "'" + name + "' may hold '" + shortened(item.json().asText()) + "' only once.");
                }
            }
        }
        if (schema.items != null) {
            for (int index = 0; index < size; index++) {
                Value item = sequence.items().get(index);
                value(item, schema.items, name + "[" + index + "]", item.position());
            }
        }
    }

    private static String elements(int number) {
        return number == 1 ? "one element." : number + " elements.";
    }

    private void text(SourcePosition position, String text, Schema schema, String name) {
        int length = text.codePointCount(0, text.length());
        if (!schema.allowed.isEmpty() && !schema.allowed.contains(text)) {
            List<String> choices =
                    schema.allowed.stream().filter(choice -> !choice.isEmpty()).toList();
            report.refuse(
                    Rule.INVALID_VALUE,
                    position,
                    "'" + name + "' must be " + (choices.size() == 1 ? "" : "one of ") + String.join(", ", choices)
                            + ", not '" + shortened(text) + "'." + Nearest.hint(text, choices));
        } else if (length < schema.minLength) {
            report.refuse(Rule.INVALID_FORMAT, position, "'" + name + "' must not be empty.");
        } else if (length > schema.maxLength) {
            report.refuse(
                    Rule.INVALID_FORMAT,
                    position,
                    "'" + name + "' may have at most " + schema.maxLength + " characters, not " + length + ".");
        } else if (schema.pattern != null && !schema.pattern.matcher(text).find()) {
            report.refuse(
                    Rule.INVALID_FORMAT,
                    position,
                    "'" + name + "' must be " + schema.expected + ", not '" + shortened(text) + "'.");
        }
    }

    private void integer(Value value, Schema schema, String name) {
        JsonNode json = value instanceof Value.Scalar scalar ? scalar.json() : null;
        if (json == null || !json.isIntegralNumber()) {
            wrongType(value, name, "a whole number", unquotedNumber(value));
        } else if (!json.canConvertToLong() || json.longValue() < schema.minimum || json.longValue() > schema.maximum) {
            String text = json.asText();
            boolean low = text.startsWith("-") || (json.canConvertToLong() && json.longValue() < schema.minimum);
            report.refuse(
                    Rule.OUT_OF_RANGE,
                    value.position(),
                    "'" + name + "' must be " + (low ? "at least " + schema.minimum : "at most " + schema.maximum)
                            + ", not " + text + ".");
        }
    }

    private void wrongType(Value value, String name, String expected, String advice) {
        String found = value.typeName();
        if (value instanceof Value.Scalar scalar && !value.isNull()) {
            found += scalar.json().isBoolean() && scalar.source().length() < 4
                    ? " (an unquoted " + scalar.source() + " is a boolean in YAML 1.1)"
                    : " (" + shortened(scalar.source()) + ")";
        }
        report.refuse(
                Rule.WRONG_TYPE,
                value.position(),
                "'" + name + "' must be " + expected + ", not " + found + "." + advice);
    }

    private static String unquoted(Value value, String... words) {
        String text = value.text();
        return text != null && List.of(words).contains(text) ? " Remove the quotes." : "";
    }

    private static String unquotedNumber(Value value) {
        String text = value.text();
        return text != null && text.matches("-?[0-9]{1,18}") ? " Remove the quotes." : "";
    }

    private static String quoted(List<String> fields) {
        return fields.stream().map(field -> "'" + field + "'").collect(Collectors.joining(" and "));
    }

    private static String shortened(@Nullable String text) {
        String line = text == null
                ? ""
                : CREDENTIALS.matcher(text.replaceAll("\\s+", " ")).replaceAll("//***@");
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }
}
