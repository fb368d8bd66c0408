package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** The values in recorded vectors: JSON in which numbers, times and maps carry their type. */
final class RecordedValues {

    private RecordedValues() {}

    /** What a recorded value is to an expression. */
    static Object read(JsonNode recorded) {
        if (recorded.isNull()) {
            return null;
        }
        if (recorded.isBoolean()) {
            return recorded.booleanValue();
        }
        if (recorded.isTextual()) {
            return recorded.textValue();
        }
        if (recorded.isArray()) {
            List<Object> list = new ArrayList<>();
            recorded.forEach(element -> list.add(read(element)));
            return list;
        }
        String type = recorded.fieldNames().next();
        JsonNode value = recorded.get(type);
        return switch (type) {
            case "int" -> Long.parseLong(value.textValue());
            case "float" -> GoNumbers.parseFloat(value.textValue());
            case "bytes" -> GoBytes.of(Base64.getDecoder().decode(value.textValue()));
            case "duration" -> GoDuration.parse(value.textValue());
            case "time" ->
                GoLayout.of("2006-01-02 15:04:05.999999999 -0700 MST").parse(value.textValue(), GoZone.UTC);
            case "map", "strings" -> {
                Map<String, Object> map = new LinkedHashMap<>();
                value.fields().forEachRemaining(field -> map.put(field.getKey(), read(field.getValue())));
                yield type.equals("map") ? map : StringMap.of(strings(map));
            }
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Map<String, String> strings(Map<String, Object> map) {
        Map<String, String> strings = new LinkedHashMap<>();
        map.forEach((key, value) -> strings.put(key, (String) value));
        return strings;
    }

    /** A value as it would be recorded, as text to compare. */
    static String written(Object value) {
        return value(value).toString();
    }

    /** A recorded value as text to compare. */
    static String written(JsonNode recorded) {
        return value(recorded).toString();
    }

    private static Object value(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof JsonNode node) {
            return recorded(node);
        }
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        if (value instanceof Long number) {
            return "int:" + number;
        }
        if (value instanceof Double number) {
            return "float:" + GoNumbers.text(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecordedValues::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, entry) ->
                    sorted.put(map instanceof PairedMap ? value(key).toString() : (String) key, value(entry)));
            return (map instanceof PairedMap ? "pairs:" : map instanceof StringMap ? "strings:" : "map:") + sorted;
        }
        if (value instanceof GoBytes bytes) {
            return "bytes:" + Base64.getEncoder().encodeToString(bytes.toArray());
        }
        if (value instanceof GoTime || value instanceof GoDuration) {
            return (value instanceof GoTime ? "time:" : "duration:") + value;
        }
        if (value instanceof GoConstant constant) {
            return "constant:" + constant.text();
        }
        if (value instanceof GoZone zone) {
            return "zone:" + zone.name();
        }
        if (value instanceof Scope.Function) {
            return "function:true";
        }
        return value.toString();
    }

    private static Object recorded(JsonNode node) {
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(recorded(element)));
            return list;
        }
        if (!node.isObject()) {
            return node.isTextual() ? '"' + node.textValue() + '"' : node.asText();
        }
        String type = node.fieldNames().next();
        JsonNode value = node.get(type);
        switch (type) {
            case "map", "strings" -> {
                Map<String, Object> sorted = new TreeMap<>();
                value.fields().forEachRemaining(field -> sorted.put(field.getKey(), recorded(field.getValue())));
                return type + ":" + sorted;
            }
            case "pairs" -> {
                Map<String, Object> sorted = new TreeMap<>();
                value.forEach(pair -> sorted.put(recorded(pair.get(0)).toString(), recorded(pair.get(1))));
                return type + ":" + sorted;
            }
            case "float" -> {
                return "float:" + GoNumbers.text(GoNumbers.parseFloat(value.textValue()));
            }
            default -> {
                return type + ":" + value.asText();
            }
        }
    }
}
