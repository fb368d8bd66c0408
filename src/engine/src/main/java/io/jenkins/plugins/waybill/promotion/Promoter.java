package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs promotions: a bounded number of workers drives those that can go on, and the others wait without a thread for
 * what they wait for. Thread-safe.
 */
public final class Promoter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Promoter.class);
    private static final Duration TROUBLE_FIRST = Duration.ofSeconds(1);
    private static final Duration TROUBLE_MOST = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final Surroundings surroundings;
    private final Watcher watcher;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timers;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    /** Told what has become durable, on the thread that made it so: must not block. */
    public interface Watcher {
        /** A promotion has come further. */
        void progressed(String project);

        /** A promotion is over; its Stage has changed, and with it perhaps what may go to others. */
        void ended(String project, String stage);
    }

    /** Begins with nothing running. */
    public Promoter(Surroundings surroundings, Watcher watcher) {
        this.surroundings = surroundings;
        this.watcher = watcher;
        workers = Executors.newFixedThreadPool(surroundings.pace().workers(), new NamedThreads("waybill-promotion"));
        timers = new ScheduledThreadPoolExecutor(1, new NamedThreads("waybill-promotion-timer"));
        timers.setRemoveOnCancelPolicy(true);
    }

    /** Drives a promotion that has been started; calling again wakes it. */
    public void run(String project, String stage, String promotion) {
        runs.computeIfAbsent(project + "/" + promotion, key -> new Run(key, project, stage, promotion))
                .wake();
    }

    /** Takes up the promotions of a project that were running when the engine stopped. */
    public void resume(ProjectDefinition project) {
        surroundings.store().state().project(project.name()).unfinished().stream()
                .filter(promotion -> promotion.phase() == PromotionPhase.RUNNING)
                .forEach(promotion -> run(project.name(), promotion.stage(), promotion.name()));
    }

    /** Lets steps that run come to an end for a while, then interrupts them; they are resumed another time. */
    @Override
    public void close() {
        timers.shutdownNow();
        runs.values().forEach(Run::stop);
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                workers.shutdownNow();
                workers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** One promotion that runs; its drives never overlap. */
    private final class Run {

        private final String key;
        private final String project;
        private final String stage;
        private final String promotion;
        private final SerialTask drives;
        private volatile boolean stopped;
        private volatile boolean ending;
        private volatile @Nullable RunMemory memory;
        private volatile @Nullable ScheduledFuture<?> alarm;
        private volatile Duration trouble = TROUBLE_FIRST;

        private Run(String key, String project, String stage, String promotion) {
            this.key = key;
            this.project = project;
            this.stage = stage;
            this.promotion = promotion;
            drives = new SerialTask(workers, this::driveOnce);
        }

        private void wake() {
            if (!stopped) {
                drives.request();
            }
        }

        private void stop() {
            stopped = true;
        }

        private void driveOnce() {
            if (stopped || ending) {
                return;
            }
            ScheduledFuture<?> pending = alarm;
            if (pending != null) {
                pending.cancel(false);
                alarm = null;
            }
            try {
                drive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            } catch (Exception e) {
                stumble(e);
            }
        }

        private void drive() throws Exception {
            Optional<ProjectDefinition> definition = surroundings.definitions().apply(project);
            if (definition.isEmpty()) {
                retire();
                return;
            }
            RunMemory known = memory;
            if (known == null) {
                Optional<Promotion> recorded = PromotionLedger.find(
                                surroundings.store().state().project(project), stage, promotion)
                        .filter(found -> found.phase() == PromotionPhase.RUNNING);
                if (recorded.isEmpty()) {
                    retire();
                    return;
                }
                known = new RunMemory(recorded.get(), surroundings);
                memory = known;
            }
            Optional<Stage> declared = definition.get().stage(stage);
            follow(
                    declared.isPresent()
                            ? new PromotionRun(
                                            surroundings,
                                            definition.get(),
                                            declared.get(),
                                            known,
                                            () -> watcher.progressed(project),
                                            () -> stopped)
                                    .drive()
                            : endWithoutStage(definition.get(), known.promotion));
            trouble = TROUBLE_FIRST;
        }

        private Pause endWithoutStage(ProjectDefinition definition, Promotion mine) {
            FinalPhase end = new FinalPhase(
                    PromotionPhase.ERRORED, "Project '" + project + "' declares no Stage '" + stage + "' any more.");
            return new Pause(null, null, surroundings.store().submit(transaction -> {
                new PromotionLedger(transaction, definition, surroundings.now()).endRun(mine, end);
                return Optional.empty();
            }));
        }

        private void follow(Pause pause) {
            if (pause.end() != null) {
                ending = true;
                pause.end().whenComplete(this::ended);
                return;
            }
            if (pause.again() != null) {
                setAlarm(pause.again());
            }
            if (pause.wake() != null) {
                pause.wake().whenComplete((value, failure) -> wake());
            }
        }

        private void ended(@Nullable Optional<Promotion> next, @Nullable Throwable failure) {
            if (failure != null) {
                stumble(failure);
                return;
            }
            retire();
            surroundings.workspaces().forget(promotion);
            if (next != null) {
                next.ifPresent(following -> Promoter.this.run(project, stage, following.name()));
            }
            watcher.ended(project, stage);
        }

        /** The state could not be written or the files not be read; begins again from what is durable. */
        private void stumble(Throwable failure) {
            LOG.warn("Promotion {} cannot go on and is tried again in {} s", promotion, trouble.toSeconds(), failure);
            memory = null;
            ending = false;
            setAlarm(trouble);
            trouble = trouble.compareTo(TROUBLE_MOST) < 0 ? trouble.multipliedBy(2) : TROUBLE_MOST;
        }

        private void setAlarm(Duration after) {
            try {
                alarm = timers.schedule(this::wake, after.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                stopped = true;
            }
        }

        private void retire() {
            stopped = true;
            runs.remove(key, this);
        }
    }
}
