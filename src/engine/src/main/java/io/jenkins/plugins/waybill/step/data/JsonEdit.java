package io.jenkins.plugins.waybill.step.data;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a JSON text made in place. What a key addresses is replaced whatever it is; missing keys, and objects and
 * lists above them, are made; {@code -1} adds to a list, and an index behind its end fills it up with nulls.
 */
final class JsonEdit {

    /** A mistyped index must not write a file of gigabytes. */
    private static final int MOST_NULLS = 1000;

    private final String file;
    private String text;

    JsonEdit(String file, String text) {
        this.file = file;
        this.text = text;
    }

    String text() {
        return text;
    }

    void set(String key, JsonNode value) throws StepFailure {
        if (value.isContainerNode() || value.isNull()) {
            throw StepFailure.retryable("The value for '" + key + "' is "
                    + (value.isNull() ? "null" : value.isArray() ? "a list" : "a map")
                    + "; json-update sets strings, numbers and booleans only.");
        }
        List<KeyPath.Part> parts = KeyPath.parse(key).parts();
        JsonSpot spot = root();
        for (int i = 0; spot != null && i < parts.size(); i++) {
            KeyPath.Part part = parts.get(i);
            List<KeyPath.Part> below = parts.subList(i + 1, parts.size());
            if (spot.kind() == JsonSpot.Kind.OBJECT) {
                JsonSpot member = spot.member(part.text());
                if (member == null) {
                    add(spot, part.text(), made(key, below, value));
                    return;
                }
                spot = member;
            } else if (spot.kind() == JsonSpot.Kind.ARRAY) {
                int size = spot.children().size();
                int index = part.isEnd() ? size : part.index();
                if (index < 0) {
                    throw StepFailure.retryable(file + ": '" + part.text() + "', wanted for '" + key
                            + "', is no index of a list; give a number from 0, or -1 to add to the list.");
                }
                if (index >= size) {
                    add(spot, null, nulls(key, index - size) + made(key, below, value));
                    return;
                }
                spot = spot.children().get(index).value();
            } else {
                replace(spot.from(), spot.to(), made(key, parts.subList(i, parts.size()), value));
                return;
            }
        }
        if (spot == null) {
            text = made(key, parts, value) + text;
        } else {
            replace(spot.from(), spot.to(), scalar(value));
        }
    }

    private @Nullable JsonSpot root() throws StepFailure {
        try {
            return JsonSpot.of(text);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw StepFailure.retryable(file + line + " is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory cannot be read", e);
        }
    }

    /** Adds after the last child, spaced as that one is. */
    private void add(JsonSpot spot, @Nullable String name, String added) {
        List<JsonSpot.Child> children = spot.children();
        if (children.isEmpty()) {
            replace(spot.from() + 1, spot.from() + 1, name == null ? added : quoted(name) + ":" + added);
            return;
        }
        JsonSpot.Child last = children.get(children.size() - 1);
        int blank = last.from();
        while (Character.isWhitespace(text.charAt(blank - 1))) {
            blank--;
        }
        String named = name == null
                ? ""
                : quoted(name) + text.substring(last.nameEnd(), last.value().from());
        int end = last.value().to();
        replace(end, end, "," + text.substring(blank, last.from()) + named + added);
    }

    private void replace(int from, int to, String replacement) {
        text = text.substring(0, from) + replacement + text.substring(to);
    }

    /** The value, inside the objects and lists that the parts of a key ask for. */
    private String made(String key, List<KeyPath.Part> parts, JsonNode value) throws StepFailure {
        if (parts.isEmpty()) {
            return scalar(value);
        }
        KeyPath.Part part = parts.get(0);
        String inner = made(key, parts.subList(1, parts.size()), value);
        if (part.isEnd()) {
            return "[" + inner + "]";
        }
        if (part.index() >= 0) {
            return "[" + nulls(key, part.index()) + inner + "]";
        }
        return "{" + quoted(part.text()) + ":" + inner + "}";
    }

    private String nulls(String key, int count) throws StepFailure {
        if (count > MOST_NULLS) {
            throw StepFailure.retryable(file + ": '" + key + "' would fill a list up with " + count
                    + " nulls; at most " + MOST_NULLS + " are written. Check the index, or write it as ':"
                    + "number' if it is a key.");
        }
        return "null,".repeat(count);
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    /** Numbers without exponent, whole ones without a point. */
    private static String scalar(JsonNode value) {
        if (!value.isFloatingPointNumber()) {
            return value.toString();
        }
        String plain = value.decimalValue().toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
