package io.jenkins.plugins.waybill.verification.metric;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers as texts, the way Go's strconv writes them without an exponent. */
final class Numbers {

    private Numbers() {}

    static String plain(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return "0";
        }
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    static String plain(List<Double> numbers) {
        return numbers.stream().map(Numbers::plain).collect(Collectors.joining(",", "[", "]"));
    }

    /** A number as Prometheus writes it: also NaN, +Inf and -Inf. */
    static double parse(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
