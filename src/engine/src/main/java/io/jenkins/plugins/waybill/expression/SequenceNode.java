package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code first; second; last}: all are evaluated, the last is the value. */
record SequenceNode(int position, List<Node> parts) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Object last = null;
        for (Node part : parts) {
            last = run.value(part);
        }
        return last;
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType last = StaticType.UNKNOWN;
        for (Node part : parts) {
            last = part.type(typing);
        }
        return last;
    }

    @Override
    public List<Node> children() {
        return parts;
    }
}
