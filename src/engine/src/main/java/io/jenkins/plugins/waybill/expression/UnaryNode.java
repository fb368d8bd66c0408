package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code -x}, {@code +x}, {@code not x}. */
record UnaryNode(int position, Sign sign, Node operand) implements Node {

    enum Sign {
        MINUS,
        PLUS,
        NOT
    }

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Object value = run.value(operand);
        return switch (sign) {
            case PLUS -> value;
            case NOT -> !Values.truth(value, "what is negated");
            case MINUS -> Arithmetic.negate(value);
        };
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType type = operand.type(typing);
        boolean fits = sign == Sign.NOT ? type.is(StaticType.Kind.BOOL) : type.isNumber();
        if (!fits && !type.isUnknown()) {
            throw Typing.complain(
                    this, (sign == Sign.NOT ? "not needs a bool, not " : "a sign needs a number, not ") + type);
        }
        return sign == Sign.NOT ? StaticType.BOOL : type;
    }

    @Override
    public List<Node> children() {
        return List.of(operand);
    }
}
