package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What the parts of a {@link JsonPath} find. */
final class JsonSteps {

    private JsonSteps() {}

    /** There is nothing at that place; in a filter that is an answer. */
    static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    static void field(JsonNode value, String name, String path, Consumer<JsonNode> found) throws IOException {
        if (name.equals("*")) {
            elements(value).forEach(found);
            return;
        }
        JsonNode field = value.get(name);
        if (field == null) {
            throw new Missing("jsonPath '" + path + "': there is no '" + name + "' in the answer"
                    + (value.isObject() && !value.isEmpty() ? "; there is " + names(value) : "") + ".");
        }
        found.accept(field);
    }

    private static String names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names.subList(0, Math.min(10, names.size()))) + (names.size() > 10 ? ", …" : "");
    }

    static void index(JsonNode value, int index, String path, Consumer<JsonNode> found) throws IOException {
        int place = index < 0 ? value.size() + index : index;
        if (!value.isArray() || place < 0 || place >= value.size()) {
            throw new Missing("jsonPath '" + path + "': "
                    + (value.isArray()
                            ? "there is no element " + index + " in a list of " + value.size()
                            : "there is no list where element " + index + " is wanted")
                    + ".");
        }
        found.accept(value.get(place));
    }

    static void slice(
            JsonNode value, @Nullable Integer from, @Nullable Integer to, int step, Consumer<JsonNode> found) {
        if (!value.isArray()) {
            return;
        }
        int start = bound(from == null ? 0 : from, value.size());
        int end = bound(to == null ? value.size() : to, value.size());
        for (int i = start; i < end; i += step) {
            found.accept(value.get(i));
        }
    }

    private static int bound(int index, int size) {
        return Math.max(0, Math.min(size, index < 0 ? size + index : index));
    }

    /** Every field of that name at any depth, outer ones first. */
    static void deep(JsonNode value, String name, Consumer<JsonNode> found) {
        if (name.equals("*")) {
            elements(value).forEach(found);
        } else if (value.has(name)) {
            found.accept(value.get(name));
        }
        elements(value).forEach(element -> deep(element, name, found));
    }

    static List<JsonNode> elements(JsonNode value) {
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    static boolean compare(List<JsonNode> left, String operator, List<JsonNode> right, String path) throws IOException {
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        if (left.size() > 1 || right.size() > 1) {
            throw new IOException("jsonPath '" + path + "': only single values can be compared.");
        }
        JsonNode one = left.get(0);
        JsonNode other = right.get(0);
        if (operator.equals("==") || operator.equals("!=")) {
            boolean same = one.isNumber() && other.isNumber()
                    ? one.decimalValue().compareTo(other.decimalValue()) == 0
                    : one.equals(other);
            return same == operator.equals("==");
        }
        int order;
        if (one.isNumber() && other.isNumber()) {
            order = one.decimalValue().compareTo(other.decimalValue());
        } else if (one.isTextual() && other.isTextual()) {
            order = one.textValue().compareTo(other.textValue());
        } else {
            throw new IOException("jsonPath '" + path + "': " + operator + " compares two numbers or two texts.");
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
