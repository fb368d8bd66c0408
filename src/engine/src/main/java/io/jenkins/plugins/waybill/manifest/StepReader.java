package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.Positions;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.TaskReference;
import io.jenkins.plugins.waybill.model.Variable;

/** Reads what Stages and tasks have in common: variables and steps. */
final class StepReader {

    private StepReader() {}

    static List<Variable> variables(Fields owner) {
        return owner.objects(
                "vars", entry -> new Variable(entry.text("name"), entry.text("value"), entry.position("value")));
    }

    static List<StepDefinition> steps(Fields owner) {
        List<StepDefinition> steps = new ArrayList<>();
        for (Fields step : owner.objects("steps")) {
            steps.add(step(step, steps.size() + 1));
        }
        return steps;
    }

    /** The alias as written, without blanks around it, or the one Kargo gives by the step's place in its list. */
    static String alias(Fields step, int number) {
        String alias = step.text("as").strip();
        return alias.isEmpty() ? (step.has("task") ? "task-" : "step-") + number : alias;
    }

    private static StepDefinition step(Fields step, int number) {
        Fields task = step.object("task");
        Fields retry = step.object("retry");
        Value config = step.value("config");
        SourcePosition position = step.position();
        Map<String, SourcePosition> configPlaces =
                config == null ? Map.of("", step.keyPosition("config")) : config.positions();
        return new StepDefinition(
                step.has("task") || step.text("uses").isEmpty() ? null : step.text("uses"),
                step.has("task") ? new TaskReference(task.text("name"), task.text("kind", "PromotionTask")) : null,
                alias(step, number),
                step.text("if").isEmpty() ? null : step.text("if"),
                step.flag("continueOnError", false),
                new StepDefinition.Retry(
                        GoDuration.parse(retry.text("timeout")).orElse(null), retry.number("errorThreshold", 0)),
                variables(step),
                step.json("config"),
                position,
                Positions.of(position.file(), configPlaces));
    }
}
