package io.jenkins.plugins.waybill.expression;

/**
 * What one evaluation may cost before it is stopped.
 *
 * @param steps how many parts of the expression are evaluated, counting repetitions
 * @param elements how many elements the lists and maps made on the way may have together
 * @param text how many characters the texts made on the way may have together
 */
public record Limits(int steps, int elements, int text) {

    /** Generous for people, small for a controller: well under a second and a few dozen megabytes. */
    public static final Limits DEFAULT = new Limits(5_000_000, 1_000_000, 16_000_000);

    /** The longest text that is compiled, in characters. */
    static final int LENGTH = 100_000;

    /** How many words and signs an expression may have. */
    static final int TOKENS = 20_000;

    /** How deep brackets, operators and conditions may nest. */
    static final int NESTING = 100;

    /** How many levels the tree of an expression may have; a long sum is a deep tree too. */
    static final int DEPTH = 600;

    public Limits {
        if (steps < 1 || elements < 1 || text < 1) {
            throw new IllegalArgumentException("limits are positive numbers");
        }
    }
}
