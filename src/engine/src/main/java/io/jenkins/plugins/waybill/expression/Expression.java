package io.jenkins.plugins.waybill.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A compiled expression. Immutable and safe to share between threads. */
public final class Expression {

    private static final Cache<Expression> COMPILED = new Cache<>();

    private final String text;
    private final Node root;
    private final int slots;
    private final StaticType type;

    private Expression(String text, Node root, int slots, StaticType type) {
        this.text = text;
        this.root = root;
        this.slots = slots;
        this.type = type;
    }

    /**
     * Compiles an expression, or finds it compiled.
     *
     * @throws ExpressionException if it is not an expression, or if its parts can never fit together
     */
    public static Expression compile(String text) {
        return COMPILED.get(text, Expression::parse);
    }

    private static Expression parse(String text) {
        TreeBuilder builder = new TreeBuilder(text);
        Node root = builder.build();
        StaticType type = Typing.check(root, text, builder.slots());
        return new Expression(text, root, builder.slots(), type);
    }

    /**
     * The value in a scope: null, Boolean, Long, Double, String, List, Map, {@link GoObject} (times and durations are
     * such) or {@link Scope.Function}.
     *
     * @throws ExpressionException if there is no value, or finding it would cost more than the limits allow
     */
    public @Nullable Object evaluate(Scope scope) {
        Evaluation run = new Evaluation(text, scope, slots);
        return Extent.checked(run, run.value(root));
    }

    /** The text that it was compiled from. */
    public String text() {
        return text;
    }

    /** What the value is for certain, in the words of Go: {@code bool}, {@code int} and so on, or {@code any}. */
    public String type() {
        return type.toString();
    }

    /** All names taken from the scope, in the order in which they stand. */
    public List<Reference> references() {
        return References.in(root, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
