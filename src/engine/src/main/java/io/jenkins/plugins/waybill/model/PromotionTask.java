package io.jenkins.plugins.waybill.model;

import java.util.List;

/**
 * Reusable steps with inputs.
 *
 * @param kind {@code PromotionTask} or {@code ClusterPromotionTask}
 * @param name unique within its kind
 * @param variables inputs; an empty value makes one required
 * @param steps in order; never tasks themselves
 * @param position where it is written
 */
public record PromotionTask(
        String kind, String name, List<Variable> variables, List<StepDefinition> steps, SourcePosition position) {

    public PromotionTask {
        variables = List.copyOf(variables);
        steps = List.copyOf(steps);
    }
}
