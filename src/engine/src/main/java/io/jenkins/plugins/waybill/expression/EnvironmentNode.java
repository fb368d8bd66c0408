package io.jenkins.plugins.waybill.expression;

import java.util.List;

/** {@code $env}: all variables as a map. */
record EnvironmentNode(int position) implements Node {

    @Override
    public Object evaluate(Evaluation run) {
        return run.scope.variables();
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
