package io.jenkins.plugins.waybill.plugin.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells waiting steps that something in their project has changed. However many wait, the looking is done by a few
 * threads, and a step that waits costs none. A look each half minute catches what was missed.
 */
@Extension
public final class ProjectWatch extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(ProjectWatch.class.getName());
    private static final int THREADS = 4;

    private final ExecutorService lookers =
            Executors.newFixedThreadPool(THREADS, new NamingThreadFactory(new DaemonThreadFactory(), "Waybill steps"));
    private final Map<String, Set<Watch>> byProject = new ConcurrentHashMap<>();
    private PromotionEngine watched;

    /** The instance. */
    public static ProjectWatch get() {
        return ExtensionList.lookupSingleton(ProjectWatch.class);
    }

    /** Somebody who waits; closing it ends the telling. */
    public final class Watch implements AutoCloseable {

        private final String project;
        private final Runnable look;
        private final AtomicBoolean pending = new AtomicBoolean();
        private volatile boolean closed;

        private Watch(String project, Runnable look) {
            this.project = project;
            this.look = look;
        }

        /** Looks soon; asked for again before that, it looks once. */
        void soon() {
            if (!closed && pending.compareAndSet(false, true)) {
                lookers.execute(this::now);
            }
        }

        private synchronized void now() {
            pending.set(false);
            if (closed) {
                return;
            }
            try {
                look.run();
            } catch (EngineUnavailable e) {
                LOGGER.log(Level.FINE, "Looks again later", e);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A step that waits for project " + project + " could not look", e);
            }
        }

        @Override
        public void close() {
            closed = true;
            byProject.computeIfPresent(project, (key, watches) -> {
                watches.remove(this);
                return watches.isEmpty() ? null : watches;
            });
        }
    }

    /**
     * Has something look now, and again whenever the project may have changed; never twice at a time.
     *
     * @param project the engine's key
     */
    public Watch watch(String project, Runnable look) {
        Watch watch = new Watch(project, look);
        byProject.compute(project, (key, watches) -> {
            Set<Watch> all = watches == null ? ConcurrentHashMap.newKeySet() : watches;
            all.add(watch);
            return all;
        });
        listen();
        watch.soon();
        return watch;
    }

    private synchronized void listen() {
        try {
            PromotionEngine engine = WaybillEngine.engine();
            if (engine != watched) {
                watched = engine;
                engine.onChange(
                        project -> byProject.getOrDefault(project, Set.of()).forEach(Watch::soon));
            }
        } catch (EngineUnavailable e) {
            LOGGER.log(Level.FINE, "Listens once the engine runs", e);
        }
    }

    /** How many wait, for tests and support. */
    public int waiting() {
        return byProject.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofSeconds(30).toMillis();
    }

    @Override
    protected void doRun() {
        if (!byProject.isEmpty()) {
            listen();
            byProject.values().forEach(watches -> watches.forEach(Watch::soon));
        }
    }
}
