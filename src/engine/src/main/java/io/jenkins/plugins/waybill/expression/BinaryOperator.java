package io.jenkins.plugins.waybill.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.Kind;

/** The operators that look at both sides: what they do, and what types they go with. */
enum BinaryOperator {
    EQUAL("==", (run, a, b) -> Comparison.equal(run, a, b)),
    NOT_EQUAL("!=", (run, a, b) -> !Comparison.equal(run, a, b)),
    LESS("<", (run, a, b) -> Comparison.order("<", a, b, sign -> sign < 0)),
    MORE(">", (run, a, b) -> Comparison.order(">", a, b, sign -> sign > 0)),
    AT_MOST("<=", (run, a, b) -> Comparison.order("<=", a, b, sign -> sign <= 0)),
    AT_LEAST(">=", (run, a, b) -> Comparison.order(">=", a, b, sign -> sign >= 0)),
    ADD("+", Arithmetic::add),
    SUBTRACT("-", (run, a, b) -> Arithmetic.subtract(a, b)),
    MULTIPLY("*", (run, a, b) -> Arithmetic.multiply(a, b)),
    DIVIDE("/", (run, a, b) -> Arithmetic.divide(a, b)),
    REMAINDER("%", (run, a, b) -> Arithmetic.remainder(a, b)),
    POWER("**", (run, a, b) -> Arithmetic.power(a, b)),
    RANGE("..", Arithmetic::range),
    IN("in", (run, a, b) -> Access.contains(run, b, a)),
    MATCHES(
            "matches",
            (run, a, b) -> a != null && b != null && Texts.matches(a, Texts.pattern(Texts.text(b, "matches")))),
    CONTAINS(
            "contains",
            (run, a, b) -> a != null && b != null && Texts.text(a, "contains").contains(Texts.text(b, "contains"))),
    STARTS_WITH(
            "startsWith",
            (run, a, b) ->
                    a != null && b != null && Texts.text(a, "startsWith").startsWith(Texts.text(b, "startsWith"))),
    ENDS_WITH(
            "endsWith",
            (run, a, b) -> a != null && b != null && Texts.text(a, "endsWith").endsWith(Texts.text(b, "endsWith")));

