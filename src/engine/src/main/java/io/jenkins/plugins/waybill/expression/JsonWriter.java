package io.jenkins.plugins.waybill.expression;

import java.util.Iterator;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Writes trees as Go's encoding/json does. Objects that came as a tree keep the order of their keys. */
final class JsonWriter {

    private final StringBuilder out = new StringBuilder();
    private final boolean indent;
    private int depth;

    private JsonWriter(boolean indent) {
        this.indent = indent;
    }

    static String compact(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(false);
        writer.write(GoJson.toTree(value));
        return writer.out.toString();
    }

    static String indented(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(true);
        writer.write(GoJson.toTree(value));
        return writer.out.toString();
    }

    private void write(JsonNode tree) {
        switch (tree.getNodeType()) {
            case OBJECT -> object(tree);
            case ARRAY -> array(tree);
            case STRING -> string(tree.textValue());
            case NUMBER ->
                out.append(
                        tree.isDouble() || tree.isFloat()
                                ? GoNumbers.json(tree.doubleValue())
                                : tree.isBigDecimal() ? tree.decimalValue().toString() : tree.asText());
            default -> out.append(tree.asText());
        }
    }

    private void object(JsonNode tree) {
        Iterator<Map.Entry<String, JsonNode>> fields = tree.fields();
        open('{', fields.hasNext());
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            string(field.getKey());
            out.append(indent ? ": " : ":");
            write(field.getValue());
            next(fields.hasNext());
        }
        out.append('}');
    }

    private void array(JsonNode tree) {
        Iterator<JsonNode> elements = tree.elements();
        open('[', elements.hasNext());
        while (elements.hasNext()) {
            write(elements.next());
            next(elements.hasNext());
        }
        out.append(']');
    }

    private void open(char bracket, boolean filled) {
        out.append(bracket);
        if (filled) {
            depth++;
            line();
        }
    }

    private void next(boolean more) {
        if (more) {
            out.append(',');
        } else {
            depth--;
        }
        line();
    }

    private void line() {
        if (indent) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
