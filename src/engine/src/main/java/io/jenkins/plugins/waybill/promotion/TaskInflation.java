package io.jenkins.plugins.waybill.promotion;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionTask;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.TaskReference;
import io.jenkins.plugins.waybill.model.Variable;

/** Puts the steps of tasks in the place of the steps that refer to them. */
final class TaskInflation {

    /** Between the alias of a step that refers to a task and the alias of a step of the task. */
    static final String SEPARATOR = "::";

    private final ProjectDefinition project;
    private final List<Variable> promotionVariables;

    private TaskInflation(ProjectDefinition project, List<Variable> promotionVariables) {
        this.project = project;
        this.promotionVariables = promotionVariables;
    }

    /**
     * The steps that a promotion to the Stage runs.
     *
     * @param promotionVariables Stage variables, then template variables
     * @throws InvalidPromotion when a task is missing or one of its inputs has no value
     */
    static List<StepDefinition> inflate(ProjectDefinition project, Stage stage, List<Variable> promotionVariables) {
        TaskInflation inflation = new TaskInflation(project, promotionVariables);
        List<StepDefinition> steps = new ArrayList<>();
        for (StepDefinition step : stage.template().steps()) {
            if (step.task() == null) {
                steps.add(step);
            } else {
                steps.addAll(inflation.stepsOf(step, step.task()));
            }
        }
        return List.copyOf(steps);
    }

    private List<StepDefinition> stepsOf(StepDefinition referring, TaskReference reference) {
        PromotionTask task = project.task(reference)
                .orElseThrow(() -> new InvalidPromotion(referring.position() + ": there is no " + reference.kind()
                        + " '" + reference.name() + "'. Declare it, or correct the name."));
        List<Variable> inputs = inputs(referring, task);
        return task.steps().stream()
                .map(step -> inPlace(step, referring.as() + SEPARATOR + step.as(), inputs))
                .toList();
    }

    private List<Variable> inputs(StepDefinition referring, PromotionTask task) {
        List<Variable> inputs = new ArrayList<>();
        for (Variable input : task.variables()) {
            boolean given = hasValue(promotionVariables, input.name());
            if (!input.value().isEmpty()) {
                if (!given) {
                    inputs.add(input);
                }
            } else if (!given && !hasValue(referring.variables(), input.name())) {
                throw new InvalidPromotion(referring.position() + ": missing value for variable \"" + input.name()
                        + "\" of " + task.kind() + " '" + task.name() + "' (declared at " + input.position()
                        + "). Give it under 'vars' of this step or of the promotion template.");
            }
        }
        inputs.addAll(referring.variables());
        return inputs;
    }

    private static boolean hasValue(List<Variable> variables, String name) {
        return variables.stream()
                .anyMatch(variable ->
                        variable.name().equals(name) && !variable.value().isEmpty());
    }

    private static StepDefinition inPlace(StepDefinition step, String alias, List<Variable> inputs) {
        List<Variable> variables = new ArrayList<>(inputs);
        variables.addAll(step.variables());
        return new StepDefinition(
                step.uses(),
                null,
                alias,
                step.condition(),
                step.continueOnError(),
                step.retry(),
                variables,
                step.config(),
                step.position(),
                step.configPositions());
    }
}
