package io.jenkins.plugins.waybill.step.data;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.data.TomlNode.Array;
import io.jenkins.plugins.waybill.step.data.TomlNode.Scalar;
import io.jenkins.plugins.waybill.step.data.TomlNode.Table;

/** Changes of single values in a TOML text, made in place; whatever is not the value itself stays as it is. */
final class TomlEdit {

    private final String file;
    private final String text;
    private final Table root;

    /** By place, the last first, so that places before it stay. */
    private final Map<Scalar, String> changes =
            new TreeMap<>(Collections.reverseOrder(java.util.Comparator.comparingInt(Scalar::from)));

    private TomlEdit(String file, String text, Table root) {
        this.file = file;
        this.text = text;
        this.root = root;
    }

    static TomlEdit of(String file, String text) throws StepFailure {
        return new TomlEdit(file, text, TomlReader.read(file, text));
    }

    /** Sets the value at a key; the last of several settings of one key wins. */
    void set(String key, JsonNode value) throws StepFailure {
        if (value.isContainerNode() || value.isNull()) {
            throw StepFailure.retryable("The value for '" + key + "' is "
                    + (value.isNull() ? "null" : value.isArray() ? "a list" : "a map")
                    + "; toml-update sets strings, numbers and booleans only.");
        }
        Scalar scalar = find(key);
        changes.put(scalar, written(value, text.substring(scalar.from(), scalar.to())));
    }

    /** The text with all changes. */
    String apply() {
        StringBuilder result = new StringBuilder(text);
        changes.forEach((scalar, replacement) -> result.replace(scalar.from(), scalar.to(), replacement));
        return result.toString();
    }

    private Scalar find(String key) throws StepFailure {
        TomlNode node = root;
        StringBuilder walked = new StringBuilder();
        for (KeyPath.Part part : KeyPath.parse(key).parts()) {
            walked.append(walked.length() == 0 ? "" : ".").append(part.text());
            node = child(node, part, key, walked.toString());
        }
        if (node instanceof Scalar scalar) {
            return scalar;
        }
        throw StepFailure.retryable(file + ": '" + key + "' is a " + (node instanceof Array ? "list" : "table")
                + ", not a single value. Address a value inside it.");
    }

    private TomlNode child(TomlNode node, KeyPath.Part part, String key, String walked) throws StepFailure {
        if (node instanceof Table table) {
            TomlNode child = table.entries.get(part.text());
            if (child != null) {
                return child;
            }
            throw StepFailure.retryable(file + ": there is no key '" + walked + "', wanted for '" + key
                    + "'. toml-update changes values that exist; add the key to the file first.");
        }
        if (node instanceof Array array) {
            int index = part.index();
            if (index >= 0 && index < array.elements.size()) {
                return array.elements.get(index);
            }
            throw StepFailure.retryable(file + ": '" + walked + "' is no element of a list of " + array.elements.size()
                    + "; give an index from 0.");
        }
        throw StepFailure.retryable(
                file + ": '" + walked + "' is not there, because what is above it is a single value.");
    }

    /** In the quotes that were there, where the new value can stand in them. */
    private static String written(JsonNode value, String before) {
        if (!value.isTextual()) {
            return number(value, before);
        }
        String content = value.textValue();
        boolean literal = before.startsWith("'")
                && content.indexOf('\'') < 0
                && content.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
        return literal ? "'" + content + "'" : basic(content);
    }

    /** Whole numbers stay whole, unless a number with a point was there. */
    private static String number(JsonNode value, String before) {
        if (!value.isNumber()) {
            return value.asText();
        }
        boolean floating = before.matches("[+-]?[\\d_]+(?:\\.[\\d_]+)?(?:[eE].*)?") && before.matches(".*[.eE].*");
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return floating ? value.asText() + ".0" : value.asText();
        }
        double number = value.doubleValue();
        if (number == Math.rint(number) && Math.abs(number) <= 0x1p53) {
            String whole = value.decimalValue().toBigInteger().toString();
            return floating ? whole + ".0" : whole;
        }
        String text = Double.toString(number);
        return text.contains("E") ? text.replace("E", "e") : text;
    }

    private static String basic(String content) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : content.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
