package io.jenkins.plugins.waybill.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Kargo's admission demands of a list of steps. */
final class StepRules {

    private static final Pattern RESERVED = Pattern.compile("(step|task)-\\d+");
    private static final List<String> NOT_WITH_A_TASK = List.of("if", "continueOnError", "retry", "config");

    private StepRules() {}

    static void check(List<Fields> steps, Report report) {
        Map<String, Fields> byAlias = new HashMap<>();
        for (Fields step : steps) {
            alias(step, byAlias, report);
            if (step.has("task")) {
                for (String field : NOT_WITH_A_TASK) {
                    if (step.has(field)) {
                        report.refuse(
                                Rule.TASK_STEP_FIELD,
                                step.keyPosition(field),
                                "A step that uses a task cannot have '" + field + "'. Put it on the steps of the task"
                                        + (field.equals("config") ? ", and hand values over by 'vars'." : "."));
                    }
                }
            }
        }
    }

    private static void alias(Fields step, Map<String, Fields> byAlias, Report report) {
        String alias = step.text("as").strip();
        if (alias.isEmpty()) {
            return;
        }
        Fields earlier = byAlias.putIfAbsent(alias, step);
        if (earlier != null) {
            report.refuse(
                    Rule.DUPLICATE_ALIAS,
                    step.position("as"),
                    "The alias '" + alias + "' is already that of the step at line "
                            + earlier.position("as").line() + ". Choose another.");
        }
        if (RESERVED.matcher(alias).matches()) {
            report.refuse(
                    Rule.RESERVED_ALIAS,
                    step.position("as"),
                    "The alias '" + alias + "' is reserved for steps without one. Choose another.");
        }
    }
}
