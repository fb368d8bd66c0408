package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.policy.AvailableFreight;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.promotion.Promoter;
import io.jenkins.plugins.waybill.promotion.SerialTask;
import io.jenkins.plugins.waybill.promotion.StagePass;
import io.jenkins.plugins.waybill.promotion.Surroundings;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after Stages when something has happened that concerns them, at the very moment a soak time ends or a promotion
 * window opens, and now and then for safety.
 */
final class StageLoop {

    private static final Logger LOG = LoggerFactory.getLogger(StageLoop.class);

    /** How soon health is asked again while it is not good. */
    private static final Duration HEALTH_AGAIN = Duration.ofSeconds(10);

    /** How soon health is asked again while it is good; a Stage that falls ill is to be seen soon. */
    private static final Duration HEALTH_WATCH = Duration.ofMinutes(1);

    private final Surroundings surroundings;
    private final Promoter promoter;
    private final HealthExaminer examiner;
    private final Consumer<String> changed;
    private final BiConsumer<String, String> verifications;
    private final ExecutorService passes;
    private final ScheduledExecutorService timers;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    /**
     * Begins with nothing to do.
     *
     * @param changed told the project whenever a pass changed something
     * @param verifications told project and Stage after every pass, to see what is to be verified
     */
    StageLoop(
            Surroundings surroundings,
            Promoter promoter,
            Consumer<String> changed,
            BiConsumer<String, String> verifications,
            ExecutorService passes,
            ScheduledExecutorService timers) {
        this.surroundings = surroundings;
        this.promoter = promoter;
        this.examiner = new HealthExaminer(surroundings);
        this.changed = changed;
        this.verifications = verifications;
        this.passes = passes;
        this.timers = timers;
    }

    /**
     * In an engine that does nothing by itself only Stages without steps are looked after, since Freight passes through
     * them, and those whose health has to be asked for: what runs there is not verified before, and nothing follows it.
     */
    void look(String project, String stage) {
        if (!surroundings.automatic() && !isControlFlow(project, stage) && !isWatched(project, stage)) {
            return;
        }
        watches.computeIfAbsent(project + "/" + stage, key -> new Watch(project, stage))
                .passes
                .request();
    }

    private boolean isControlFlow(String project, String stage) {
        return surroundings
                .definitions()
                .apply(project)
                .flatMap(definition -> definition.stage(stage))
                .map(Stage::isControlFlow)
                .orElse(false);
    }

    private boolean isWatched(String project, String stage) {
        return examiner.isWatched(surroundings.store().state().project(project).stage(stage));
    }

    void lookAtAll(ProjectDefinition project) {
        project.stages().keySet().forEach(stage -> look(project.name(), stage));
    }

    /** Stages that may take Freight from that one. */
    void lookDownstream(ProjectDefinition project, String stage) {
        project.stages().values().stream()
                .filter(other -> other.requestedFreight().stream()
                        .anyMatch(request -> request.stages().contains(stage)))
                .forEach(other -> look(project.name(), other.name()));
    }

    /** Stages that may take that Warehouse's Freight. */
    void lookBehind(ProjectDefinition project, FreightOrigin origin) {
        project.stages().values().stream()
                .filter(stage -> stage.request(origin).isPresent())
                .forEach(stage -> look(project.name(), stage.name()));
    }

    private final class Watch {
        private final String project;
        private final String stage;
        private final SerialTask passes;
        private volatile @Nullable ScheduledFuture<?> alarm;

        private Watch(String project, String stage) {
            this.project = project;
            this.stage = stage;
            passes = new SerialTask(StageLoop.this.passes, this::pass);
        }

        private void pass() {
            Optional<ProjectDefinition> definition = surroundings.definitions().apply(project);
            Optional<Stage> declared = definition.flatMap(known -> known.stage(stage));
            if (definition.isEmpty() || declared.isEmpty()) {
                return;
            }
            Optional<Health> examined = examiner.examine(definition.get(), declared.get());
            surroundings
                    .store()
                    .submit(transaction -> {
                        ProjectState before = transaction.state().project(project);
                        Optional<Promotion> started = StagePass.run(
                                transaction,
                                definition.get(),
                                declared.get(),
                                examined.orElse(null),
                                surroundings.automatic(),
                                surroundings.host().clock().instant());
                        return new Outcome(started, transaction.state().project(project) != before);
                    })
                    .whenComplete((outcome, failure) -> follow(definition.get(), declared.get(), outcome, failure));
        }

        private void follow(
                ProjectDefinition definition, Stage declared, @Nullable Outcome outcome, @Nullable Throwable failure) {
            if (outcome == null) {
                LOG.warn(
                        "Stage '{}' of '{}' could not be brought up to date; tried again later",
                        stage,
                        project,
                        failure);
                wakeAfter(HEALTH_AGAIN);
                return;
            }
            outcome.started().ifPresent(promotion -> promoter.run(project, stage, promotion.name()));
            if (outcome.changed()) {
                changed.accept(project);
                lookDownstream(definition, stage);
            }
            if (surroundings.automatic()) {
                verifications.accept(project, stage);
            }
            ProjectState state = surroundings.store().state().project(project);
            Instant now = surroundings.host().clock().instant();
            Instant windowChange =
                    PromotionWindows.decide(definition, declared, now).changesAt();
            Optional<Duration> next = Stream.concat(
                            AvailableFreight.nextSoakEnd(declared, state, now).stream(),
                            Optional.ofNullable(windowChange).stream())
                    .min(Instant::compareTo)
                    .map(end -> Duration.between(now, end).plusMillis(1));
            Duration look = examiner.isWorthAskingAgain(state.stage(stage))
                    ? HEALTH_AGAIN
                    : examiner.isWatched(state.stage(stage)) ? HEALTH_WATCH : null;
            if (look != null) {
                next = Optional.of(next.filter(soak -> soak.compareTo(look) < 0).orElse(look));
            }
            next.ifPresent(this::wakeAfter);
        }

        private void wakeAfter(Duration wait) {
            ScheduledFuture<?> before = alarm;
            if (before != null) {
                before.cancel(false);
            }
            try {
                alarm = timers.schedule(passes::request, wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                // The engine closes; the next start looks at every Stage.
            }
        }
    }

    private record Outcome(Optional<Promotion> started, boolean changed) {}
}
