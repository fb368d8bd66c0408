package io.jenkins.plugins.waybill.step.data;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/**
 * What a step reads from a document: values by name.
 *
 * @param path the file
 * @param outputs what is wanted
 */
record DocumentOutputs(String path, List<Output> outputs) {

    /** A bare expression over the document, and the name its value is handed on by. */
    record Output(String name, String fromExpression) {}

    /** The values; the document's keys are the variables, and a list is {@code $env}. */
    ObjectNode from(@Nullable Object document) throws StepFailure {
        Scope scope = scope(document);
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Output output : outputs) {
            try {
                values.set(
                        output.name(),
                        GoJson.toTree(
                                Expression.compile(output.fromExpression()).evaluate(scope)));
            } catch (ExpressionException e) {
                throw StepFailure.retryable(
                        "output '" + output.name() + "' cannot be read from " + path + ": " + e.getMessage());
            }
        }
        return values;
    }

    /** A document that is no map is all of {@code $env}. */
    private static Scope scope(@Nullable Object document) {
        Scope.Builder scope = Scope.builder();
        if (document instanceof Map<?, ?> map) {
            map.forEach((key, value) -> scope.variable(String.valueOf(key), value));
        } else if (document != null) {
            scope.environment(document);
        }
        return scope.build();
    }
}
