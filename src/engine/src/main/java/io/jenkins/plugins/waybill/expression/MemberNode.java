package io.jenkins.plugins.waybill.expression;

import java.util.List;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

/** {@code base.name}, {@code base?.name}, {@code base[key]}. */
record MemberNode(int position, Node base, Node key, boolean optional) implements Node {

    /** What a chain passes on once a {@code ?.} has met nil. */
    static final Object BROKEN = new Object();

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        Object from = run.value(base);
        if (from == BROKEN || optional && from == null) {
            return BROKEN;
        }
        return Access.fetch(from, run.value(key));
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType from = base.type(typing);
        StaticType by = key.type(typing);
        return member(this, from, by, name());
    }

    /** The constant name, or null where the key is computed. */
    @Nullable
    String name() {
        return key instanceof LiteralNode literal && literal.value() instanceof String name ? name : null;
    }

    static StaticType member(Node node, StaticType from, StaticType by, @Nullable String name) {
        switch (from.kind()) {
            case UNKNOWN, OTHER -> {
                return StaticType.UNKNOWN;
            }
            case MAP -> {
                if (!by.isUnknown() && !by.is(Kind.STRING)) {
                    throw Typing.complain(node, "the key of a map must be a string, not " + by);
                }
                return StaticType.UNKNOWN;
            }
            case PAIRED_MAP -> {
                return from.elementType();
            }
            case ARRAY, BYTES -> {
                if (!by.isUnknown() && !by.is(Kind.INT)) {
                    throw Typing.complain(
                            node,
                            "the elements of an array are numbered; cannot take "
                                    + (name == null ? "one by a " + by : name));
                }
                return from.elementType();
            }
            default -> {
                StaticType method = name == null ? null : GoMethods.resultType(from.kind(), name);
                if (method == null) {
                    throw Typing.complain(
                            node, "a value of type " + from + " has no " + (name == null ? "elements" : name));
                }
                return method;
            }
        }
    }

    @Override
    public List<Node> children() {
        return List.of(base, key);
    }
}
