package io.jenkins.plugins.waybill.verification;

import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;

import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What a measured value means: {@code successCondition} and {@code failureCondition}, in which {@code result} is the
 * value, beside {@code asInt}, {@code asFloat}, {@code isNaN}, {@code isInf}, {@code isNil} and {@code default}.
 */
final class Conditions {

    private Conditions() {}

    /**
     * Successful, Failed, or Inconclusive when both conditions are given and neither holds. Failure wins over success;
     * with one condition the other is its opposite; without any, to have measured is enough.
     *
     * @throws AnalysisException when a condition has no answer for this value
     */
    static Phase judge(Metric metric, @Nullable Object result) throws AnalysisException {
        boolean success =
                !metric.successCondition().isEmpty() && holds("successCondition", metric.successCondition(), result);
        boolean failure =
                !metric.failureCondition().isEmpty() && holds("failureCondition", metric.failureCondition(), result);
        if (failure) {
            return Phase.FAILED;
        }
        if (success || metric.successCondition().isEmpty()) {
            return Phase.SUCCESSFUL;
        }
        return metric.failureCondition().isEmpty() ? Phase.FAILED : Phase.INCONCLUSIVE;
    }

    private static boolean holds(String field, String condition, @Nullable Object result) throws AnalysisException {
        String reason;
        try {
            Object value = Expression.compile(condition).evaluate(scope(result));
            if (value instanceof Boolean answer) {
                return answer;
            }
            reason = "it must say true or false, not " + (value == null ? "nil" : "'" + value + "'");
        } catch (ExpressionException e) {
            reason = e.reason();
        }
        boolean nothing = result == null || result instanceof List<?> list && list.isEmpty();
        throw new AnalysisException(field + " '" + condition + "' cannot be evaluated: "
                + (nothing ? "the source returned no data" : reason) + ".");
    }

    /** The names that conditions may use. */
    static Scope scope(@Nullable Object result) {
        return Scope.builder()
                .variable("result", result)
                .function("asInt", arguments -> asInt(argument("asInt", arguments, 1)))
                .function("asFloat", arguments -> asFloat(argument("asFloat", arguments, 1)))
                .function("isNaN", arguments -> check("isNaN", arguments, Double::isNaN))
                .function("isInf", arguments -> check("isInf", arguments, Double::isInfinite))
                // As in Argo Rollouts both speak of the result, whatever they are given.
                .function("isNil", arguments -> {
                    argument("isNil", arguments, 1);
                    return result == null;
                })
                .function("default", arguments -> {
                    argument("default", arguments, 2);
                    return result == null ? arguments.get(1) : result;
                })
                .build();
    }

    private static @Nullable Object argument(String function, List<@Nullable Object> arguments, int count) {
        if (arguments.size() != count) {
            throw new IllegalArgumentException(
                    function + "() takes " + count + (count == 1 ? " argument" : " arguments"));
        }
        return arguments.get(0);
    }

    private static boolean check(String function, List<@Nullable Object> arguments, DoublePredicate test) {
        if (argument(function, arguments, 1) instanceof Number number) {
            return test.test(number.doubleValue());
        }
        throw new IllegalArgumentException(function + "() takes a number");
    }

    private static long asInt(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("asInt() cannot read '" + text + "' as a whole number", e);
            }
        }
        throw new IllegalArgumentException("asInt() takes a number or a text");
    }

    private static double asFloat(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            switch (text.toLowerCase(Locale.ROOT)) {
                case "nan" -> {
                    return Double.NaN;
                }
                case "inf", "+inf", "infinity", "+infinity" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-inf", "-infinity" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {
                    if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                        return Double.parseDouble(text);
                    }
                    throw new IllegalArgumentException("asFloat() cannot read '" + text + "' as a number");
                }
            }
        }
        throw new IllegalArgumentException("asFloat() takes a number or a text");
    }
}
