package io.jenkins.plugins.waybill.promotion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.GoStruct;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.model.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What one step's templates come to. Everything is evaluated anew for the condition and for the
 * config; nothing is frozen when the promotion starts.
 */
final class StepEvaluation {

    private final PromotionScope promotion;
    private final StepDefinition step;
    private final List<StepExecution> executions;
    private final ObjectNode outputs;

    /**
     * For one step at one moment.
     *
     * @param executions of the steps before this one, and of this one if it has begun
     */
    StepEvaluation(PromotionScope promotion, StepDefinition step, List<StepExecution> executions, ObjectNode outputs) {
        this.promotion = promotion;
        this.step = step;
        this.executions = executions;
        this.outputs = outputs;
    }

    /**
     * Whether the step is to run at all.
     *
     * @throws EvaluationException when the condition has no boolean value
     */
    boolean applies() throws EvaluationException {
        if (step.condition() == null || step.condition().isEmpty()) {
            return !anyFailed();
        }
        Scope scope = scopeWithVariables();
        Object value;
        try {
            value = Template.evaluate(step.condition(), scope);
        } catch (ExpressionException e) {
            throw new EvaluationException(step.position(), "'if' cannot be evaluated: " + e.getMessage(), e);
        }
        if (value instanceof Boolean applies) {
            return applies;
        }
        throw new EvaluationException(
                step.position(),
                "'if' must give true or false, but \"" + step.condition() + "\" gives " + GoJson.text(value)
                        + (Template.hasExpression(step.condition()) ? "." : ". Write it as ${{ … }}."),
                null);
    }

    /**
     * The evaluated config.
     *
     * @throws EvaluationException when a value in it, or a variable, cannot be evaluated
     */
    ObjectNode config() throws EvaluationException {
        if (step.config().isEmpty()) {
            return step.config().deepCopy();
        }
        Scope scope = scopeWithVariables();
        return (ObjectNode) evaluate(step.config(), "", scope);
    }

    private JsonNode evaluate(JsonNode value, String pointer, Scope scope) throws EvaluationException {
        if (value instanceof ObjectNode object) {
            ObjectNode evaluated = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String key = field.getKey();
                String place = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                evaluated.set(key, evaluate(field.getValue(), place, scope));
            }
            return evaluated;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode evaluated = JsonNodeFactory.instance.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                evaluated.add(evaluate(array.get(i), pointer + "/" + i, scope));
            }
            return evaluated;
        }
        try {
            return Template.evaluateTree(value, scope);
        } catch (ExpressionException e) {
            throw new EvaluationException(
                    position(pointer), "config" + pointer.replace('/', '.') + ": " + e.getMessage(), e);
        }
    }

    private SourcePosition position(String pointer) {
        SourcePosition known = step.configPositions().at(pointer);
        return known.equals(SourcePosition.NONE) ? step.position() : known;
    }

    private Scope scopeWithVariables() throws EvaluationException {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        Scope ofPromotion = promotion.forStep(step.as());
        evaluate(promotion.variables(), ofPromotion, variables);
        Scope ofStep = Scope.builder()
                .extending(ofPromotion)
                .variable("outputs", GoJson.fromTree(outputs))
                .variable("stepMetas", stepMetas())
                .build();
        if (taskPrefix() != null) {
            ofStep = Scope.builder()
                    .extending(ofStep)
                    .variable("task", Map.of("outputs", taskOutputs(taskPrefix())))
                    .build();
        }
        evaluate(step.variables(), ofStep, variables);
        return Scope.builder()
                .extending(ofStep)
                .variable("vars", variables)
                .function("always", arguments -> true)
                .function("success", arguments -> !anyFailed())
                .function("failure", arguments -> anyFailed())
                .function("status", this::status)
                .build();
    }

    private static void evaluate(List<Variable> definitions, Scope outer, Map<String, @Nullable Object> variables)
            throws EvaluationException {
        for (Variable definition : definitions) {
            Scope scope = Scope.builder()
                    .extending(outer)
                    .variable("vars", new LinkedHashMap<>(variables))
                    .build();
            try {
                variables.put(definition.name(), Template.evaluate(definition.value(), scope));
            } catch (ExpressionException e) {
                throw new EvaluationException(
                        definition.position(), "variable '" + definition.name() + "': " + e.getMessage(), e);
            }
        }
    }

    private @Nullable String taskPrefix() {
        int separator = step.as().indexOf(TaskInflation.SEPARATOR);
        return separator < 0 ? null : step.as().substring(0, separator + TaskInflation.SEPARATOR.length());
    }

    private Map<String, @Nullable Object> taskOutputs(String prefix) {
        Map<String, @Nullable Object> siblings = new LinkedHashMap<>();
        outputs.fields().forEachRemaining(output -> {
            if (output.getKey().startsWith(prefix)) {
                siblings.put(output.getKey().substring(prefix.length()), GoJson.fromTree(output.getValue()));
            }
        });
        return siblings;
    }

    private Map<String, @Nullable Object> stepMetas() {
        Map<String, @Nullable Object> metas = new LinkedHashMap<>();
        for (StepExecution execution : executions) {
            metas.put(
                    execution.alias(),
                    GoStruct.named("StepExecutionMetadata")
                            .optional("Alias", "alias", execution.alias())
                            .optional("StartedAt", "startedAt", text(execution.startedAt()))
                            .optional("FinishedAt", "finishedAt", text(execution.finishedAt()))
                            .optional("ErrorCount", "errorCount", (long) execution.errorCount())
                            .optional("Status", "status", execution.status().displayName())
                            .optional("Message", "message", execution.message())
                            .optional("ContinueOnError", "continueOnError", execution.continueOnError())
                            .build());
        }
        return metas;
    }

    private static @Nullable Object text(java.time.@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private boolean anyFailed() {
        return executions.stream()
                .anyMatch(execution -> !execution.continueOnError()
                        && (execution.status() == StepStatus.FAILED || execution.status() == StepStatus.ERRORED));
    }

    /** The status of a step by its alias in the same task, or in the promotion for steps outside tasks. */
    private String status(List<@Nullable Object> arguments) {
        Arguments.count("status", arguments, 1, 1);
        String alias = Arguments.text("status", arguments, 0);
        if (alias.isEmpty()) {
            throw new IllegalArgumentException("status() needs the alias of a step");
        }
        String prefix = taskPrefix();
        String full = prefix == null ? alias : prefix + alias;
        return executions.stream()
                .filter(execution -> execution.alias().equals(full))
                .findFirst()
                .map(execution -> execution.status().displayName())
                .orElse("");
    }
}
