package io.jenkins.plugins.waybill.step;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.StepCatalog;
import io.jenkins.plugins.waybill.manifest.StepCatalog.ConfigProblem;

/** Tells the lint of manifests what steps there are, and what their schemas find wrong before anything runs. */
public final class StepLint {

    private StepLint() {}

    /** The catalog of these steps; one that knows no steps finds no fault with any. */
    public static StepCatalog catalog(StepRegistry steps) {
        return new StepCatalog(
                steps.all().stream().map(PromotionStep::name).collect(Collectors.toUnmodifiableSet()),
                (uses, config) -> problems(steps, uses, config));
    }

    private static List<ConfigProblem> problems(StepRegistry steps, String uses, ObjectNode config) {
        return steps.find(uses)
                .map(step -> step.schema().certainViolations(config).entrySet().stream()
                        .map(problem ->
                                new ConfigProblem(problem.getKey(), named(problem.getKey(), problem.getValue())))
                        .toList())
                .orElse(List.of());
    }

    /** With the field's name before words that do not have it. */
    private static String named(String pointer, String words) {
        StepSchema.Violation violation = new StepSchema.Violation(pointer, words);
        return words.contains("'" + violation.field() + "'") ? words : violation.toString();
    }
}
