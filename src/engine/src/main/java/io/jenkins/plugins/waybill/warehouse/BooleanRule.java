package io.jenkins.plugins.waybill.warehouse;

import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.Scope;

/**
 * A bare expression that decides yes or no. A result that is not a boolean is read as Go's ParseBool reads its text.
 */
public final class BooleanRule {

    private final String field;
    private final Expression expression;

    private BooleanRule(String field, Expression expression) {
        this.field = field;
        this.expression = expression;
    }

    /**
     * Reads a rule.
     *
     * @param field where it is written, for messages
     */
    public static BooleanRule of(String field, String text) throws DiscoveryException {
        try {
            return new BooleanRule(field, Expression.compile(text));
        } catch (ExpressionException e) {
            throw new DiscoveryException(field + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the rule holds. */
    public boolean holds(Scope scope) throws DiscoveryException {
        Object result;
        try {
            result = expression.evaluate(scope);
        } catch (ExpressionException e) {
            throw new DiscoveryException(field + " cannot be evaluated: " + e.getMessage(), e);
        }
        if (result instanceof Boolean yes) {
            return yes;
        }
        String text = result instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(result);
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default ->
                throw new DiscoveryException(
                        field + " must give true or false, but '" + expression.text() + "' gave " + result + ".");
        };
    }
}
