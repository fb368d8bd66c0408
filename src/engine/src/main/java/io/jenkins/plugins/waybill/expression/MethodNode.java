package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code base.name(arguments)}. */
record MethodNode(int position, Node base, String name, boolean optional, List<Node> arguments) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        List<@Nullable Object> values = CallNode.values(run, arguments);
        Object from = run.value(base);
        if (from == MemberNode.BROKEN || optional && from == null) {
            return MemberNode.BROKEN;
        }
        if (Access.fetch(from, name) instanceof Scope.Function function) {
            return CallNode.call(name, function, values);
        }
        throw new ExpressionException(name + " of " + Values.typeName(from) + " is not a function");
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType from = base.type(typing);
        for (Node argument : arguments) {
            argument.type(typing);
        }
        return MemberNode.member(this, from, StaticType.STRING, name);
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(arguments);
        children.add(0, base);
        return children;
    }
}
