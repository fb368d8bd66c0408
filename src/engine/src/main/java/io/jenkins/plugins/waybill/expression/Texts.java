package io.jenkins.plugins.waybill.expression;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Texts as Go sees them: sequences of UTF-8 bytes, by which positions count and order is decided. */
final class Texts {

    private Texts() {}

    static String text(@Nullable Object value, String role) {
        if (value instanceof String text) {
            return text;
        }
        throw new ExpressionException(role + " needs a string, not " + Values.typeName(value));
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    static int byteLength(String text) {
        return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    static List<Long> bytes(String text) {
        return GoBytes.of(text.getBytes(StandardCharsets.UTF_8)).numbers();
    }

    /** The bytes from one position up to another; halves of characters become replacement characters. */
    static String slice(String text, int from, int to) {
        if (isAscii(text)) {
            return text.substring(from, to);
        }
        return decoded(Arrays.copyOfRange(text.getBytes(StandardCharsets.UTF_8), from, to));
    }

    /** The text of bytes; each byte that belongs to no character becomes a replacement character. */
    static String decoded(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int length = length(bytes[i]);
            String character = new String(bytes, i, Math.min(length, bytes.length - i), StandardCharsets.UTF_8);
            boolean whole = character.codePointCount(0, character.length()) == 1
                    && (character.charAt(0) != 0xFFFD || length == 3 && bytes[i] == (byte) 0xEF);
            text.append(whole ? character : "\uFFFD");
            i += whole ? length : 1;
        }
        return text.toString();
    }

    private static int length(byte first) {
        int bits = first & 0xFF;
        return bits < 0x80 ? 1 : bits >= 0xF0 ? 4 : bits >= 0xE0 ? 3 : bits >= 0xC0 ? 2 : 1;
    }

    /** The position in bytes of one in chars; -1 stays. */
    static long byteOffset(String text, int index) {
        return index < 0 ? -1 : byteLength(text.substring(0, index));
    }

    /** The order of the bytes, which is that of the characters' numbers. */
    static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean special = Character.isSurrogate(a) || Character.isSurrogate(b);
                return special && Character.isSurrogate(a) != Character.isSurrogate(b)
                        ? (Character.isSurrogate(a) ? 1 : -1)
                        : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ExpressionException("not a regular expression: " + e.getMessage(), e);
        }
    }

    static boolean matches(@Nullable Object value, Pattern pattern) {
        if (value == null) {
            return false;
        }
        if (value instanceof GoBytes bytes) {
            return pattern.matcher(bytes.toArray()).find();
        }
        return pattern.matcher(text(value, "matches")).find();
    }
}
