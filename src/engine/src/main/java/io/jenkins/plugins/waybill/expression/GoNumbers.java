package io.jenkins.plugins.waybill.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/** Numbers as Go reads and writes them. */
final class GoNumbers {

    private static final int LONGEST = 2_000;

    private GoNumbers() {}

    /** Digits with a sign perhaps. */
    static boolean isDecimal(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (start == text.length()) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * A number as strconv.ParseFloat reads it, or null: decimal or hexadecimal, with underscores between digits, inf
     * and nan in any case; what is too large is none.
     */
    static @Nullable Double parseFloat(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        String unsigned = text.charAt(0) == '+' || text.charAt(0) == '-' ? text.substring(1) : text;
        double sign = text.charAt(0) == '-' ? -1 : 1;
        switch (GoText.lower(unsigned)) {
            case "inf", "infinity" -> {
                return sign * Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return unsigned.length() == text.length() ? Double.NaN : null;
            }
            default -> {
                boolean hexadecimal = unsigned.startsWith("0x") || unsigned.startsWith("0X");
                if (!isNumeral(unsigned, hexadecimal) || !underscoresSeparate(unsigned, hexadecimal)) {
                    return null;
                }
                double number = Double.parseDouble(unsigned.replace("_", ""));
                return Double.isInfinite(number) ? null : (Double) (sign * number);
            }
        }
    }

    /** Digits with at most one point among them, and an exponent, which hexadecimal needs. */
    private static boolean isNumeral(String text, boolean hexadecimal) {
        int i = hexadecimal ? 2 : 0;
        boolean digits = false;
        boolean point = false;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (Character.digit(c, hexadecimal ? 16 : 10) >= 0 && c < 0x80) {
                digits = true;
            } else if (c != '_') {
                break;
            }
        }
        if (!digits) {
            return false;
        }
        if (i == text.length()) {
            return !hexadecimal;
        }
        if ((text.charAt(i) | 0x20) != (hexadecimal ? 'p' : 'e')) {
            return false;
        }
        String exponent = text.substring(i + 1).replace("_", "");
        return isDecimal(exponent) && Character.digit(text.charAt(text.length() - 1), 10) >= 0;
    }

    private static boolean underscoresSeparate(String text, boolean hexadecimal) {
        if (text.indexOf('_') < 0) {
            return true;
        }
        char last = hexadecimal ? '0' : '^';
        for (int i = hexadecimal ? 2 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = Character.digit(c, hexadecimal ? 16 : 10) >= 0;
            if (c == '_' && last != '0' || c != '_' && !digit && last == '_') {
                return false;
            }
            last = digit ? '0' : c == '_' ? '_' : '!';
        }
        return last != '_';
    }

    /** The shortest digits that mean this finite number, without point and trailing zeros. */
    static BigDecimal shortest(double number) {
        BigDecimal written = new BigDecimal(Double.toString(number));
        // Java writes a digit too many for some of the long ones and of the very small ones.
        if (written.precision() >= 16 || Math.abs(number) < Double.MIN_NORMAL) {
            BigDecimal exact = new BigDecimal(number);
            for (int digits = 1; digits < written.precision(); digits++) {
                BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
                if (rounded.doubleValue() == number) {
                    written = rounded;
                }
            }
        }
        return written.signum() == 0 ? BigDecimal.ZERO : written.stripTrailingZeros();
    }

    /** As Go prints a float64 with %v: an exponent below 1e-4 and from 1e6. */
    static String text(double number) {
        return written(number, -4, 6, true);
    }

    /** As encoding/json prints a float64: an exponent below 1e-6 and from 1e21, without leading zeros. */
    static String json(double number) {
        return written(number, -6, 21, false);
    }

    private static String written(double number, int smallest, int largest, boolean padded) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        String sign = number < 0 || 1 / number < 0 ? "-" : "";
        BigDecimal digits = shortest(Math.abs(number));
        if (digits.signum() == 0) {
            return sign + "0";
        }
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= smallest && exponent < largest) {
            return sign + digits.toPlainString();
        }
        String figures = digits.unscaledValue().toString();
        String mantissa = figures.length() == 1 ? figures : figures.charAt(0) + "." + figures.substring(1);
        String size = Integer.toString(Math.abs(exponent));
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (padded && size.length() == 1 ? "0" : "") + size;
    }
}
