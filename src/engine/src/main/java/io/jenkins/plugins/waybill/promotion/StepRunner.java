package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.ToolsPending;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.policy.SoakTime;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a step once and judges what comes of it. */
final class StepRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
    private static final Duration TOOLS_ASKED_AGAIN = Duration.ofSeconds(10);
    private static final Duration PLAN_PATIENCE = Duration.ofMinutes(1);

    private final PromotionStep kind;
    private final StepDefinition step;
    private final StepExecution begun;
    private final SecretMask mask;
    private final InstantSource clock;
    private final Pace pace;

    /**
     * For one run.
     *
     * @param begun the step's record before the run
     */
    StepRunner(
            PromotionStep kind,
            StepDefinition step,
            StepExecution begun,
            SecretMask mask,
            InstantSource clock,
            Pace pace) {
        this.kind = kind;
        this.step = step;
        this.begun = begun;
        this.mask = mask;
        this.clock = clock;
        this.pace = pace;
    }

    /** Runs the step for real. */
    StepAttempt run(StepEvaluation evaluation, Function<ObjectNode, StepContext> context) throws InterruptedException {
        return attempt(evaluation, context, kind::run);
    }

    /** Runs the step with its effects outside withheld. */
    StepAttempt rehearse(StepEvaluation evaluation, Function<ObjectNode, StepContext> context)
            throws InterruptedException {
        return attempt(evaluation, context, this::plan);
    }

    private StepAttempt attempt(StepEvaluation evaluation, Function<ObjectNode, StepContext> context, Work work)
            throws InterruptedException {
        ObjectNode config;
        try {
            config = evaluation.config();
        } catch (EvaluationException e) {
            return over(StepStatus.ERRORED, message(e));
        }
        List<StepSchema.Violation> violations = kind.schema().violations(config);
        if (!violations.isEmpty()) {
            return over(StepStatus.FAILED, violations.stream().map(this::placed).collect(Collectors.joining("; ")));
        }
        try {
            return judge(work.run(context.apply(config)));
        } catch (StepFailure failure) {
            return failure.isTerminal()
                    ? over(failure.status(), message(failure))
                    : counted(failure.status(), message(failure));
        } catch (InterruptedException e) {
            throw e;
        } catch (ToolsPending pending) {
            return waiting(forTools(pending), message(pending));
        } catch (Exception e) {
            return counted(StepStatus.ERRORED, message(e));
        } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            String message = mask.hide(e.toString());
            LOG.error("Step {} ({}) broke down: {}", begun.alias(), kind.name(), message);
            return over(StepStatus.ERRORED, "The step broke down: " + message);
        }
    }

    /** Comes again when there is a place, and before that to see what it waits for and to keep its turn. */
    private static StepResult forTools(ToolsPending pending) {
        return new StepResult(
                StepStatus.RUNNING, message(pending), null, TOOLS_ASKED_AGAIN, pending.ready(), List.of());
    }

    /** Whoever asks for a plan waits for the answer, so a plan waits for a place of its tools with the thread it has. */
    private StepResult plan(StepContext context) throws Exception {
        try {
            return kind.plan(context);
        } catch (ToolsPending pending) {
            try {
                pending.ready().toCompletableFuture().get(PLAN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw StepFailure.errored(
                        message(pending) + "; a plan waits no longer than " + SoakTime.inWords(PLAN_PATIENCE));
            }
            return kind.plan(context);
        }
    }

    private StepAttempt judge(StepResult result) {
        return switch (result.status()) {
            case SUCCEEDED, SKIPPED, ABORTED ->
                attempt(result.status(), result.message(), begun.errorCount(), result, null, false);
            case RUNNING -> waiting(result, result.message());
            case FAILED -> waiting(result, result.message() + "; asking again");
            case ERRORED -> counted(StepStatus.ERRORED, Objects.requireNonNullElse(result.message(), ""));
        };
    }

    private StepAttempt waiting(StepResult result, String message) {
        Duration again = result.wake() != null && result.retryAfter() == null ? null : pace.poll(result.retryAfter());
        return unlessTimedOut(attempt(StepStatus.RUNNING, message, begun.errorCount(), result, again, false));
    }

    private StepAttempt counted(StepStatus status, String message) {
        int errors = begun.errorCount() + 1;
        int threshold = Math.max(1, step.retry().errorThreshold());
        if (errors >= threshold) {
            String counted = threshold == 1 ? message : message + " (" + errors + " errors, as many as allowed)";
            return attempt(status, counted, errors, null, null, true);
        }
        return unlessTimedOut(attempt(
                StepStatus.RUNNING,
                message + "; error " + errors + " of at most " + threshold + ", will be tried again",
                errors,
                null,
                pace.retry(errors),
                true));
    }

    private StepAttempt over(StepStatus status, String message) {
        return attempt(status, message, begun.errorCount(), null, null, true);
    }

    private StepAttempt unlessTimedOut(StepAttempt attempt) {
        Duration timeout = step.retry().timeout() == null
                ? kind.defaultTimeout()
                : step.retry().timeout();
        Instant started = begun.startedAt();
        if (timeout == null || timeout.isZero() || timeout.isNegative() || started == null) {
            return attempt;
        }
        Duration left = Duration.between(clock.instant(), started.plus(timeout));
        if (left.isNegative()) {
            return new StepAttempt(
                    execution(
                            StepStatus.ERRORED,
                            "Timed out after " + SoakTime.inWords(timeout) + "; last: "
                                    + attempt.execution().message(),
                            attempt.execution().errorCount(),
                            null),
                    attempt.output(),
                    null,
                    null,
                    attempt.failed(),
                    List.of());
        }
        Duration latest = left.plusMillis(1);
        Duration again = attempt.again() == null || attempt.again().compareTo(latest) > 0 ? latest : attempt.again();
        return new StepAttempt(
                attempt.execution(), attempt.output(), again, attempt.wake(), attempt.failed(), List.of());
    }

    private StepAttempt attempt(
            StepStatus status,
            String message,
            int errors,
            @Nullable StepResult result,
            @Nullable Duration again,
            boolean failed) {
        ObjectNode output = result == null ? null : result.output();
        CompletionStage<?> wake = result == null ? null : result.wake();
        List<HealthCheck> healthChecks =
                result == null || status != StepStatus.SUCCEEDED ? List.of() : result.healthChecks();
        Question question = result == null || status != StepStatus.RUNNING ? null : result.question();
        return new StepAttempt(execution(status, message, errors, question), output, again, wake, failed, healthChecks);
    }

    private StepExecution execution(StepStatus status, String message, int errors, @Nullable Question question) {
        return new StepExecution(
                begun.alias(),
                begun.uses(),
                status,
                mask.hide(message),
                errors,
                begun.continueOnError(),
                begun.startedAt(),
                status == StepStatus.RUNNING ? null : clock.instant(),
                begun.snapshot(),
                question == null ? null : masked(question));
    }

    private Question masked(Question question) {
        return new Question(
                question.kind(),
                question.policy(),
                question.involvement(),
                mask.hide(question.text()),
                question.form() == null ? null : mask.hide(question.form()),
                question.change());
    }

    /** A violation such as {@code $.updates[0].key: …} with its place in the manifest. */
    private String placed(StepSchema.Violation violation) {
        SourcePosition position = step.configPositions().at(violation.pointer());
        if (position.equals(SourcePosition.NONE)) {
            position = step.position();
        }
        String where = position.equals(SourcePosition.NONE) ? "" : position + ": ";
        return where + "invalid " + kind.name() + " config: " + violation;
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private interface Work {
        StepResult run(StepContext context) throws Exception;
    }
}
