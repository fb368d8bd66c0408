package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a step came to, judged by the rules.
 *
 * @param execution the step's record after the run; {@code RUNNING} when it is to run again
 * @param output replaces the output of an earlier run, unless null
 * @param again when to run it again; null when it is over, or only {@code wake} tells
 * @param wake runs it again as soon as that completes; null for none
 * @param failed whether this very run ended in an error, so that its traces in the workspace are not kept
 * @param healthChecks left behind for the Stage
 */
record StepAttempt(
        StepExecution execution,
        @Nullable ObjectNode output,
        @Nullable Duration again,
        @Nullable CompletionStage<?> wake,
        boolean failed,
        List<HealthCheck> healthChecks) {

    boolean isOver() {
        return execution.status() != StepStatus.RUNNING;
    }
}
