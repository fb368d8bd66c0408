package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A part of an expression: it knows where it stands, what it evaluates to, and what can be said before that. */
interface Node {

    /** Offset in the text of the expression. */
    int position();

    /** The value; parts are evaluated through {@link Evaluation#value}. */
    @Nullable
    Object evaluate(Evaluation run);

    /** The type as far as the text tells; complains about parts that never fit. */
    StaticType type(Typing typing);

    /** The parts, in the order of the text. */
    List<Node> children();
}
