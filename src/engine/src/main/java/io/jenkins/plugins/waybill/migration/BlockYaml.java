package io.jenkins.plugins.waybill.migration;

import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Writes values as people write manifests: indented blocks, quotes only where a reader would else see no string. */
final class BlockYaml {

    /** Plain for every reader, whichever YAML it speaks; anything else gets quotes. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+=-]*([ :][A-Za-z0-9_./@+=(-]+)*|([0-9]+[hms])+");

    private static final Pattern WORD =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|\\.?nan|\\.?inf|[0-9.+_e-]+");
    private static final Pattern AWKWARD_LINES = Pattern.compile("(?s)\\s.*|.*[ \\t]\\n.*|.*[^\\P{C}\\n].*|.*\\n\\n");

    private final StringBuilder text = new StringBuilder();

    private BlockYaml() {}

    /** A document without {@code ---}, ending in a line end. */
    static String text(JsonNode document) {
        BlockYaml yaml = new BlockYaml();
        yaml.members(document, 0);
        return yaml.text.toString();
    }

    private void members(JsonNode object, int indentation) {
        boolean first = true;
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            indent(first && text.length() > 0 && text.charAt(text.length() - 1) == ' ' ? 0 : indentation);
            first = false;
            text.append(string(field.getKey())).append(':');
            value(field.getValue(), indentation, false);
        }
    }

    private void value(JsonNode value, int indentation, boolean inList) {
        if (value.isObject() && !value.isEmpty()) {
            if (inList) {
                text.append(' ');
                members(value, indentation + 2);
            } else {
                text.append('\n');
                members(value, indentation + 2);
            }
        } else if (value.isArray() && !value.isEmpty()) {
            text.append('\n');
            int level = inList ? indentation + 2 : indentation;
            for (JsonNode item : value) {
                indent(level);
                text.append('-');
                value(item, level, true);
            }
        } else if (value.isTextual() && isLiteral(value.textValue())) {
            literal(value.textValue(), indentation + 2);
        } else {
            text.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static boolean isLiteral(String string) {
        return string.indexOf('\n') >= 0 && !AWKWARD_LINES.matcher(string).matches();
    }

    private void literal(String string, int indentation) {
        boolean ends = string.endsWith("\n");
        text.append(ends ? " |\n" : " |-\n");
        String lines = ends ? string.substring(0, string.length() - 1) : string;
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                indent(indentation);
                text.append(line);
            }
            text.append('\n');
        }
    }

    private static String scalar(JsonNode value) {
        return value.isTextual() ? string(value.textValue()) : value.toString();
    }

    private static String string(String string) {
        boolean plain = PLAIN.matcher(string).matches()
                && !WORD.matcher(string).matches()
                && !string.contains(": ")
                && !string.endsWith(":");
        if (plain) {
            return string;
        }
        boolean single = string.indexOf('"') >= 0 && string.chars().noneMatch(Character::isISOControl);
        return single
                ? "'" + string.replace("'", "''") + "'"
                : TextNode.valueOf(string).toString();
    }

    private void indent(int columns) {
        text.append(" ".repeat(columns));
    }
}
