package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Two operands and what is done with them. */
record BinaryNode(int position, BinaryOperator operator, Node left, Node right) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Object first = run.value(left);
        Object second = run.value(right);
        return operator.apply(run, first, second);
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType first = left.type(typing);
        StaticType second = right.type(typing);
        StaticType result = operator.type(first, second);
        if (result == null) {
            throw Typing.complain(
                    this, "the operator " + operator.symbol() + " is not defined for " + first + " and " + second);
        }
        return result;
    }

    @Override
    public List<Node> children() {
        return List.of(left, right);
    }
}
