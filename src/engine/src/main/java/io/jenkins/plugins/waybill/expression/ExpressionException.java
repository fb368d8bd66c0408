package io.jenkins.plugins.waybill.expression;

import org.jspecify.annotations.Nullable;

/**
 * An expression or template that cannot be compiled or evaluated. The message says what is wrong and, once the place
 * is known, shows the line of the expression with a caret under it.
 */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int SHOWN = 120;

    private final String reason;
    private final @Nullable String text;
    private final int offset;

    /** A fault whose place in the expression is found by whoever called. */
    public ExpressionException(String reason) {
        this(reason, null);
    }

    /** A fault whose place in the expression is found by whoever called. */
    public ExpressionException(String reason, @Nullable Throwable cause) {
        this(reason, null, 0, cause);
    }

    ExpressionException(String reason, @Nullable String text, int offset, @Nullable Throwable cause) {
        super(text == null ? reason : shown(reason, text, offset), cause, false, true);
        this.reason = reason;
        this.text = text;
        this.offset = text == null ? 0 : Math.min(Math.max(offset, 0), text.length());
    }

    /** The same fault with its place, unless it has one already. */
    ExpressionException at(String expression, int place) {
        return text != null ? this : new ExpressionException(reason, expression, place, getCause());
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }

    /** Where in the text, counted from 0. */
    public int offset() {
        return offset;
    }

    /** The line in the expression, counted from 1. */
    public int line() {
        return text == null ? 1 : Position.of(text, offset).line();
    }

    /** The column in the line, counted from 1. */
    public int column() {
        return text == null ? 1 : Position.of(text, offset).column();
    }

    private static String shown(String reason, String text, int offset) {
        Position place = Position.of(text, offset);
        int start = text.lastIndexOf('\n', Math.max(0, Math.min(offset, text.length()) - 1)) + 1;
        if (offset == 0) {
            start = 0;
        }
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end).replace('\t', ' ');
        int caret = place.column() - 1;
        int cut = caret > SHOWN - 20 ? caret - SHOWN / 2 : 0;
        String window = line.substring(Math.min(cut, line.length()), Math.min(line.length(), cut + SHOWN));
        return reason + " (" + place.line() + ":" + place.column() + ")\n | " + window + "\n | "
                + " ".repeat(Math.max(0, caret - cut)) + "^";
    }
}
