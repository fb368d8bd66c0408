package io.jenkins.plugins.waybill.promotion;

import java.util.List;

import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;

/**
 * How a promotion ends when its steps are through: as its worst step did, those left aside that may fail
 *.
 *
 * @param phase the end
 * @param message of the step that decided it; empty when all went well
 */
record FinalPhase(PromotionPhase phase, String message) {

    static FinalPhase of(List<StepExecution> executions) {
        StepStatus worst = StepStatus.SUCCEEDED;
        String message = "";
        for (StepExecution execution : executions) {
            if (!execution.continueOnError() && execution.status().compareTo(worst) > 0) {
                worst = execution.status();
                message = "Step '" + execution.alias() + "': " + execution.message();
            }
        }
        return switch (worst) {
            case SUCCEEDED, SKIPPED -> new FinalPhase(PromotionPhase.SUCCEEDED, "");
            case ABORTED -> new FinalPhase(PromotionPhase.ABORTED, message);
            case FAILED -> new FinalPhase(PromotionPhase.FAILED, message);
            case ERRORED -> new FinalPhase(PromotionPhase.ERRORED, message);
            case RUNNING -> throw new IllegalStateException("A step still runs: " + message);
        };
    }
}
