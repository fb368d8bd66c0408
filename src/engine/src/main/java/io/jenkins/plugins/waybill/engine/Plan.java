package io.jenkins.plugins.waybill.engine;

import java.util.List;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.step.PlannedEffect;

/**
 * What a promotion would do.
 *
 * @param stage where to
 * @param freight what
 * @param eligibility whether it would be allowed now
 * @param steps how each step went in the rehearsal
 * @param effects what it would change outside
 */
public record Plan(
        String stage,
        Freight freight,
        Eligibility eligibility,
        List<StepExecution> steps,
        List<PlannedEffect> effects) {

    public Plan {
        steps = List.copyOf(steps);
        effects = List.copyOf(effects);
    }

    /** True when every step of the rehearsal went well. */
    public boolean succeeded() {
        return steps.stream()
                .allMatch(step -> step.continueOnError()
                        || switch (step.status()) {
                            case SUCCEEDED, SKIPPED, RUNNING -> true;
                            case ABORTED, FAILED, ERRORED -> false;
                        });
    }
}
