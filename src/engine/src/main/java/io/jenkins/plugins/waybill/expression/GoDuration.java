package io.jenkins.plugins.waybill.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** A span of time in nanoseconds, as Go's time.Duration. */
public record GoDuration(long nanoseconds) implements GoObject {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final Map<String, Long> UNITS = Map.of(
            "ns",
            1L,
            "us",
            MICROSECOND,
            "\u00b5s",
            MICROSECOND,
            "\u03bcs",
            MICROSECOND,
            "ms",
            MILLISECOND,
            "s",
            SECOND,
            "m",
            MINUTE,
            "h",
            HOUR);

    /** Reads {@code 1h30m}, {@code 1.5s}, {@code -2ms}; complains about anything else. */
    public static GoDuration parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return new GoDuration(0);
        }
        BigDecimal sum = BigDecimal.ZERO;
        int i = 0;
        while (i < rest.length()) {
            int start = i;
            while (i < rest.length() && (rest.charAt(i) == '.' || rest.charAt(i) >= '0' && rest.charAt(i) <= '9')) {
                i++;
            }
            String number = rest.substring(start, i);
            start = i;
            while (i < rest.length() && rest.charAt(i) != '.' && (rest.charAt(i) < '0' || rest.charAt(i) > '9')) {
                i++;
            }
            Long unit = UNITS.get(rest.substring(start, i));
            if (unit == null || !number.matches("[0-9]+\\.?[0-9]*|\\.[0-9]+") || number.length() > 400) {
                throw invalid(text);
            }
            // Parts of a nanosecond are cut off number by number.
            sum = sum.add(new BigDecimal(number.endsWith(".") ? number + "0" : number)
                    .multiply(BigDecimal.valueOf(unit))
                    .setScale(0, RoundingMode.DOWN));
        }
        BigDecimal result = text.startsWith("-") ? sum.negate() : sum;
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        try {
            return new GoDuration(result.longValueExact());
        } catch (ArithmeticException e) {
            throw invalid(text);
        }
    }

    private static ExpressionException invalid(String text) {
        return new ExpressionException("not a duration: \"" + text + "\"; write it as 1h30m or 1.5s");
    }

    /** In units of so many nanoseconds, as a whole number and a rest, as Go divides them. */
    double in(long unit) {
        return (double) (nanoseconds / unit) + (double) (nanoseconds % unit) / unit;
    }

    GoDuration truncated(long unit) {
        return unit <= 0 ? this : new GoDuration(nanoseconds - nanoseconds % unit);
    }

    /** To the nearest multiple, halves away from zero; what overflows stays at the end of the range. */
    GoDuration rounded(long unit) {
        if (unit <= 0) {
            return this;
        }
        long rest = nanoseconds % unit;
        long size = Math.abs(rest);
        boolean up = size >= unit - size;
        BigDecimal result = BigDecimal.valueOf(nanoseconds)
                .subtract(BigDecimal.valueOf(rest))
                .add(BigDecimal.valueOf(up ? (nanoseconds < 0 ? -unit : unit) : 0));
        return new GoDuration(result.min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .longValue());
    }

    @Override
    public boolean has(String name) {
        return GoMethods.ofDuration(name) != null;
    }

    @Override
    public @Nullable Object field(String name) {
        GoMethods.Method<GoDuration> method = GoMethods.ofDuration(name);
        return method == null ? null : method.on(this, name);
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.numberNode(nanoseconds);
    }

    @Override
    public String typeName() {
        return "time.Duration";
    }

    @Override
    public String text() {
        return toString();
    }

    /** As Go prints it: {@code 1h30m0s}, {@code 1.5s}, {@code 2ms}. */
    @Override
    public String toString() {
        if (nanoseconds == 0) {
            return "0s";
        }
        String sign = nanoseconds < 0 ? "-" : "";
        BigDecimal size = BigDecimal.valueOf(nanoseconds).abs();
        if (size.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            long rest = size.longValue();
            if (rest < MICROSECOND) {
                return sign + rest + "ns";
            }
            boolean micro = rest < MILLISECOND;
            return sign
                    + plain(size.divide(BigDecimal.valueOf(micro ? MICROSECOND : MILLISECOND)))
                    + (micro ? "\u00b5s" : "ms");
        }
        BigDecimal[] hours = size.divideAndRemainder(BigDecimal.valueOf(HOUR));
        BigDecimal[] minutes = hours[1].divideAndRemainder(BigDecimal.valueOf(MINUTE));
        String seconds = plain(minutes[1].divide(BigDecimal.valueOf(SECOND))) + "s";
        String text = hours[0].signum() > 0
                ? hours[0].toPlainString() + "h" + minutes[0].toPlainString() + "m" + seconds
                : minutes[0].signum() > 0 ? minutes[0].toPlainString() + "m" + seconds : seconds;
        return sign + text;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
