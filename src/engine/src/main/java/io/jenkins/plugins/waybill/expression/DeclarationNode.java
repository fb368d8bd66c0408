package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code let x = value; body}. */
record DeclarationNode(int position, int slot, Node value, Node body) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        run.declare(slot, run.value(value));
        return run.value(body);
    }

    @Override
    public StaticType type(Typing typing) {
        typing.declare(slot, value.type(typing));
        return body.type(typing);
    }

    @Override
    public List<Node> children() {
        return List.of(value, body);
    }
}
