package io.jenkins.plugins.waybill.expression;

import java.util.List;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code text matches "pattern"} with a pattern that is known beforehand. */
record MatchesNode(int position, Node left, Pattern pattern) implements Node {

    @Override
    public Object evaluate(Evaluation run) {
        return Texts.matches(run.value(left), pattern);
    }

    @Override
    public StaticType type(Typing typing) {
        StaticType type = left.type(typing);
        if (BinaryOperator.MATCHES.type(type, StaticType.STRING) == null) {
            throw Typing.complain(this, "matches needs a string on its left side, not " + type);
        }
        return StaticType.BOOL;
    }

    @Override
    public List<Node> children() {
        return List.of(left);
    }

    static @Nullable Pattern constant(Node right) {
        return right instanceof LiteralNode literal && literal.value() instanceof String text
                ? Texts.pattern(text)
                : null;
    }
}
