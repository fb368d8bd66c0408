package io.jenkins.plugins.waybill.promotion;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.store.LogLine;
import io.jenkins.plugins.waybill.store.Transaction;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Drives one promotion through its steps, from where it stands to where it has to wait or ends. Between two drives it
 * holds no thread.
 *
 * <p>What it has done is recorded without waiting, because repeating a step inside the workspace does no harm. Only
 * before a step reaches outside, all that led to it must be durable: then a crash at any moment leads back to the same
 * step with the same files and the same start time, and what the step already did outside is recognised by it.
 */
final class PromotionRun {

    private final Surroundings surroundings;
    private final ProjectDefinition project;
    private final Stage stage;
    private final RunMemory memory;
    private final Promotion promotion;
    private final PromotionDraft draft;
    private final FreightCollection collection;
    private final MaskedCredentials credentials;
    private final LiveEffects effects;
    private final PromotionScope scope;
    private final Runnable recorded;
    private final BooleanSupplier stopping;

    /**
     * For one drive, by the definitions in force now.
     *
     * @param recorded called whenever progress is durable
     * @param stopping true once the engine is about to close
     */
    PromotionRun(
            Surroundings surroundings,
            ProjectDefinition project,
            Stage stage,
            RunMemory memory,
            Runnable recorded,
            BooleanSupplier stopping) {
        this.recorded = recorded;
        this.stopping = stopping;
        this.surroundings = surroundings;
        this.project = project;
        this.stage = stage;
        this.memory = memory;
        promotion = memory.promotion;
        draft = memory.draft;
        collection = Optional.ofNullable(promotion.collection())
                .orElseThrow(() -> new IllegalStateException(promotion.name() + " was never started"));
        credentials = new MaskedCredentials(surroundings.host().credentials(), memory.mask);
        effects = new LiveEffects(surroundings, project, promotion.name());
        scope = new PromotionScope(project, stage, promotion, collection, surroundings, memory.mask);
    }

    /**
     * Goes as far as possible.
     *
     * @throws InterruptedException when the engine closes; the record says where to go on
     */
    Pause drive() throws IOException, InterruptedException {
        while (!stopping.getAsBoolean() && !Thread.interrupted()) {
            Optional<Actor> aborter = latest().map(Promotion::abortRequestedBy);
            if (aborter.isPresent()) {
                return end((ledger, mine) -> ledger.endAborted(mine, aborter.get()));
            }
            if (!stepIsOpen() && !beginNextStep()) {
                return end((ledger, mine) -> ledger.endRun(mine, FinalPhase.of(mine.executions())));
            }
            StepAttempt attempt = runOpenStep();
            if (!attempt.isOver()) {
                record();
                return new Pause(attempt.again(), attempt.wake(), null);
            }
            draft.currentStep++;
        }
        throw new InterruptedException();
    }

    /** The promotion as others see it, with what they have asked of it. */
    private Optional<Promotion> latest() {
        return PromotionLedger.find(
                surroundings.store().state().project(project.name()), stage.name(), promotion.name());
    }

    private boolean stepIsOpen() {
        return draft.executions.size() > draft.currentStep
                && draft.executions.get(draft.currentStep).status() == StepStatus.RUNNING;
    }

    /** Passes over the steps that are not to run; false when there is none left. */
    private boolean beginNextStep() {
        for (; draft.currentStep < promotion.steps().size(); draft.currentStep++) {
            StepExecution execution = begin(promotion.steps().get(draft.currentStep));
            draft.executions.add(execution);
            if (execution.status() == StepStatus.RUNNING) {
                record();
                return true;
            }
        }
        return false;
    }

    private StepExecution begin(StepDefinition step) {
        try {
            if (!new StepEvaluation(scope, step, draft.executions, memory.outputs).applies()) {
                return execution(step, StepStatus.SKIPPED, "");
            }
        } catch (EvaluationException e) {
            return execution(step, StepStatus.ERRORED, String.valueOf(e.getMessage()));
        }
        return kind(step).isPresent()
                ? execution(step, StepStatus.RUNNING, "")
                : execution(step, StepStatus.ERRORED, unknownKind(step));
    }

    private Optional<PromotionStep> kind(StepDefinition step) {
        return surroundings.steps().find(uses(step));
    }

    private static String uses(StepDefinition step) {
        return step.uses() == null ? "" : step.uses();
    }

    private static String unknownKind(StepDefinition step) {
        return step.position() + ": there is no kind of step '" + uses(step) + "'";
    }

    private StepExecution execution(StepDefinition step, StepStatus status, String message) {
        return new StepExecution(
                step.as(),
                uses(step),
                status,
                memory.mask.hide(message),
                0,
                step.continueOnError(),
                status == StepStatus.RUNNING ? surroundings.now() : null,
                null,
                null);
    }

