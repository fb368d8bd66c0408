package io.jenkins.plugins.waybill.step.git;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.PushOutcome;
import io.jenkins.plugins.waybill.git.PushRequest;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;

/** A push across the runs of a step: sent by the first, answered to a later one. */
final class Pushes {

    private Pushes() {}

    /** The answer to an earlier run's push, or a new push. */
    static CompletableFuture<PushOutcome> send(StepContext context, PushRequest request) {
        Optional<CompletableFuture<PushOutcome>> answered = context.git().settled(request.key());
        if (answered.isPresent()) {
            return answered.get();
        }
        CompletableFuture<PushOutcome> push = context.git().push(request);
        if (push.isDone()) {
            context.git().settled(request.key());
        }
        return push;
    }

    /** The outcome of a push that is done. */
    static PushOutcome outcome(CompletableFuture<PushOutcome> push) throws StepFailure {
        try {
            return push.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof GitException problem) {
                throw Checkouts.failure(problem);
            }
            throw e;
        }
    }
}
