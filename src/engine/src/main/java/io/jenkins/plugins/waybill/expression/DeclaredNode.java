package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A name that {@code let} declared. */
record DeclaredNode(int position, String name, int slot) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        return run.declared(slot);
    }

    @Override
    public StaticType type(Typing typing) {
        return typing.declared(slot);
    }

    @Override
    public List<Node> children() {
        return List.of();
    }
}
