package io.jenkins.plugins.waybill.step.data;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.expression.GoTime;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.data.TomlNode.Scalar;
import org.jspecify.annotations.Nullable;

/** Keys and single values of TOML. */
final class TomlScalars {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:0|[1-9](?:_?\\d)*)");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(?:0|[1-9](?:_?\\d)*)(?:\\.\\d(?:_?\\d)*)?(?:[eE][+-]?\\d(?:_?\\d)*)?");
    private static final Pattern BASED =
            Pattern.compile("0x[\\da-fA-F](?:_?[\\da-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?:[Tt ].*)?|\\d\\d:\\d\\d.*");

    private TomlScalars() {}

    static String key(TomlText text, String before) throws StepFailure {
        if (text.peek() == '"' || text.peek() == '\'') {
            if (text.startsWith("\"\"\"") || text.startsWith("'''")) {
                throw text.wrong("a key cannot have several lines");
            }
            return text.peek() == '"' ? basic(text) : literal(text);
        }
        StringBuilder key = new StringBuilder();
        while (isBare(text.peek())) {
            key.append(text.next());
        }
        if (key.length() == 0) {
            throw text.wrong("a key is missing before '" + before + "'");
        }
        return key.toString();
    }

    /** Whether a key may stand without quotes. */
    static boolean isBare(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    static Scalar value(TomlText text) throws StepFailure {
        int from = text.position();
        Object value;
        if (text.startsWith("\"\"\"")) {
            value = lines(text, "\"\"\"");
        } else if (text.startsWith("'''")) {
            value = lines(text, "'''");
        } else if (text.peek() == '"') {
            value = basic(text);
        } else if (text.peek() == '\'') {
            value = literal(text);
        } else {
            String word = text.word();
            value = plain(word);
            if (value == null) {
                throw text.wrong(
                        from,
                        word.isEmpty() ? "a value is missing" : "'" + word + "' is no value; strings stand in quotes");
            }
        }
        return new Scalar(from, text.position(), value);
    }

    private static @Nullable Object plain(String word) {
        switch (word) {
            case "true", "false" -> {
                return Boolean.valueOf(word);
            }
            case "inf", "+inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            case "nan", "+nan", "-nan" -> {
                return Double.NaN;
            }
            default -> {
                try {
                    return number(word);
                } catch (DateTimeException | ArithmeticException e) {
                    return null;
                }
            }
        }
    }

    private static @Nullable Object number(String word) {
        String digits = word.replace("_", "");
        if (DECIMAL.matcher(word).matches()) {
            return new BigInteger(digits).longValueExact();
        }
        if (FLOAT.matcher(word).matches()) {
            return Double.valueOf(digits);
        }
        if (BASED.matcher(word).matches()) {
            int base = word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
            return new BigInteger(digits.substring(2), base).longValueExact();
        }
        return TIME.matcher(word).matches() ? time(word) : null;
    }

    /** With an offset an instant; without one, a text as it is written. */
    private static Object time(String word) {
        String iso = word.replace(' ', 'T').replace('t', 'T').replace('z', 'Z');
        if (iso.matches(".*T.*(?:Z|[+-]\\d\\d:\\d\\d)")) {
            return GoTime.of(OffsetDateTime.parse(iso));
        }
        if (iso.contains("T")) {
            LocalDateTime.parse(iso);
        } else if (iso.contains("-")) {
            LocalDate.parse(iso);
        } else {
            LocalTime.parse(iso);
        }
        return iso;
    }

    private static String basic(TomlText text) throws StepFailure {
        StringBuilder value = new StringBuilder();
        text.next();
        while (text.peek() != '"') {
            character(text, value, true, false);
        }
        text.next();
        return value.toString();
    }

    private static String literal(TomlText text) throws StepFailure {
        StringBuilder value = new StringBuilder();
        text.next();
        while (text.peek() != '\'') {
            character(text, value, false, false);
        }
        text.next();
        return value.toString();
    }

    private static String lines(TomlText text, String quotes) throws StepFailure {
        boolean escapes = quotes.startsWith("\"");
        StringBuilder value = new StringBuilder();
        text.take(quotes);
        text.takeLineBreak();
        while (!text.startsWith(quotes)) {
            character(text, value, escapes, true);
        }
        // Up to two quotes may stand before the closing three.
        for (int i = 0; i < 2 && text.startsWith(quotes + quotes.charAt(0)); i++) {
            value.append(text.next());
        }
        text.take(quotes);
        return value.toString();
    }

    private static void character(TomlText text, StringBuilder value, boolean escapes, boolean several)
            throws StepFailure {
        if (text.atEnd() || !several && (text.startsWith("\n") || text.startsWith("\r\n"))) {
            throw text.wrong("the closing quote of a string is missing");
        }
        if (several && text.takeLineBreak()) {
            value.append('\n');
        } else if (escapes && text.peek() == '\\') {
            escape(text, value, several);
        } else {
            char c = text.next();
            text.refuseControl(c);
            value.append(c);
        }
    }

    private static void escape(TomlText text, StringBuilder value, boolean several) throws StepFailure {
        int from = text.position();
        text.next();
        char c = text.atEnd() ? 0 : text.next();
        switch (c) {
            case 'b' -> value.append('\b');
            case 't' -> value.append('\t');
            case 'n' -> value.append('\n');
            case 'f' -> value.append('\f');
            case 'r' -> value.append('\r');
            case '"', '\\' -> value.append(c);
            case 'u' -> value.appendCodePoint(codePoint(text, from, 4));
            case 'U' -> value.appendCodePoint(codePoint(text, from, 8));
            default -> {
                if (!several || !continues(text, c)) {
                    throw text.wrong(from, "there is no escape '\\" + (c == 0 ? "" : c) + "'");
                }
            }
        }
    }

    /** A backslash at the end of a line swallows the line break and the blanks that follow. */
    private static boolean continues(TomlText text, char first) {
        if (first != '\n') {
            if (first == ' ' || first == '\t') {
                text.skipSpaces();
            } else if (first != '\r') {
                return false;
            }
            if (!text.takeLineBreak()) {
                return false;
            }
        }
        do {
            text.skipSpaces();
        } while (text.takeLineBreak());
        return true;
    }

    private static int codePoint(TomlText text, int from, int digits) throws StepFailure {
        StringBuilder hex = new StringBuilder();
        while (hex.length() < digits && Character.digit(text.peek(), 16) >= 0) {
            hex.append(text.next());
        }
        if (hex.length() == digits) {
            long code = Long.parseLong(hex.toString(), 16);
            if (code <= Character.MAX_CODE_POINT && !(code >= 0xd800 && code <= 0xdfff)) {
                return (int) code;
            }
        }
        throw text.wrong(from, "an escape names no character");
    }
}
