package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A call of a function of the language. */
record BuiltinNode(int position, Builtin builtin, List<Node> arguments) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = run.value(arguments.get(i));
        }
        return builtin.call(run, values);
    }

    @Override
    public StaticType type(Typing typing) {
        List<StaticType> types = new ArrayList<>(arguments.size());
        for (Node argument : arguments) {
            types.add(argument.type(typing));
        }
        return builtin.check(this, types);
    }

    @Override
    public List<Node> children() {
        return arguments;
    }
}
