package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Members with a {@code ?.} among them: nil as a whole once it meets nil. */
record ChainNode(Node link) implements Node {

    @Override
    public int position() {
        return link.position();
    }

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Object value = run.value(link);
        return value == MemberNode.BROKEN ? null : value;
    }

    @Override
    public StaticType type(Typing typing) {
        return link.type(typing);
    }

    @Override
    public List<Node> children() {
        return List.of(link);
    }
}
