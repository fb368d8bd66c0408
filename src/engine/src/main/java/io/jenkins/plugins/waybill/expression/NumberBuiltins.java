package io.jenkins.plugins.waybill.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.FLOAT;
import static io.jenkins.plugins.waybill.expression.StaticType.INT;

/** abs, round, max, mean, bitand and their like. */
final class NumberBuiltins {

    private NumberBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin("abs", 1, 1, types -> isNumber(types.get(0)) ? types.get(0) : null, NumberBuiltins::abs),
                rounding("ceil", Math::ceil),
                rounding("floor", Math::floor),
                rounding("round", NumberBuiltins::halfAwayFromZero),
                aggregate("max", (run, a) -> extreme(run, "max", true, small(run, a))),
                aggregate("min", (run, a) -> extreme(run, "min", false, small(run, a))),
                aggregate("mean", (run, a) -> mean(numbers(run, "mean", small(run, a)))),
                aggregate("median", (run, a) -> median(numbers(run, "median", small(run, a)))),
                bits("bitand", (x, y) -> x & y),
                bits("bitor", (x, y) -> x | y),
                bits("bitxor", (x, y) -> x ^ y),
                bits("bitnand", (x, y) -> x & ~y),
                shift("bitshl", (x, y) -> y > 63 ? 0 : x << y),
                shift("bitshr", (x, y) -> x >> Math.min(y, 63)),
                shift("bitushr", (x, y) -> y > 63 ? 0 : x >>> y),
                Builtin.of("bitnot", INT, 0, (run, a) -> ~whole(a[0]), INT));
    }

    private static @Nullable Object[] small(Evaluation run, @Nullable Object[] arguments) {
        for (Object argument : arguments) {
            Extent.checked(run, argument);
        }
        return arguments;
    }

    private static boolean isNumber(StaticType type) {
        return type.isUnknown() || type.isNumber();
    }

    private static Builtin rounding(String name, DoubleUnaryOperator operation) {
        return new Builtin(name, 1, 1, types -> isNumber(types.get(0)) ? FLOAT : null, (run, a) -> {
            if (a[0] instanceof Number number) {
                return operation.applyAsDouble(number.doubleValue());
            }
            throw new ExpressionException(name + " needs a number, not " + Values.typeName(a[0]));
        });
    }

    private static Builtin aggregate(String name, Builtin.Action action) {
        return new Builtin(
                name,
                1,
                Builtin.ANY,
                types -> {
                    for (StaticType type : types) {
                        if (type.isUnknown() || type.isArray()) {
                            return StaticType.UNKNOWN;
                        }
                        if (!type.isNumber() && !type.is(StaticType.Kind.DURATION)) {
                            return null;
                        }
                    }
                    return types.get(0);
                },
                action);
    }

    private static Builtin bits(String name, LongBinaryOperator operation) {
        return Builtin.of(name, INT, 0, (run, a) -> operation.applyAsLong(whole(a[0]), whole(a[1])), INT, INT);
    }

    private static Builtin shift(String name, LongBinaryOperator operation) {
        return bits(name, (x, y) -> {
            if (y < 0) {
                throw new ExpressionException(name + " cannot shift by a negative count: " + y);
            }
            return operation.applyAsLong(x, y);
        });
    }

    private static long whole(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new ExpressionException("bits need ints, not " + Values.typeName(value));
    }

    private static Object abs(Evaluation run, @Nullable Object[] arguments) {
        if (arguments[0] instanceof Long number) {
            return number < 0 ? -number : number;
        }
        if (arguments[0] instanceof Double number) {
            return number < 0 ? -number : number;
        }
        throw new ExpressionException("abs needs a number, not " + Values.typeName(arguments[0]));
    }

    private static double halfAwayFromZero(double number) {
        if (Double.isNaN(number) || Math.abs(number) >= 0x1p52) {
            return number;
        }
        return Math.copySign(
                new BigDecimal(Math.abs(number))
                        .setScale(0, RoundingMode.HALF_UP)
                        .doubleValue(),
                number);
    }

    private static @Nullable Object extreme(
            Evaluation run, String name, boolean largest, @Nullable Object[] arguments) {
        Object best = null;
        for (Object argument : arguments) {
            Object candidate;
            if (argument instanceof List || argument instanceof GoBytes) {
                List<?> nested = Values.list(argument, name);
                for (Object element : nested) {
                    if (!(element instanceof Number) && !(element instanceof List)) {
                        throw new ExpressionException(name + " needs numbers, not " + Values.typeName(element));
                    }
                }
                candidate = nested.isEmpty() ? null : extreme(run, name, largest, nested.toArray());
            } else if (argument instanceof Number || argument instanceof GoDuration) {
                candidate = argument;
            } else if (arguments.length == 1) {
                return argument;
            } else {
                throw new ExpressionException(name + " needs numbers, not " + Values.typeName(argument));
            }
            run.step();
            if (candidate != null
                    && (best == null
                            || (largest ? Comparison.less(best, candidate) : Comparison.less(candidate, best)))) {
                best = candidate;
            }
        }
        return best;
    }

    private static List<Double> numbers(Evaluation run, String name, @Nullable Object[] arguments) {
        List<Double> numbers = new ArrayList<>();
        for (Object argument : arguments) {
            run.step();
            if (argument instanceof List<?> nested) {
                numbers.addAll(numbers(run, name, nested.toArray()));
            } else if (argument instanceof Number number) {
                numbers.add(number.doubleValue());
            } else if (argument instanceof GoDuration duration) {
                numbers.add((double) duration.nanoseconds());
            } else {
                throw new ExpressionException(name + " needs numbers, not " + Values.typeName(argument));
            }
        }
        return numbers;
    }

    private static double mean(List<Double> numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return numbers.isEmpty() ? 0 : sum / numbers.size();
    }

    private static double median(List<Double> numbers) {
        if (numbers.isEmpty()) {
            return 0;
        }
        List<Double> sorted = new ArrayList<>(numbers);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
