package io.jenkins.plugins.waybill.step;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.waybill.manifest.Nearest;

/** Says in words what a JSON schema finds wrong. */
final class SchemaWords {

    private SchemaWords() {}

    /**
     * One or more sentences that do not say where, because whoever prints them points at the place.
     *
     * @param schema the whole schema that was violated
     */
    static String of(ValidationMessage violation, JsonNode schema) {
        return switch (violation.getType()) {
            case "additionalProperties" -> unknown(violation, schema);
            case "required" -> "'" + violation.getProperty() + "' is missing.";
            case "enum" ->
                "It must be one of " + texts(violation.getSchemaNode()) + ", not " + shown(violation.getInstanceNode())
                        + ".";
            case "type" -> type(violation.getSchemaNode().asText("something else"), violation.getInstanceNode());
            case "oneOf", "anyOf" -> choice(violation);
            default -> {
                String place = violation.getInstanceLocation() + ": ";
                String message = violation.getMessage();
                yield message.startsWith(place) ? message.substring(place.length()) + "." : message + ".";
            }
        };
    }

    private static String type(String wanted, JsonNode found) {
        String words = "It must be " + article(wanted) + ", not " + shown(found);
        if (!wanted.equals("string") || found == null || !found.isBoolean() && !found.isNumber()) {
            return words + ".";
        }
        return words + (found.isBoolean() ? ", as which YAML reads an unquoted yes, no, on or off" : "")
                + ". Put it in quotes.";
    }

    private static String unknown(ValidationMessage violation, JsonNode schema) {
        String field = violation.getProperty();
        Set<String> known = new LinkedHashSet<>();
        schemaAround(violation, schema).path("properties").fieldNames().forEachRemaining(known::add);
        String hint = Nearest.hint(field, known);
        return "Unknown field '" + field + "'."
                + (hint.isEmpty() && !known.isEmpty() ? " Known here: " + String.join(", ", known) + "." : hint);
    }

    /** The part of the schema that the violated keyword belongs to. */
    private static JsonNode schemaAround(ValidationMessage violation, JsonNode schema) {
        JsonNodePath path = violation.getSchemaLocation().getFragment();
        JsonNode part = schema;
        for (int index = 0; index < path.getNameCount() - 1; index++) {
            Object step = path.getElement(index);
            part = step instanceof Integer number ? part.path(number) : part.path(String.valueOf(step));
        }
        return part;
    }

    private static String choice(ValidationMessage violation) {
        List<String> choices = new ArrayList<>();
        JsonNode alternatives = violation.getSchemaNode();
        if (alternatives != null) {
            for (JsonNode alternative : alternatives) {
                if (alternative.path("required").isEmpty()) {
                    return "None or several of the allowed forms fit.";
                }
                choices.add(texts(alternative.get("required")));
            }
        }
        String fields = choices.stream().distinct().collect(Collectors.joining("; "));
        return (violation.getType().equals("oneOf") ? "Exactly one of these is needed: " : "One of these is needed: ")
                + fields + ".";
    }

    private static String texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return String.join(", ", texts);
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "object" -> "a mapping";
            case "array" -> "a list";
            default -> "a " + type;
        };
    }

    private static String shown(JsonNode value) {
        String text = value == null ? "nothing" : value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
