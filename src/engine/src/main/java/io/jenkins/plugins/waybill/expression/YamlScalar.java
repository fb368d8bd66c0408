package io.jenkins.plugins.waybill.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;

import com.google.re2j.Pattern;

/** Texts in YAML: plain where nothing could take them for something else, else in quotes or as a block. */
final class YamlScalar {

    private static final Set<String> WORDS = Set.of(
            "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", ".nan", ".NaN", ".NAN",
            ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", "y", "Y", "yes", "Yes", "YES",
            "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            + "|[-+]?0[xX][0-9a-fA-F]+|[-+]?0[bB][01]+|[-+]?0[oO]?[0-7]+");
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}-.*");

    private static final List<GoLayout> TIMES = List.of(
            GoLayout.of("2006-1-2T15:4:5.999999999Z07:00"),
            GoLayout.of("2006-1-2t15:4:5.999999999Z07:00"),
            GoLayout.of("2006-1-2 15:4:5.999999999"),
            GoLayout.of("2006-1-2"));

    private static final String RESERVED = "#,[]{}&*!|>'\"%@`";

    private YamlScalar() {}

    static String key(String text) {
        return text.contains("\n") ? doubleQuoted(text) : line(text);
    }

    /** A text without line ends. */
    static String line(String text) {
        if (meansSomethingElse(text)) {
            return doubleQuoted(text);
        }
        if (hasSpecial(text)) {
            return doubleQuoted(text);
        }
        return isPlain(text) ? text : "'" + text.replace("'", "''") + "'";
    }

    private static boolean meansSomethingElse(String text) {
        if (WORDS.contains(text) || SEXAGESIMAL.matches(text)) {
            return true;
        }
        if (text.charAt(0) != '.' && NUMBER.matches(text.replace("_", "")) || NUMBER.matches(text)) {
            return true;
        }
        return YEAR.matches(text) && TIMES.stream().anyMatch(layout -> layout.tryParse(text, GoZone.UTC) != null);
    }

    private static boolean hasSpecial(String text) {
        return text.codePoints().anyMatch(c -> c == '\t' || !isPrintable(c));
    }

    private static boolean isPrintable(int c) {
        return c == '\n'
                || c >= 0x20 && c <= 0x7E
                || c >= 0xA0 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF;
    }

    private static boolean isPlain(String text) {
        if (text.startsWith(" ") || text.endsWith(" ") || text.startsWith("---") || text.startsWith("...")) {
            return false;
        }
        if (text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0) {
            return false;
        }
        if (RESERVED.indexOf(text.charAt(0)) >= 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blankAfter = i + 1 == text.length() || text.charAt(i + 1) == ' ';
            boolean blankBefore = i > 0 && text.charAt(i - 1) == ' ';
            if (c == ':' && blankAfter || c == '#' && blankBefore || (c == '?' || c == '-') && i == 0 && blankAfter) {
                return false;
            }
        }
        return true;
    }

    /** A text with line ends, as a literal block where that can say it. */
    static String block(String text, int indent) {
        boolean blankBeforeEnd = text.contains(" \n") || text.endsWith(" ");
        boolean special = text.codePoints().anyMatch(c -> c != '\t' && !isPrintable(c));
        if (blankBeforeEnd || special) {
            return doubleQuoted(text);
        }
        StringBuilder out = new StringBuilder("|");
        if (text.startsWith(" ") || text.startsWith("\n")) {
            out.append(4);
        }
        if (!text.endsWith("\n")) {
            out.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            out.append('+');
        }
        for (String line : (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
            out.append('\n').append(line.isEmpty() ? "" : " ".repeat(Math.max(indent, 4)) + line);
        }
        return out.toString();
    }

    private static String doubleQuoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case 0 -> out.append("\\0");
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case 0x0B -> out.append("\\v");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case 0x1B -> out.append("\\e");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case 0x85 -> out.append("\\N");
                case 0xA0 -> out.append("\\_");
                case 0x2028 -> out.append("\\L");
                case 0x2029 -> out.append("\\P");
                default -> {
                    if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X", c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** Natural order: runs of digits by value, letters behind everything else but digits. */
    static int compareKeys(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        boolean digits = false;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] == b[i]) {
                digits = Character.isDigit(a[i]);
                continue;
            }
            boolean leftLetter = Character.isLetter(a[i]);
            boolean rightLetter = Character.isLetter(b[i]);
            if (leftLetter && rightLetter) {
                return Integer.compare(a[i], b[i]);
            }
            if (leftLetter || rightLetter) {
                return leftLetter == digits ? -1 : 1;
            }
            int byNumber = compareNumbers(a, b, i);
            return byNumber != 0 ? byNumber : Integer.compare(a[i], b[i]);
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareNumbers(int[] a, int[] b, int start) {
        String first = digits(a, start);
        String second = digits(b, start);
        boolean insideNumber = start > 0 && Character.isDigit(a[start - 1]) && a[start - 1] != '0';
        String x = (insideNumber ? "1" : "0") + first;
        String y = (insideNumber ? "1" : "0") + second;
        int order = new BigInteger(x).compareTo(new BigInteger(y));
        return order != 0 ? order : Integer.compare(first.length(), second.length());
    }

    private static String digits(int[] characters, int start) {
        StringBuilder digits = new StringBuilder();
        for (int i = start; i < characters.length && Character.isDigit(characters[i]); i++) {
            digits.append(Character.digit(characters[i], 10));
        }
        return digits.toString();
    }
}
