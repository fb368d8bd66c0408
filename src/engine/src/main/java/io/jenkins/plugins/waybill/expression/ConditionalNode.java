package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code condition ? yes : no} and {@code if condition { yes } else { no }}. */
record ConditionalNode(int position, Node condition, Node yes, Node no) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        return run.value(Values.truth(run.value(condition), "a condition") ? yes : no);
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType type = condition.type(typing);
        if (!type.is(StaticType.Kind.BOOL) && !type.isUnknown()) {
            throw Typing.complain(condition, "a condition must be a bool, not " + type);
        }
        return StaticType.either(yes.type(typing), no.type(typing));
    }

    @Override
    public List<Node> children() {
        return List.of(condition, yes, no);
    }
}
