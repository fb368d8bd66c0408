package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code a and b}, {@code a or b}, {@code a ?? b}: the right side is evaluated only if the left does not decide. */
record LogicNode(int position, Kind kind, Node left, Node right) implements Node {

    enum Kind {
        AND,
        OR,
        COALESCE
    }

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Object value = run.value(left);
        boolean decided =
                switch (kind) {
                    case AND -> !Values.truth(value, "the left side of and");
                    case OR -> Values.truth(value, "the left side of or");
                    case COALESCE -> value != null;
                };
        return decided ? value : run.value(right);
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType first = left.type(typing);
        StaticType second = right.type(typing);
        if (kind == Kind.COALESCE) {
            return first.isNil() || second.isNil() || first.kind() == second.kind()
                    ? StaticType.either(first, second)
                    : StaticType.UNKNOWN;
        }
        if (!isTruth(first) || !isTruth(second)) {
            throw Typing.complain(this, "and, or need bools on both sides, not " + first + " and " + second);
        }
        return StaticType.BOOL;
    }

    private static boolean isTruth(StaticType type) {
        return type.isUnknown() || type.is(StaticType.Kind.BOOL);
    }

    @Override
    public List<Node> children() {
        return List.of(left, right);
    }
}
