package io.jenkins.plugins.waybill.manifest;

import io.jenkins.plugins.waybill.model.SourcePosition;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Finds the place in the file of a character inside a string value, so that a mistake in an expression can be pointed
 * at. Exact for literal blocks and for strings on one line; folded strings only know their start.
 */
final class ScalarPlaces {

    private final YamlText text;
    private final int line;
    private final int column;
    private final ScalarStyle style;
    private final String value;

    /**
     * @param line 0-based line of the text at which the scalar starts
     * @param column 0-based column, in code points
     */
    ScalarPlaces(YamlText text, int line, int column, ScalarStyle style, String value) {
        this.text = text;
        this.line = line;
        this.column = column;
        this.style = style;
        this.value = value;
    }

    /** Where the character at that index (UTF-16) is written; the string's start where that cannot be told. */
    SourcePosition of(int index) {
        return switch (style) {
            case LITERAL -> inLiteral(index);
            case PLAIN -> inPlain(index);
            case SINGLE_QUOTED, DOUBLE_QUOTED -> inQuotes(index);
            default -> text.position(line, column);
        };
    }

    private SourcePosition inLiteral(int index) {
        String before = value.substring(0, Math.min(index, value.length()));
        int breaks = (int) before.chars().filter(character -> character == '\n').count();
        int inLine = before.length() - (before.lastIndexOf('\n') + 1);
        String raw = text.line(line + 1 + breaks);
        int end = value.indexOf('\n', before.length() - inLine);
        String content = value.substring(before.length() - inLine, end < 0 ? value.length() : end);
        int indentation = raw.length() - content.length();
        if (indentation < 0 || !raw.endsWith(content)) {
            return text.position(line, column);
        }
        return text.position(line + 1 + breaks, indentation + codePoints(content, inLine));
    }

    private SourcePosition inPlain(int index) {
        String raw = text.line(line);
        int start = YamlText.charIndex(raw, column);
        return raw.startsWith(value, start)
                ? text.position(line, column + codePoints(value, index))
                : text.position(line, column);
    }

    private SourcePosition inQuotes(int index) {
        String raw = text.line(line);
        int at = YamlText.charIndex(raw, column) + 1;
        int start = at;
        for (int read = 0; read < index && at < raw.length(); read++) {
            at += style == ScalarStyle.SINGLE_QUOTED ? (raw.startsWith("''", at) ? 2 : 1) : escapeLength(raw, at);
        }
        if (at >= raw.length()) {
            return text.position(line, column);
        }
        return text.position(line, column + 1 + raw.codePointCount(start, at));
    }

    private static int escapeLength(String raw, int at) {
        if (raw.charAt(at) != '\\' || at + 1 >= raw.length()) {
            return 1;
        }
        return switch (raw.charAt(at + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private static int codePoints(String string, int end) {
        return string.codePointCount(0, Math.min(end, string.length()));
    }
}
