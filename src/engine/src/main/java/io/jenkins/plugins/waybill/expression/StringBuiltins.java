package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.ARRAY;
import static io.jenkins.plugins.waybill.expression.StaticType.BOOL;
import static io.jenkins.plugins.waybill.expression.StaticType.INT;
import static io.jenkins.plugins.waybill.expression.StaticType.STRING;

/** trim, upper, split, replace and their like. */
final class StringBuiltins {

    private static final StaticType STRINGS = StaticType.arrayOf(STRING);

    private StringBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "trim",
                        STRING,
                        1,
                        (run, a) -> trim(text(a, 0), a.length > 1 ? text(a, 1) : null),
                        STRING,
                        STRING),
                Builtin.of("trimPrefix", STRING, 1, (run, a) -> trimPrefix(text(a, 0), orSpace(a)), STRING, STRING),
                Builtin.of("trimSuffix", STRING, 1, (run, a) -> trimSuffix(text(a, 0), orSpace(a)), STRING, STRING),
                Builtin.of("upper", STRING, 0, (run, a) -> mapped(run, text(a, 0), true), STRING),
                Builtin.of("lower", STRING, 0, (run, a) -> mapped(run, text(a, 0), false), STRING),
                Builtin.of("split", STRINGS, 1, (run, a) -> split(run, a, false), STRING, STRING, INT),
                Builtin.of("splitAfter", STRINGS, 1, (run, a) -> split(run, a, true), STRING, STRING, INT),
                Builtin.of("replace", STRING, 1, StringBuiltins::replace, STRING, STRING, STRING, INT),
                Builtin.of("repeat", STRING, 0, StringBuiltins::repeat, STRING, INT),
                Builtin.of("join", STRING, 1, StringBuiltins::join, ARRAY, STRING),
                Builtin.of(
                        "indexOf",
                        INT,
                        0,
                        (run, a) -> Texts.byteOffset(text(a, 0), text(a, 0).indexOf(text(a, 1))),
                        STRING,
                        STRING),
                Builtin.of(
                        "lastIndexOf",
                        INT,
                        0,
                        (run, a) -> Texts.byteOffset(text(a, 0), text(a, 0).lastIndexOf(text(a, 1))),
                        STRING,
                        STRING),
                Builtin.of("hasPrefix", BOOL, 0, (run, a) -> text(a, 0).startsWith(text(a, 1)), STRING, STRING),
                Builtin.of("hasSuffix", BOOL, 0, (run, a) -> text(a, 0).endsWith(text(a, 1)), STRING, STRING));
    }

    static String text(@Nullable Object[] arguments, int index) {
        return Texts.text(arguments[index], "the function");
    }

    private static String orSpace(@Nullable Object[] arguments) {
        return arguments.length > 1 ? text(arguments, 1) : " ";
    }

    private static String trim(String text, @Nullable String characters) {
        int start = 0;
        int end = text.length();
        while (start < end && isTrimmed(text.codePointAt(start), characters)) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isTrimmed(text.codePointBefore(end), characters)) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static boolean isTrimmed(int character, @Nullable String characters) {
        return characters == null ? isSpace(character) : characters.indexOf(character) >= 0;
    }

    private static boolean isSpace(int character) {
        return character >= '\t' && character <= '\r' || character == 0x85 || Character.isSpaceChar(character);
    }

    private static String trimPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String trimSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /** Go changes each character by itself; Java's own methods know of ligatures and of a final sigma. */
    private static String mapped(Evaluation run, String text, boolean upper) {
        if (Texts.isAscii(text)) {
            return upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
        }
        run.write(text.length());
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints()
                .map(upper ? Character::toUpperCase : Character::toLowerCase)
                .forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    private static List<String> split(Evaluation run, @Nullable Object[] arguments, boolean keep) {
        String text = text(arguments, 0);
        String separator = text(arguments, 1);
        long most = arguments.length > 2 ? Values.toInt(arguments[2]) : -1;
        List<String> parts = new ArrayList<>();
        if (most == 0) {
            return parts;
        }
        int start = 0;
        while (most < 0 || parts.size() < most - 1) {
            int found;
            if (separator.isEmpty()) {
                found = start < text.length() ? start + Character.charCount(text.codePointAt(start)) : -1;
                if (found == text.length() || found < 0) {
                    break;
                }
            } else {
                found = text.indexOf(separator, start);
                if (found < 0) {
                    break;
                }
            }
            run.grow(1);
            parts.add(text.substring(start, keep ? found + separator.length() : found));
            start = found + separator.length();
        }
        if (!separator.isEmpty() || !text.isEmpty()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    private static String replace(Evaluation run, @Nullable Object[] arguments) {
        String text = text(arguments, 0);
        String old = text(arguments, 1);
        String replacement = text(arguments, 2);
        long left = arguments.length > 3 ? Values.toInt(arguments[3]) : -1;
        if (left == 0 || old.equals(replacement)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        int start = 0;
        int from = 0;
        while (left != 0) {
            int found = from <= text.length() ? text.indexOf(old, from) : -1;
            if (found < 0) {
                break;
            }
            run.write(replacement.length() + found - start);
            replaced.append(text, start, found).append(replacement);
            start = found + old.length();
            // Nothing is found between all characters.
            from = old.isEmpty()
                    ? found + (found < text.length() ? Character.charCount(text.codePointAt(found)) : 1)
                    : start;
            left--;
        }
        return replaced.append(text, Math.min(start, text.length()), text.length())
                .toString();
    }

    private static String repeat(Evaluation run, @Nullable Object[] arguments) {
        String text = text(arguments, 0);
        long times = Values.toInt(arguments[1]);
        if (times < 0) {
            throw new ExpressionException("repeat cannot go below zero times: " + times);
        }
        if (times > 1_000_000) {
            throw new ExpressionException("repeat goes up to a million times: " + times);
        }
        run.grow(times * Texts.byteLength(text));
        run.write(times * text.length());
        return text.repeat((int) times);
    }

    private static String join(Evaluation run, @Nullable Object[] arguments) {
        String glue = arguments.length > 1 ? text(arguments, 1) : "";
        if (!(arguments[0] instanceof List<?> list)) {
            throw new ExpressionException("join needs an array, not " + Values.typeName(arguments[0]));
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            String text = Texts.text(element, "join");
            run.write(glue.length() + text.length());
            texts.add(text);
        }
        return String.join(glue, texts);
    }
}
