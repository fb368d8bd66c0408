package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.LastPromotion;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.promotion.NamedThreads;
import io.jenkins.plugins.waybill.promotion.SecretMask;
import io.jenkins.plugins.waybill.promotion.SerialTask;
import io.jenkins.plugins.waybill.promotion.Surroundings;
import io.jenkins.plugins.waybill.promotion.VerificationArguments;
import io.jenkins.plugins.waybill.verification.AnalysisException;
import io.jenkins.plugins.waybill.verification.RunningAnalysis;
import io.jenkins.plugins.waybill.verification.StageVerification;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the analyses of verifications. Between two measurements a run takes no thread; after a restart it goes on with
 * the measurements so far.
 */
final class AnalysisLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisLoop.class);
    private static final int MEASUREMENTS_AT_ONCE = 16;
    private static final Duration TROUBLE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final EngineRoom room;
    private final ScheduledExecutorService timers;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(MEASUREMENTS_AT_ONCE, new NamedThreads("waybill-analysis"));
    private final Map<String, Drive> drives = new ConcurrentHashMap<>();
    private volatile boolean closing;

    AnalysisLoop(EngineRoom room, ScheduledExecutorService timers) {
        this.room = room;
        this.timers = timers;
    }

    /** Takes up the verification of a Stage that waits for its analysis, and wakes the one that goes on. */
    void look(String project, String stage) {
        StageState state = room.store().state().project(project).stage(stage);
        StageVerification.open(state).ifPresent(verification -> drive(project, stage, verification.id()));
        drives.values().stream()
                .filter(drive -> drive.project.equals(project) && drive.stage.equals(stage))
                .forEach(drive -> drive.turns.request());
    }

    /** Takes up what had not ended when the engine stopped. */
    void resume(ProjectDefinition project) {
        room.store()
                .unfinishedAnalysisRuns(project.name())
                .forEach(run -> drive(project.name(), run.stage(), run.verification()));
    }

    private void drive(String project, String stage, String verification) {
        drives.computeIfAbsent(project + "/" + verification, key -> new Drive(key, project, stage, verification))
                .turns
                .request();
    }

    /** Breaks off measurements; they are made again after the next start. */
    @Override
    public void close() {
        closing = true;
        workers.shutdownNow();
        try {
            workers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One verification; its turns never overlap. */
    private final class Drive {

        private final String key;
        private final String project;
        private final String stage;
        private final String verification;
        private final SerialTask turns;
        private SecretMask mask = new SecretMask();
        private @Nullable AnalysisRun run;
        private @Nullable CompletableFuture<AnalysisRun> measuring;
        private volatile @Nullable ScheduledFuture<?> alarm;

        private Drive(String key, String project, String stage, String verification) {
            this.key = key;
            this.project = project;
            this.stage = stage;
            this.verification = verification;
            turns = new SerialTask(workers, this::turn);
        }

        private void turn() {
            if (closing) {
                return;
            }
            try {
                takeTurn();
            } catch (RejectedExecutionException e) {
                LOG.debug("The analysis of '{}' goes on after the next start", stage, e);
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.warn(
                            "The analysis of '{}' cannot go on and is tried again in {} s",
                            stage,
                            TROUBLE.toSeconds(),
                            e);
                    run = null;
                    measuring = null;
                    wakeAfter(TROUBLE);
                }
            }
        }

        private void takeTurn() {
            if (measuring != null) {
                if (!measuring.isDone()) {
                    return;
                }
                AnalysisRun measured = measuring.join();
                measuring = null;
                record(measured);
            }
            AnalysisRun current = run == null ? begun() : run;
            if (current == null) {
                retire();
                return;
            }
            run = current;
            if (!current.terminate() && !isOpen()) {
                // Somebody ended it or reported a result, or what it verified is forgotten.
                record(current.terminated());
            }
            goOn();
        }

        private void goOn() {
            AnalysisRun current = run;
            if (current == null || current.finishedAt() != null) {
                retire();
                return;
            }
            Surroundings surroundings = room.surroundings();
            Credentials credentials = mask.watch(surroundings.host().credentials());
            RunningAnalysis analysis;
            try {
                analysis = RunningAnalysis.of(
                        current,
                        credentials,
                        surroundings.host().jobs(),
                        surroundings.host().clock(),
                        mask::hide);
            } catch (AnalysisException e) {
                record(current.with(
                        Verification.Phase.ERROR,
                        mask.hide(String.valueOf(e.getMessage())),
                        room.now(),
                        current.metrics()));
                retire();
                return;
            }
            measuring = analysis.measure(workers);
            if (measuring != null) {
                measuring.whenComplete((measured, failure) -> turns.request());
                return;
            }
            AnalysisRun assessed = analysis.assessed();
            if (!assessed.equals(current)) {
                record(assessed);
            }
            if (assessed.finishedAt() != null) {
                retire();
            } else {
                analysis.wait(room.now()).ifPresent(this::wakeAfter);
            }
        }

        private boolean isOpen() {
            return StageVerification.find(state(), verification)
                    .filter(found -> !found.phase().isTerminal())
                    .isPresent();
        }

        private StageState state() {
            return room.store().state().project(project).stage(stage);
        }

        /** The run as it was recorded, or a new one; null when there is nothing to do. */
        private @Nullable AnalysisRun begun() {
            mask = new SecretMask();
            Optional<AnalysisRun> recorded = room.store().unfinishedAnalysisRuns(project).stream()
                    .filter(found -> found.verification().equals(verification))
                    .findFirst();
            if (recorded.isPresent()) {
                return recorded.get()
                        .withSpec(mask.unseal(
                                recorded.get().spec(),
                                project,
                                room.surroundings().host().credentials()));
            }
            Optional<ProjectDefinition> definition =
                    room.surroundings().definitions().apply(project);
            Optional<Stage> declared = definition.flatMap(known -> known.stage(stage));
            StageState state = state();
            Optional<Verification> waiting = StageVerification.open(state)
                    .filter(open -> open.id().equals(verification) && open.analysisRun() == null);
            if (definition.isEmpty() || declared.isEmpty() || waiting.isEmpty()) {
                return null;
            }
            try {
                AnalysisRun fresh = begin(definition.get(), declared.get(), state, waiting.get());
                record(fresh);
                return fresh;
            } catch (AnalysisException | ExpressionException e) {
                String message = mask.hide(String.valueOf(e.getMessage()));
                room.write(definition.get(), declared.get(), (transaction, now) -> {
                    StageVerification.fail(
                            transaction,
                            declared.get(),
                            transaction.state().project(project).stage(stage),
                            verification,
                            message,
                            now);
                    return message;
                });
                return null;
            }
        }

        private AnalysisRun begin(ProjectDefinition definition, Stage declared, StageState state, Verification waiting)
                throws AnalysisException {
            if (declared.verification() == null) {
                throw new AnalysisException("The Stage does not ask for analysis any more.");
            }
            FreightCollection collection = state.current().orElseThrow();
            Map<String, String> arguments = VerificationArguments.evaluate(
                    definition, declared, declared.verification(), collection, room.surroundings(), mask);
            LastPromotion last = state.lastPromotion();
            return RunningAnalysis.begin(
                    definition,
                    declared,
                    collection,
                    waiting,
                    arguments,
                    last == null ? null : last.name(),
                    room.now());
        }

        /** Writes the run down; what follows for the Stage is done at the same time, if anything does. */
        private void record(AnalysisRun latest) {
            AnalysisRun before = run;
            AnalysisRun sealed = latest.withSpec(mask.seal(latest.spec()));
            Optional<ProjectDefinition> definition =
                    room.surroundings().definitions().apply(project);
            Optional<Stage> declared = definition.flatMap(known -> known.stage(stage));
            boolean decides = before == null || before.phase() != latest.phase() || latest.finishedAt() != null;
            if (decides && definition.isPresent() && declared.isPresent()) {
                room.write(definition.get(), declared.get(), (transaction, now) -> {
                    StageVerification.follow(
                            transaction,
                            declared.get(),
                            transaction.state().project(project).stage(stage),
                            sealed);
                    return sealed;
                });
            } else {
                room.store().write(transaction -> {
                    transaction.put(sealed);
                    return sealed;
                });
                room.changed(project);
            }
            run = latest;
        }

        private void retire() {
            drives.remove(key, this);
        }

        private void wakeAfter(Duration wait) {
            ScheduledFuture<?> before = alarm;
            if (before != null) {
                before.cancel(false);
            }
            try {
                alarm = timers.schedule(turns::request, Math.max(0, wait.toMillis() + 1), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The analysis of '{}' goes on after the next start", stage, e);
            }
        }
    }
}
