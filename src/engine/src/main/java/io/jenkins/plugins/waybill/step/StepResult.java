package io.jenkins.plugins.waybill.step;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.model.StepStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a step came to.
 *
 * @param status {@code SUCCEEDED}, {@code SKIPPED}, {@code RUNNING}, or {@code FAILED} for a miss that is simply asked
 *     again
 * @param message what to tell people; what it waits for when it runs on
 * @param output becomes {@code outputs.<alias>}; replaces that of an earlier run, unless null
 * @param retryAfter when to run again; null for the engine's default
 * @param wake runs the step again at once when it completes; null for none
 * @param healthChecks left behind for the Stage
 * @param question what it asks people while it waits; null for nothing
 */
public record StepResult(
        StepStatus status,
        String message,
        @Nullable ObjectNode output,
        @Nullable Duration retryAfter,
        @Nullable CompletionStage<?> wake,
        List<HealthCheck> healthChecks,
        @Nullable Question question) {

    public StepResult {
        healthChecks = List.copyOf(healthChecks);
    }

    /** A result that asks nobody. */
    public StepResult(
            StepStatus status,
            String message,
            @Nullable ObjectNode output,
            @Nullable Duration retryAfter,
            @Nullable CompletionStage<?> wake,
            List<HealthCheck> healthChecks) {
        this(status, message, output, retryAfter, wake, healthChecks, null);
    }

    /** Not done; run again as soon as somebody answers, and after that interval. */
    public static StepResult asking(
            String message, @Nullable ObjectNode output, Question question, Duration retryAfter) {
        return new StepResult(StepStatus.RUNNING, message, output, retryAfter, null, List.of(), question);
    }

    /** Done, with nothing to hand on. */
    public static StepResult succeeded() {
        return succeeded(JsonNodeFactory.instance.objectNode());
    }

    /** Done. */
    public static StepResult succeeded(ObjectNode output) {
        return new StepResult(StepStatus.SUCCEEDED, "", output, null, null, List.of());
    }

    /** There was nothing to do. */
    public static StepResult skipped(String message, @Nullable ObjectNode output) {
        return new StepResult(StepStatus.SKIPPED, message, output, null, null, List.of());
    }

    /** Not done; ask again later. A null interval means the engine's default. */
    public static StepResult running(String message, @Nullable ObjectNode output, @Nullable Duration retryAfter) {
        return new StepResult(StepStatus.RUNNING, message, output, retryAfter, null, List.of());
    }

    /** Not done; run again as soon as that completes. No thread is held meanwhile. */
    public static StepResult waiting(String message, @Nullable ObjectNode output, CompletionStage<?> wake) {
        return new StepResult(StepStatus.RUNNING, message, output, null, wake, List.of());
    }

    /** Not as wanted, but neither counted nor final: asked again until the timeout, if any. */
    public static StepResult missed(String message, @Nullable ObjectNode output) {
        return new StepResult(StepStatus.FAILED, message, output, null, null, List.of());
    }
}
