package io.jenkins.plugins.waybill.api;

import java.util.Optional;

import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;

/**
 * Where a running promotion stands.
 *
 * @param number 1-based
 * @param count of all steps
 * @param message what it waits for; may be empty
 * @param awaitsApproval whether it waits for people, be it for a yes or for input
 */
record CurrentStep(String alias, String uses, String message, int number, int count, boolean awaitsApproval) {

    /** Empty before the first step and after the last. */
    static Optional<CurrentStep> of(Promotion promotion) {
        int index = promotion.currentStep();
        if (promotion.phase().isTerminal() || index >= promotion.steps().size()) {
            return Optional.empty();
        }
        StepDefinition step = promotion.steps().get(index);
        StepExecution execution =
                index < promotion.executions().size() ? promotion.executions().get(index) : null;
        String message = execution != null && execution.status() == StepStatus.RUNNING ? execution.message() : null;
        String uses = step.uses() == null ? "" : step.uses();
        return Optional.of(new CurrentStep(
                step.as(),
                uses,
                message == null ? "" : message,
                index + 1,
                promotion.steps().size(),
                execution != null && message != null && execution.question() != null));
    }
}
