package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code #}, {@code #index} and {@code #acc} in a predicate. */
record PointerNode(int position, Kind kind) implements Node {

    enum Kind {
        ELEMENT,
        INDEX,
        ACCUMULATOR
    }

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Evaluation.Frame frame = run.frame();
        return switch (kind) {
            case ELEMENT -> frame.item;
            case INDEX -> frame.index;
            case ACCUMULATOR -> frame.accumulator;
        };
    }

    @Override
    public StaticType type(Typing typing) {
        return switch (kind) {
            case ELEMENT -> typing.element();
            case INDEX -> StaticType.INT;
            case ACCUMULATOR -> StaticType.UNKNOWN;
        };
    }

    @Override
    public List<Node> children() {
        return List.of();
    }
}
