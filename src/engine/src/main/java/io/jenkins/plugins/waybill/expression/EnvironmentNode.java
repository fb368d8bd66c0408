package io.jenkins.plugins.waybill.expression;

import java.util.List;

/** {@code $env}: all variables as a map, or what the scope has in their place. */
record EnvironmentNode(int position) implements Node {

    @Override
    public Object evaluate(Evaluation run) {
        return run.scope.environment();
    }

    @Override
    public StaticType type(Typing typing) {
        return StaticType.UNKNOWN;
    }

    @Override
    public List<Node> children() {
        return List.of();
    }
}
