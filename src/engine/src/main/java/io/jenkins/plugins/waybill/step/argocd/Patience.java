package io.jenkins.plugins.waybill.step.argocd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import org.jspecify.annotations.Nullable;

/**
 * When to look at Argo CD again: often while most syncs end, then as seldom as the engine polls anything. No thread is
 * held in between.
 */
final class Patience {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);

    private Patience() {}

    static StepResult running(StepContext context, String message, @Nullable ObjectNode output) {
        boolean young = context.clock().instant().isBefore(context.startedAt().plus(FIRST));
        CompletionStage<?> wake = young
                ? CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS))
                : null;
        return new StepResult(StepStatus.RUNNING, message, output, ArgoCdUpdateStep.POLL, wake, List.of());
    }
}
