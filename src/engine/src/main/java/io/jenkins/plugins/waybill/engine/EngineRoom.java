package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.promotion.NamedThreads;
import io.jenkins.plugins.waybill.promotion.Promoter;
import io.jenkins.plugins.waybill.promotion.StagePass;
import io.jenkins.plugins.waybill.promotion.Surroundings;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Store;
import io.jenkins.plugins.waybill.store.StoreSettings;
import io.jenkins.plugins.waybill.store.Transaction;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;
import io.jenkins.plugins.waybill.warehouse.chart.ChartSource;
import io.jenkins.plugins.waybill.warehouse.generic.JsonSource;
import io.jenkins.plugins.waybill.warehouse.generic.MavenSource;
import io.jenkins.plugins.waybill.warehouse.git.GitSource;
import io.jenkins.plugins.waybill.warehouse.image.ImageSource;
import io.jenkins.plugins.waybill.workspace.WorkspaceDiff;
import io.jenkins.plugins.waybill.workspace.Workspaces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind the façade: the state, the loops and who tells whom that something has changed. */
final class EngineRoom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);
    private static final Duration SAFETY_PASS = Duration.ofMinutes(5);
    private static final Duration CLEARING = Duration.ofHours(1);
    private static final int PASSES_AT_ONCE = 4;
    private static final int DISCOVERIES_AT_ONCE = 16;

    private final Store store;
    private final Git git;
    private final Workspaces workspaces;
    private final Surroundings surroundings;
    private final GarbageCollector garbageCollector;
    private final Definitions definitions = new Definitions();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Timing>> watches = new CopyOnWriteArrayList<>();
    private final ExecutorService passes;
    private final ScheduledThreadPoolExecutor timers;
    private final Promoter promoter;
    private final StageLoop stages;
    private final ExecutorService discoverers;
    private final Discovery discovery;
    private final DiscoveryLoop discoveries;
    private final Approvals approvals;
    private final AnalysisLoop analyses;
    private volatile Map<String, Map<String, String>> sharedConfigMaps = Map.of();

    private EngineRoom(Host host, EngineOptions options, Store store, Git git, Workspaces workspaces) {
        this.store = store;
        this.git = git;
        this.workspaces = workspaces;
        garbageCollector = new GarbageCollector(this, workspaces, options.retention());
        store.watchCommits((duration, failed) -> took(new Timing(Timing.Kind.STORE_COMMIT, duration, failed)));
        boolean automatic = options.mode() == PromotionEngine.Mode.AUTOMATIC;
        surroundings = new Surroundings(
                host,
                store,
                git,
                workspaces,
                options.steps(),
                definitions::find,
                () -> sharedConfigMaps,
                automatic,
                options.pace());
        passes = Executors.newFixedThreadPool(PASSES_AT_ONCE, new NamedThreads("waybill-stage"));
        timers = new ScheduledThreadPoolExecutor(1, new NamedThreads("waybill-timer"));
        timers.setRemoveOnCancelPolicy(true);
        promoter = new Promoter(surroundings, new Promoter.Watcher() {
            @Override
            public void progressed(String project) {
                changed(project);
            }

            @Override
            public void ended(String project, String stage) {
                changed(project);
                definitions.find(project).ifPresent(definition -> lookAround(definition, stage));
            }
        });
        analyses = new AnalysisLoop(this, timers);
        stages = new StageLoop(surroundings, promoter, this::changed, analyses::look, passes, timers);
        discoverers = Executors.newFixedThreadPool(DISCOVERIES_AT_ONCE, new NamedThreads("waybill-discovery"));
        Registry registry = new Registry(host.credentials());
        WebFiles files = new WebFiles(host.credentials(), host.home().resolve("lists"));
        List<SubscriptionSource> sources = new ArrayList<>(options.sources());
        sources.add(new GitSource(git));
        sources.add(new ImageSource(registry, host.home().resolve("images"), host.clock()));
        sources.add(new ChartSource(registry, files));
        sources.add(new MavenSource(files));
        sources.add(new JsonSource(files));
        discovery = new Discovery(sources);
        approvals = new Approvals(this, timers);
        discoveries = new DiscoveryLoop(
                this,
                discovery,
                new Explanations(host.home().resolve("explanations")),
                discoverers,
                DISCOVERIES_AT_ONCE,
                timers);
        if (automatic) {
            every(SAFETY_PASS, this::lookAtAll);
            every(CLEARING, garbageCollector::collect);
            if (options.store() instanceof StoreSettings.Embedded embedded
                    && !embedded.copies().isZero()) {
                StoreCopy copy = new StoreCopy(store, host.home());
                every(embedded.copies(), copy::renew);
            }
        }
    }

    static EngineRoom open(Host host, EngineOptions options) {
        try {
            HttpSender.shared().use(host.network());
        } catch (HttpFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        Store store = Store.open(host.home(), options.store(), host.clock());
        try {
            Git git = Git.open(host, options.git());
            return new EngineRoom(
                    host, options, store, git, Workspaces.open(host.home().resolve("workspaces"), git));
        } catch (IOException e) {
            store.close();
            throw new UncheckedIOException("The files of promotions cannot be kept in " + host.home() + ".", e);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void every(Duration time, Runnable work) {
        timers.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Routine work failed and is tried again in {} min", time.toMinutes(), e);
                    }
                },
                time.toMillis(),
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Definitions definitions() {
        return definitions;
    }

    Store store() {
        return store;
    }

    Promoter promoter() {
        return promoter;
    }

    StageLoop stages() {
        return stages;
    }

    Approvals approvals() {
        return approvals;
    }

    ProjectState state(String project) {
        return store.state().project(project);
    }

    Instant now() {
        return surroundings.host().clock().instant();
    }

    void shareConfigMaps(Map<String, Map<String, String>> configMaps) {
        sharedConfigMaps = Map.copyOf(configMaps);
    }

    /** Takes up what is to be done in a project that has just come into force, or was defined anew. */
    void defined(ProjectDefinition project) {
        stages.lookAtAll(project);
        if (surroundings.automatic()) {
            promoter.resume(project);
            analyses.resume(project);
            discoveries.watch(project);
            approvals.watch(project.name());
        }
    }

    /** Makes a change that concerns a Stage, and everything that follows from it for that Stage, at once. */
    <T> T write(ProjectDefinition project, Stage stage, StageChange<T> change) {
        Written<T> written = store.write(transaction -> {
            Instant now = now();
            T result = change.apply(transaction, now);
            return new Written<>(
                    result, StagePass.run(transaction, project, stage, null, surroundings.automatic(), now));
        });
        written.started().ifPresent(promotion -> promoter.run(project.name(), stage.name(), promotion.name()));
        changed(project.name());
        lookAround(project, stage.name());
        return written.result();
    }

    private record Written<T>(T result, Optional<Promotion> started) {}

    /** Part of a change at a moment. */
    interface StageChange<T> {
        T apply(Transaction transaction, Instant now);
    }

    private void lookAround(ProjectDefinition project, String stage) {
        stages.look(project.name(), stage);
        stages.lookDownstream(project, stage);
    }

    Discovery discovery() {
        return discovery;
    }

    DiscoveryLoop discoveries() {
        return discoveries;
    }

    GarbageCollector garbageCollector() {
        return garbageCollector;
    }

    Git git() {
        return git;
    }

    WorkspaceDiff diff(@Nullable String before, String after) {
        try {
            return workspaces.diff(before, after);
        } catch (IOException e) {
            throw new UncheckedIOException("The files of the promotion are not there any more.", e);
        }
    }

    void changed(String project) {
        listeners.forEach(listener -> listener.accept(project));
    }

    AutoCloseable onTiming(Consumer<Timing> watch) {
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    void took(Timing timing) {
        watches.forEach(watch -> watch.accept(timing));
    }

    AutoCloseable onChange(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void reconcile() {
        lookAtAll();
        garbageCollector.collect();
    }

    private void lookAtAll() {
        definitions.all().forEach(stages::lookAtAll);
        approvals.expire();
    }

    @Override
    public void close() {
        timers.shutdownNow();
        passes.shutdown();
        discoverers.shutdownNow();
        analyses.close();
        promoter.close();
        try {
            passes.awaitTermination(10, TimeUnit.SECONDS);
            discoverers.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workspaces.close();
        git.close();
        store.close();
    }
}