    private StepAttempt runOpenStep() throws IOException, InterruptedException {
        StepDefinition step = promotion.steps().get(draft.currentStep);
        StepExecution begun = draft.executions.get(draft.currentStep);
        Optional<PromotionStep> kind = kind(step);
        if (kind.isEmpty()) {
            // The host offered this kind when the step began, and does not any more.
            StepExecution gone = execution(step, StepStatus.ERRORED, unknownKind(step) + " any more");
            draft.executions.set(draft.currentStep, gone);
            return new StepAttempt(gone, null, null, null, true, List.of());
        }
        if (kind.get().reachesOutside()) {
            memory.recorded.join();
        }
        Workspace workspace = memory.files.open(draft.executions);
        StepEvaluation evaluation = new StepEvaluation(scope, step, List.copyOf(draft.executions), memory.outputs);
        StepAttempt attempt = new StepRunner(
                        kind.get(),
                        step,
                        begun,
                        memory.mask,
                        surroundings.host().clock(),
                        surroundings.pace())
                .run(evaluation, config -> context(step, begun, config, workspace));
        if (attempt.failed() && stopping.getAsBoolean()) {
            throw new InterruptedException("The engine closes; that the step failed may be due to that.");
        }
        keep(attempt, kind.get().returnsTaskOutput());
        return attempt;
    }

    private StepContext context(StepDefinition step, StepExecution begun, ObjectNode config, Workspace workspace) {
        List<ApprovalResponse> responses = latest().map(Promotion::responses).orElse(List.of()).stream()
                .filter(response -> response.step().equals(step.as()))
                .toList();
        return new RunContext(
                surroundings,
                project,
                stage,
                promotion,
                collection,
                workspace,
                credentials,
                effects,
                memory.mask,
                step.as(),
                begun.startedAt() == null ? surroundings.now() : begun.startedAt(),
                config,
                memory.outputs.get(step.as()) instanceof ObjectNode previous ? previous.deepCopy() : null,
                responses,
                filesBefore(step));
    }

    /** The files as the steps before left them, whatever this one has done to them in an earlier run. */
    private @Nullable String filesBefore(StepDefinition step) {
        String files = null;
        for (StepExecution execution : draft.executions) {
            if (execution.alias().equals(step.as())) {
                return files;
            }
            files = execution.snapshot() == null ? files : execution.snapshot();
        }
        return files;
    }

    /** Takes over what a run left: its output, and its files unless it is to be tried again from where it began. */
    private void keep(StepAttempt attempt, boolean returnsTaskOutput) throws IOException {
        StepExecution execution = attempt.execution();
        if (attempt.output() != null) {
            memory.outputs = withOutput(memory.outputs, execution.alias(), attempt.output(), returnsTaskOutput);
        }
        if (attempt.failed() && !attempt.isOver()) {
            memory.files.discard();
        } else {
            execution = memory.files.snapshot(execution);
        }
        draft.executions.set(draft.currentStep, execution);
        draft.healthChecks.addAll(attempt.healthChecks());
    }

    /** A step of a task may hand its output on to the task as a whole. */
    static ObjectNode withOutput(ObjectNode outputs, String alias, ObjectNode output, boolean returnsTaskOutput) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.setAll(outputs);
        changed.set(alias, output);
        int separator = alias.indexOf(TaskInflation.SEPARATOR);
        if (returnsTaskOutput && separator > 0) {
            String task = alias.substring(0, separator);
            ObjectNode merged = JsonNodeFactory.instance.objectNode();
            if (changed.get(task) instanceof ObjectNode before) {
                merged.setAll(before);
            }
            merged.setAll(output);
            changed.set(task, merged);
        }
        return changed;
    }

    private void record() {
        Promotion mine = masked();
        List<LogLine> lines = effects.takeLines();
        memory.recorded = surroundings.store().submit(transaction -> {
            log(transaction, lines);
            new PromotionLedger(transaction, project, surroundings.now()).progress(mine);
            return mine;
        });
        memory.recorded.thenRun(recorded);
    }

    private Pause end(End end) {
        Promotion mine = masked();
        List<LogLine> lines = effects.takeLines();
        return new Pause(null, null, surroundings.store().submit(transaction -> {
            Instant now = surroundings.now();
            log(transaction, lines);
            end.apply(new PromotionLedger(transaction, project, now), mine);
            return StagePass.run(transaction, project, stage, null, surroundings.automatic(), now);
        }));
    }

    private void log(Transaction transaction, List<LogLine> lines) {
        lines.forEach(line -> transaction.log(project.name(), promotion.name(), line));
    }

    /** The promotion as it may be written down; later changes of the draft do not reach it. */
    private Promotion masked() {
        draft.outputs = memory.mask.seal(memory.outputs);
        draft.healthChecks.replaceAll(check -> new HealthCheck(check.uses(), memory.mask.hide(check.config())));
        return draft.toPromotion();
    }

    private interface End {
        void apply(PromotionLedger ledger, Promotion mine);
    }
}
