package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code 42}, {@code 1.5}, {@code "text"}, {@code b"bytes"}, {@code true}, {@code nil}. */
record LiteralNode(int position, @Nullable Object value, StaticType type) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        return value;
    }

    @Override
    public StaticType type(Typing typing) {
        return type;
    }

    @Override
    public List<Node> children() {
        return List.of();
    }
}
