package io.jenkins.plugins.waybill.expression;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

/** {@code base[from:to]}. */
record SliceNode(
        int position,
        Node base,
        @Nullable Node from,
        @Nullable Node to) implements Node {

    @Override
    public Object evaluate(Evaluation run) {
        Object value = run.value(base);
        Long end = to == null ? null : (Long) Values.toInt(run.value(to));
        Long start = from == null ? null : (Long) Values.toInt(run.value(from));
        return Access.slice(value, start, end);
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType type = base.type(typing);
        if (type.isUnknown()) {
            return type;
        }
        if (!type.isArray() && !type.is(Kind.STRING)) {
            throw Typing.complain(this, "cannot take a slice of a value of type " + type);
        }
        for (Node bound : new Node[] {from, to}) {
            if (bound != null) {
                StaticType number = bound.type(typing);
                if (!number.isUnknown() && !number.is(Kind.INT)) {
                    throw Typing.complain(bound, "the bounds of a slice must be ints, not " + number);
                }
            }
        }
        return type;
    }

    @Override
    public List<Node> children() {
        return Stream.of(base, from, to).filter(Objects::nonNull).toList();
    }
}
