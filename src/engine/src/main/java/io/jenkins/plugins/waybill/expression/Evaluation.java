package io.jenkins.plugins.waybill.expression;

import org.jspecify.annotations.Nullable;

/** One run of an expression: its scope, the values declared on the way, and what it has cost so far. */
final class Evaluation {

    final Scope scope;

    private final String text;
    private final @Nullable Object[] declared;
    private final Limits limits;
    private @Nullable Frame frame;
    private int steps;
    private int depth;
    private long elements;
    private long characters;

    Evaluation(String text, Scope scope, int slots) {
        this.text = text;
        this.scope = scope;
        this.declared = new @Nullable Object[slots];
        this.limits = scope.limits();
    }

    /** The value of a part of the expression; a fault in it gets its place here. */
    @Nullable
    Object value(Node node) {
        step();
        try {
            return node.evaluate(this);
        } catch (ExpressionException fault) {
            throw fault.at(text, node.position());
        }
    }

    /** Counts a unit of work. */
    void step() {
        if (++steps > limits.steps()) {
            throw new ExpressionException("the expression takes too long: more than " + limits.steps() + " steps");
        }
    }

    /** Goes a level down into values that are compared. */
    void descend() {
        if (++depth > Limits.DEPTH) {
            throw new ExpressionException("the value is nested too deeply");
        }
    }

    void ascend() {
        depth--;
    }

    /** Counts elements of lists and maps before they are made. */
    void grow(long count) {
        elements += count;
        if (elements >= limits.elements()) {
            throw new ExpressionException(
                    "the expression needs too much memory: more than " + limits.elements() + " elements");
        }
    }

    /** Counts characters of text before they are made. */
    void write(long count) {
        characters += count;
        if (characters > limits.text()) {
            throw new ExpressionException(
                    "the expression makes too much text: more than " + limits.text() + " characters");
        }
    }

    void declare(int slot, @Nullable Object value) {
        declared[slot] = value;
    }

    @Nullable
    Object declared(int slot) {
        return declared[slot];
    }

    /** Begins to go through a list; {@link #leave} ends it. */
    Frame enter() {
        frame = new Frame(frame);
        return frame;
    }

    void leave(Frame left) {
        frame = left.outer;
    }

    Frame frame() {
        if (frame == null) {
            throw new ExpressionException("# stands for an element and needs a list to go through");
        }
        return frame;
    }

    /** Where a predicate is in its list. */
    static final class Frame {

        private final @Nullable Frame outer;

        @Nullable
        Object item;

        long index;

        @Nullable
        Object accumulator;

        private Frame(@Nullable Frame outer) {
            this.outer = outer;
        }
    }
}
