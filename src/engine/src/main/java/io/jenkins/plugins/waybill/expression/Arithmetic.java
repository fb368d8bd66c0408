package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What operators compute: Go's int (64 bits, wrapping), float64, texts, times and durations. */
final class Arithmetic {

    private Arithmetic() {}

    static Object negate(@Nullable Object value) {
        if (value instanceof Long number) {
            return -number;
        }
        if (value instanceof Double number) {
            return -number;
        }
        throw new ExpressionException("a sign needs a number, not " + Values.typeName(value));
    }

    static Object add(Evaluation run, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return a + b;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() + b.doubleValue();
        }
        if (left instanceof String a && right instanceof String b) {
            run.write((long) a.length() + b.length());
            return a + b;
        }
        if (left instanceof GoTime time && right instanceof GoDuration duration) {
            return time.plus(duration.nanoseconds());
        }
        if (left instanceof GoDuration duration && right instanceof GoTime time) {
            return time.plus(duration.nanoseconds());
        }
        if (left instanceof GoDuration a && right instanceof GoDuration b) {
            return new GoDuration(a.nanoseconds() + b.nanoseconds());
        }
        throw undefined("+", left, right);
    }

    static Object subtract(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return a - b;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() - b.doubleValue();
        }
        if (left instanceof GoTime a && right instanceof GoTime b) {
            return a.since(b);
        }
        if (left instanceof GoTime time && right instanceof GoDuration duration) {
            return time.plus(-duration.nanoseconds());
        }
        if (left instanceof GoDuration a && right instanceof GoDuration b) {
            return new GoDuration(a.nanoseconds() - b.nanoseconds());
        }
        throw undefined("-", left, right);
    }

    static Object multiply(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return a * b;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() * b.doubleValue();
        }
        if (left instanceof GoDuration a && right instanceof GoDuration b) {
            return new GoDuration(a.nanoseconds() * b.nanoseconds());
        }
        if (left instanceof GoDuration duration && right instanceof Number number) {
            return scaled(duration, number);
        }
        if (left instanceof Number number && right instanceof GoDuration duration) {
            return scaled(duration, number);
        }
        throw undefined("*", left, right);
    }

    private static Object scaled(GoDuration duration, Number factor) {
        if (factor instanceof Long whole) {
            return new GoDuration(duration.nanoseconds() * whole);
        }
        return duration.nanoseconds() * factor.doubleValue();
    }

    static Object divide(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() / b.doubleValue();
        }
        throw undefined("/", left, right);
    }

    static Object remainder(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            if (b == 0) {
                throw new ExpressionException("integer divide by zero");
            }
            return a % b;
        }
        throw undefined("%", left, right);
    }

    static Object power(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            double base = a.doubleValue();
            double exponent = b.doubleValue();
            // Java has no answer for these two, Go says 1.
            if (base == 1 || base == -1 && Double.isInfinite(exponent)) {
                return 1.0;
            }
            return Math.pow(base, exponent);
        }
        throw undefined("**", left, right);
    }

    static List<Long> range(Evaluation run, @Nullable Object left, @Nullable Object right) {
        long from = Values.toInt(left);
        long to = Values.toInt(right);
        long size = to - from + 1;
        if (size <= 0) {
            return List.of();
        }
        run.grow(size);
        List<Long> numbers = new ArrayList<>((int) size);
        for (long i = 0; i < size; i++) {
            numbers.add(from + i);
        }
        return numbers;
    }

    static ExpressionException undefined(String operator, @Nullable Object left, @Nullable Object right) {
        return new ExpressionException("the operator " + operator + " is not defined for " + Values.typeName(left)
                + " and " + Values.typeName(right));
    }
}
