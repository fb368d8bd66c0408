package io.jenkins.plugins.waybill.step.data;

import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** How a value is written so that every YAML reader gets that very value back. */
final class YamlScalarText {

    /** Words and numbers that YAML 1.1 or 1.2 readers, Go's among them, take for something else than a string. */
    private static final Pattern NOT_A_STRING = Pattern.compile("(?i)~|null|true|false|yes|no|on|off|[ytnf]"
            + "|[-+]?(?:inf|infinity|\\.inf|nan|\\.nan)"
            + "|[-+]?(?:\\d[\\d_]*)?\\.?\\d[\\d_]*\\.?(?:e[-+]?\\d+)?"
            + "|[-+]?(?:0x[\\da-f_.p+-]+|0o[0-7_]+|0b[01_]+)"
            + "|\\d+(?::\\d+)+(?:\\.\\d*)?"
            + "|\\d{4}-\\d{1,2}-\\d{1,2}.*|=|<<");

    private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

    private YamlScalarText() {}

    /**
     * The text of a value.
     *
     * @param style how the value was written before; kept where the new value allows it
     * @param inFlow whether it stands within braces or brackets
     */
    static String of(JsonNode value, ScalarStyle style, boolean inFlow) {
        if (!value.isTextual()) {
            return plainNumber(value);
        }
        String text = value.textValue();
        boolean printable = text.codePoints().allMatch(YamlScalarText::isOrdinary);
        if (style == ScalarStyle.SINGLE_QUOTED && printable) {
            return "'" + text.replace("'", "''") + "'";
        }
        if (style != ScalarStyle.DOUBLE_QUOTED && printable && isSafePlain(text, inFlow)) {
            return text;
        }
        return doubleQuoted(text);
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isOrdinary(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** False for line breaks, the byte order mark and what a YAML file may hold in escaped form only. */
    private static boolean isOrdinary(int c) {
        return StreamReader.isPrintable(c) && !Character.isISOControl(c) && c != 0x2028 && c != 0x2029 && c != 0xfeff;
    }

    /** Whole numbers stay whole numbers, however large. */
    private static String plainNumber(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            double number = value.doubleValue();
            if (number == Math.rint(number) && Math.abs(number) <= 0x1p53) {
                return value.decimalValue().toBigInteger().toString();
            }
        }
        return value.asText();
    }

    private static boolean isSafePlain(String text, boolean inFlow) {
        if (text.isEmpty()
                || !text.equals(text.strip())
                || NOT_A_STRING.matcher(text).matches()) {
            return false;
        }
        char first = text.charAt(0);
        if (INDICATORS.indexOf(first) >= 0
                || ("-?:".indexOf(first) >= 0 && (text.length() == 1 || text.charAt(1) == ' '))) {
            return false;
        }
        if (text.startsWith("---") || text.startsWith("...")) {
            return false;
        }
        if (text.contains(": ") || text.contains(" #") || text.endsWith(":")) {
            return false;
        }
        return !inFlow || text.chars().noneMatch(c -> ",[]{}:".indexOf(c) >= 0);
    }
}
