package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A name from the scope; one that the scope does not have is nil. */
record VariableNode(int position, String name) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        return Values.normal(run.scope.variable(name));
    }

    @Override
    public StaticType type(Typing typing) {
        return StaticType.UNKNOWN;
    }

    @Override
    public List<Node> children() {
        return List.of();
    }
}