    private static final Map<String, BinaryOperator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toMap(BinaryOperator::symbol, Function.identity()));

    private final String symbol;
    private final Action action;

    BinaryOperator(String symbol, Action action) {
        this.symbol = symbol;
        this.action = action;
    }

    static BinaryOperator of(String symbol) {
        BinaryOperator operator = BY_SYMBOL.get("^".equals(symbol) ? "**" : symbol);
        if (operator == null) {
            throw new IllegalArgumentException("unknown operator " + symbol);
        }
        return operator;
    }

    String symbol() {
        return symbol;
    }

    boolean isOrder() {
        return this == LESS || this == MORE || this == AT_MOST || this == AT_LEAST;
    }

    @Nullable
    Object apply(Evaluation run, @Nullable Object left, @Nullable Object right) {
        return action.apply(run, left, right);
    }

    /** The type of the result, or null if the sides never fit. */
    @Nullable
    StaticType type(StaticType left, StaticType right) {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> left.comparableTo(right) ? StaticType.BOOL : null;
            case LESS, MORE, AT_MOST, AT_LEAST ->
                alike(left, right, Kind.STRING, Kind.TIME, Kind.DURATION)
                                || either(left, right, Kind.INT, Kind.FLOAT, Kind.STRING, Kind.TIME, Kind.DURATION)
                        ? StaticType.BOOL
                        : null;
            case ADD -> sum(left, right);
            case SUBTRACT -> difference(left, right);
            case MULTIPLY -> product(left, right);
            case DIVIDE, POWER ->
                bothNumbers(left, right) || either(left, right, Kind.INT, Kind.FLOAT) ? StaticType.FLOAT : null;
            case REMAINDER -> bothInts(left, right) || either(left, right, Kind.INT) ? StaticType.INT : null;
            case RANGE ->
                bothInts(left, right) || either(left, right, Kind.INT) ? StaticType.arrayOf(StaticType.INT) : null;
            case IN -> membership(left, right);
            case MATCHES ->
                (left.is(Kind.STRING) || left.is(Kind.BYTES)) && right.is(Kind.STRING)
                                || either(left, right, Kind.STRING)
                        ? StaticType.BOOL
                        : null;
            case CONTAINS, STARTS_WITH, ENDS_WITH ->
                left.is(Kind.STRING) && right.is(Kind.STRING) || either(left, right, Kind.STRING)
                        ? StaticType.BOOL
                        : null;
        };
    }

    private static @Nullable StaticType sum(StaticType left, StaticType right) {
        if (bothNumbers(left, right)) {
            return promoted(left, right);
        }
        if (left.is(Kind.STRING) && right.is(Kind.STRING)) {
            return StaticType.STRING;
        }
        if (left.is(Kind.TIME) && right.is(Kind.DURATION) || left.is(Kind.DURATION) && right.is(Kind.TIME)) {
            return StaticType.TIME;
        }
        if (left.is(Kind.DURATION) && right.is(Kind.DURATION)) {
            return StaticType.DURATION;
        }
        return either(left, right, Kind.INT, Kind.FLOAT, Kind.STRING, Kind.TIME, Kind.DURATION)
                ? StaticType.UNKNOWN
                : null;
    }

    private static @Nullable StaticType difference(StaticType left, StaticType right) {
        if (bothNumbers(left, right)) {
            return promoted(left, right);
        }
        if (left.is(Kind.TIME) && right.is(Kind.TIME) || left.is(Kind.DURATION) && right.is(Kind.DURATION)) {
            return StaticType.DURATION;
        }
        if (left.is(Kind.TIME) && right.is(Kind.DURATION)) {
            return StaticType.TIME;
        }
        return either(left, right, Kind.INT, Kind.FLOAT, Kind.TIME, Kind.DURATION) ? StaticType.UNKNOWN : null;
    }

    private static @Nullable StaticType product(StaticType left, StaticType right) {
        if (bothNumbers(left, right)) {
            return promoted(left, right);
        }
        boolean durations = left.is(Kind.DURATION) && (right.isNumber() || right.is(Kind.DURATION))
                || left.isNumber() && right.is(Kind.DURATION);
        if (durations) {
            return StaticType.DURATION;
        }
        return either(left, right, Kind.INT, Kind.FLOAT, Kind.DURATION) ? StaticType.UNKNOWN : null;
    }

    private static @Nullable StaticType membership(StaticType needle, StaticType container) {
        boolean fits;
        if (container.is(Kind.MAP)) {
            fits = needle.isUnknown() || needle.is(Kind.STRING);
        } else if (container.isArray()) {
            fits = needle.comparableTo(container.elementType());
        } else {
            fits = container.isUnknown()
                    || container.is(Kind.PAIRED_MAP)
                    || container.is(Kind.TIME) && (needle.isUnknown() || needle.is(Kind.STRING))
                    || needle.isUnknown() && container.is(Kind.STRING);
        }
        return fits ? StaticType.BOOL : null;
    }

    private static StaticType promoted(StaticType left, StaticType right) {
        return left.is(Kind.FLOAT) || right.is(Kind.FLOAT) ? StaticType.FLOAT : StaticType.INT;
    }

    private static boolean bothNumbers(StaticType left, StaticType right) {
        return left.isNumber() && right.isNumber();
    }

    private static boolean bothInts(StaticType left, StaticType right) {
        return left.is(Kind.INT) && right.is(Kind.INT);
    }

    private static boolean alike(StaticType left, StaticType right, Kind... kinds) {
        return bothNumbers(left, right)
                || left.kind() == right.kind() && Arrays.asList(kinds).contains(left.kind());
    }

    /** Whether at least one side is unknown and the other may be of one of the kinds. */
    private static boolean either(StaticType left, StaticType right, Kind... kinds) {
        return left.isUnknown() && (right.isUnknown() || Arrays.asList(kinds).contains(right.kind()))
                || right.isUnknown() && Arrays.asList(kinds).contains(left.kind());
    }

    @FunctionalInterface
    private interface Action {
        @Nullable
        Object apply(Evaluation run, @Nullable Object left, @Nullable Object right);
    }
}
