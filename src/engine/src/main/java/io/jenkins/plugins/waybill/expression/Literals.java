package io.jenkins.plugins.waybill.expression;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What numbers and strings in the text mean. */
final class Literals {

    private Literals() {}

    static LiteralNode number(int position, String literal) {
        String digits = literal.replace("_", "");
        String lower = GoText.lower(digits);
        int radix = lower.startsWith("0x") ? 16 : lower.startsWith("0o") ? 8 : lower.startsWith("0b") ? 2 : 10;
        if (radix == 10 && (lower.contains(".") || lower.contains("e"))) {
            Double number = GoNumbers.parseFloat(digits);
            if (number == null) {
                throw new ExpressionException("not a number: " + literal);
            }
            return new LiteralNode(position, number, StaticType.FLOAT);
        }
        try {
            return new LiteralNode(
                    position, Long.parseLong(radix == 10 ? digits : digits.substring(2), radix), StaticType.INT);
        } catch (NumberFormatException e) {
            throw new ExpressionException("not an int, or too large for one: " + literal);
        }
    }

    static String raw(String literal) {
        return literal.substring(1, literal.length() - 1).replace("``", "`");
    }

    static String string(String literal) {
        StringBuilder out = new StringBuilder();
        Escapes escapes = new Escapes(literal, 0);
        while (escapes.hasNext()) {
            int character = escapes.next(false);
            boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            out.appendCodePoint(half ? 0xFFFD : character);
        }
        return out.toString();
    }

    static GoBytes bytes(String literal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Escapes escapes = new Escapes(literal, 1);
        while (escapes.hasNext()) {
            boolean escaped = escapes.isEscape();
            int character = escapes.next(true);
            if (escaped) {
                out.write(character);
            } else {
                out.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        return GoBytes.of(out.toByteArray());
    }

    /** The characters between the quotes one by one. */
    private static final class Escapes {

        private final String text;
        private final char quote;
        private int next;

        private Escapes(String literal, int prefix) {
            // Line ends within strings are always one character.
            text = literal.substring(prefix + 1, literal.length() - 1)
                    .replace("\r\n", "\n")
                    .replace('\r', '\n');
            quote = literal.charAt(prefix);
        }

        boolean hasNext() {
            return next < text.length();
        }

        boolean isEscape() {
            return text.charAt(next) == '\\';
        }

        int next(boolean bytes) {
            int character = text.codePointAt(next);
            next += Character.charCount(character);
            if (character != '\\') {
                return character;
            }
            char kind = text.charAt(next++);
            return switch (kind) {
                case 'a' -> 0x07;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'v' -> 0x0B;
                case '\\' -> '\\';
                case 'x' -> digits(2, 16);
                case 'u' -> bytes ? invalid() : hasNext() && text.charAt(next) == '{' ? braced() : digits(4, 16);
                case 'U' -> bytes ? invalid() : digits(8, 16);
                case '0', '1', '2', '3' -> {
                    next--;
                    yield digits(3, 8);
                }
                default -> kind == quote ? kind : invalid();
            };
        }

        private int braced() {
            int end = text.indexOf('}', next);
            if (end < 0 || end - next < 2 || end - next > 7) {
                return invalid();
            }
            next++;
            int character = digits(end - next, 16);
            next++;
            return character;
        }

        private int digits(int count, int radix) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                int digit = hasNext() ? Character.digit(text.charAt(next++), radix) : -1;
                if (digit < 0 || text.charAt(next - 1) > 0x7F || value > Character.MAX_CODE_POINT) {
                    return invalid();
                }
                value = value * radix + digit;
            }
            return value > Character.MAX_CODE_POINT ? invalid() : value;
        }

        private static int invalid() {
            throw new ExpressionException("a string has an escape that means nothing");
        }
    }
}
