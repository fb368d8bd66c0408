package io.jenkins.plugins.waybill.model;

import java.util.List;

/**
 * What a Stage does to promote; without steps the Stage is a control-flow Stage.
 *
 * @param variables promotion-level variables
 * @param steps in order
 */
public record PromotionTemplate(List<Variable> variables, List<StepDefinition> steps) {

    /** No steps: a control-flow Stage. */
    public static final PromotionTemplate NONE = new PromotionTemplate(List.of(), List.of());

    public PromotionTemplate {
        variables = List.copyOf(variables);
        steps = List.copyOf(steps);
    }
}
