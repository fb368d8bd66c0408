package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code name(arguments)} for a function of the scope. */
record CallNode(int position, String name, List<Node> arguments) implements Node {

    @Override
    public @Nullable Object evaluate(Evaluation run) {
        List<@Nullable Object> values = values(run, arguments);
        Scope.Function function = run.scope.function(name);
        if (function == null) {
            throw new ExpressionException("there is no function " + name);
        }
        return call(name, function, values);
    }

    static List<@Nullable Object> values(Evaluation run, List<Node> arguments) {
        List<@Nullable Object> values = new ArrayList<>(arguments.size());
        for (Node argument : arguments) {
            values.add(Extent.checked(run, run.value(argument)));
        }
        return values;
    }

    static @Nullable Object call(String name, Scope.Function function, List<@Nullable Object> values) {
        try {
            return Values.normal(function.call(values));
        } catch (ExpressionException fault) {
            throw fault;
        } catch (RuntimeException fault) {
            String reason = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
            throw new ExpressionException(name + ": " + reason, fault);
        }
    }

    @Override
    public StaticType type(Typing typing) {
        for (Node argument : arguments) {
            argument.type(typing);
        }
        return StaticType.UNKNOWN;
    }

    @Override
    public List<Node> children() {
        return arguments;
    }
}
