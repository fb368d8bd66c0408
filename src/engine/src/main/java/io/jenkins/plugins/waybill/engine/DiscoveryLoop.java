package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.store.Transaction;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Explained;
import io.jenkins.plugins.waybill.warehouse.SourceHost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Warehouses' sources at their intervals and when told to, and registers the Freight that comes of it. A Warehouse
 * that looks as it did last time writes nothing; one that fails is asked again sooner, and less and less often.
 */
final class DiscoveryLoop {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryLoop.class);

    /** How the message of a Warehouse begins whose sources could not be asked. */
    private static final String UNREACHABLE = "Discovery failed: ";

    /** How long a look takes at most at servers that count as quick. */
    private static final Duration QUICK = Duration.ofSeconds(5);

    private final EngineRoom room;
    private final Discovery discovery;
    private final Lanes lanes;
    private final ScheduledExecutorService timers;
    private final Explanations explanations;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    DiscoveryLoop(
            EngineRoom room,
            Discovery discovery,
            Explanations explanations,
            ExecutorService workers,
            int threads,
            ScheduledExecutorService timers) {
        this.room = room;
        this.discovery = discovery;
        this.explanations = explanations;
        this.lanes = new Lanes(workers, threads, QUICK);
        this.timers = timers;
    }

    /** Begins to watch a project's Warehouses, or takes over their new declarations. */
    void watch(ProjectDefinition project) {
        for (Warehouse warehouse : project.warehouses().values()) {
            Watch watch = watch(project.name(), warehouse.name());
            watch.failures = 0;
            watch.askAfter(Duration.ZERO);
        }
    }

    /**
     * Asks a Warehouse's sources now, whatever they looked like last time.
     *
     * @throws Refusal when a source cannot be asked; it is recorded, too
     */
    void refresh(ProjectDefinition project, Warehouse warehouse) {
        try {
            watch(project.name(), warehouse.name()).ask(project, warehouse, true);
        } catch (DiscoveryException e) {
            throw new Refusal(
                    Refusal.Code.CONFLICT, "Warehouse '" + warehouse.name() + "' found nothing out: " + e.getMessage());
        }
    }

    /** How a Warehouse is being watched, and what became of the candidates of its last discovery that had news. */
    WarehouseLook look(String project, String warehouse) {
        Watch watch = watches.get(project + "/" + warehouse);
        Explanations.Explanation known = explanations.of(project, warehouse).orElse(null);
        return new WarehouseLook(
                watch == null ? null : watch.lookedAt,
                watch == null ? null : watch.nextLookAt,
                known == null ? null : known.at(),
                known == null ? List.of() : known.sources());
    }

    /** Asks a Warehouse's sources as soon as a thread is free; calls that come before it begins make it one. */
    void refreshSoon(String project, String warehouse) {
        watch(project, warehouse).summon();
    }

    private Watch watch(String project, String warehouse) {
        return watches.computeIfAbsent(project + "/" + warehouse, key -> new Watch(project, warehouse));
    }

    private final class Watch {

        private final String project;
        private final String warehouse;
        private final ReentrantLock asking = new ReentrantLock();
        private final AtomicBoolean summoned = new AtomicBoolean();
        private volatile int failures;
        private volatile @Nullable Instant lookedAt;
        private volatile @Nullable Instant nextLookAt;
        private @Nullable ScheduledFuture<?> alarm;

        Watch(String project, String warehouse) {
            this.project = project;
            this.warehouse = warehouse;
        }

        void summon() {
            if (summoned.compareAndSet(false, true)) {
                lanes.execute(lane(), () -> {
                    summoned.set(false);
                    askRegardless();
                });
            }
        }

        private void askRegardless() {
            Optional<ProjectDefinition> definition = room.definitions().find(project);
            Optional<Warehouse> declared = definition.flatMap(known -> known.warehouse(warehouse));
            if (definition.isPresent() && declared.isPresent()) {
                try {
                    ask(definition.get(), declared.get(), true);
                } catch (DiscoveryException e) {
                    LOG.info("Warehouse '{}' of '{}' cannot be asked: {}", warehouse, project, e.getMessage());
                } catch (RuntimeException e) {
                    LOG.warn("Warehouse '{}' of '{}' was not asked", warehouse, project, e);
                }
            }
        }

        synchronized void askAfter(Duration time) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            try {
                alarm = timers.schedule(
                        () -> lanes.execute(lane(), this::askAndGoOn), time.toMillis(), TimeUnit.MILLISECONDS);
                nextLookAt = room.now().plus(time);
            } catch (RejectedExecutionException e) {
                LOG.debug("The engine closes; Warehouse {} is asked again when it is opened", warehouse);
            }
        }

        private String lane() {
            return room.definitions()
                    .find(project)
                    .flatMap(known -> known.warehouse(warehouse))
                    .map(SourceHost::of)
                    .orElse("");
        }

        private void askAndGoOn() {
            Optional<ProjectDefinition> definition = room.definitions().find(project);
            Optional<Warehouse> declared = definition.flatMap(known -> known.warehouse(warehouse));
            if (definition.isEmpty() || declared.isEmpty()) {
                watches.remove(project + "/" + warehouse, this);
                explanations.forget(project, warehouse);
                return;
            }
            nextLookAt = null;
            Duration wanted = Duration.ZERO;
            try {
                ask(definition.get(), declared.get(), false);
                failures = 0;
            } catch (DiscoveryException e) {
                failures++;
                wanted = e.retryAfter().orElse(Duration.ZERO);
                LOG.info("Warehouse '{}' of '{}' cannot be asked: {}", warehouse, project, e.getMessage());
            } catch (RuntimeException e) {
                failures++;
                LOG.warn("Warehouse '{}' of '{}' was not asked", warehouse, project, e);
            }
            Duration usual = LookPause.random(failures, declared.get().interval());
            goOnAfter(usual.compareTo(wanted) > 0 ? usual : wanted);
        }

        /** A declaration that changed meanwhile has set the alarm already, and is not to be put off. */
        private synchronized void goOnAfter(Duration time) {
            boolean sooner =
                    alarm != null && !alarm.isDone() && alarm.getDelay(TimeUnit.MILLISECONDS) <= time.toMillis();
            if (!sooner) {
                askAfter(time);
            }
        }

        /** One at a time: who comes while a Warehouse is being asked waits, and then finds nothing changed. */
        void ask(ProjectDefinition definition, Warehouse declared, boolean regardless) throws DiscoveryException {
            asking.lock();
            long began = System.nanoTime();
            boolean failed = true;
            try {
                WarehouseState before = room.store().state().project(project).warehouse(warehouse);
                boolean unexplained = lookedAt == null && !explanations.has(project, warehouse);
                Optional<Discovered> discovered = look(declared, before, regardless || unexplained);
                if (discovered.isPresent()) {
                    take(definition, declared, discovered.get());
                }
                failed = false;
                lookedAt = room.now();
            } catch (DiscoveryException e) {
                failed(String.valueOf(e.getMessage()));
                throw e;
            } finally {
                room.took(new Timing(Timing.Kind.DISCOVERY, Duration.ofNanos(System.nanoTime() - began), failed));
                asking.unlock();
            }
        }

        /** A failure has taken the place of the outcome before it, so afterwards that is found out again. */
        private Optional<Discovered> look(Warehouse declared, WarehouseState before, boolean regardless)
                throws DiscoveryException {
            if (regardless) {
                return Optional.of(discovery.discover(project, declared));
            }
            return before.message().startsWith(UNREACHABLE)
                    ? Optional.of(discovery.discoverAgain(project, declared, before))
                    : discovery.discoverChanges(project, declared, before);
        }

        private void take(ProjectDefinition definition, Warehouse declared, Discovered discovered) {
            explanations.keep(project, warehouse, new Explanations.Explanation(room.now(), Explained.of(discovered)));
            boolean news = room.store().write(transaction -> {
                Instant now = room.now();
                WarehouseState before = transaction.state().project(project).warehouse(warehouse);
                Optional<Freight> freight =
                        discovered.freight().map(artifacts -> register(transaction, declared, artifacts, now));
                WarehouseState after = new WarehouseState(
                        project,
                        warehouse,
                        discovered.candidates(),
                        now,
                        now,
                        discovered.healthy() ? null : Objects.requireNonNullElse(before.failingSince(), now),
                        discovered.explanation(),
                        freight.map(Freight::name).orElse(before.lastFreight()),
                        discovered.observed());
                if (isSame(before, after)) {
                    return false;
                }
                transaction.put(after);
                return true;
            });
            if (news) {
                room.changed(project);
                room.stages().lookBehind(definition, declared.origin());
            }
        }

        private Freight register(Transaction transaction, Warehouse declared, Artifacts artifacts, Instant now) {
            return FreightDesk.register(transaction, project, declared.origin(), artifacts, null, Actor.ENGINE, now);
        }

        /** A refresh that finds everything as it was is no news. */
        private boolean isSame(WarehouseState before, WarehouseState after) {
            return before.discoveredAt() != null
                    && before.discovered().equals(after.discovered())
                    && before.message().equals(after.message())
                    && Objects.equals(before.lastFreight(), after.lastFreight())
                    && before.observed().equals(after.observed());
        }

        private void failed(String reason) {
            String message = UNREACHABLE + reason;
            WarehouseState known = room.store().state().project(project).warehouse(warehouse);
            if (known.failingSince() != null && known.message().equals(message)) {
                return;
            }
            room.store().write(transaction -> {
                WarehouseState before = transaction.state().project(project).warehouse(warehouse);
                Instant now = room.now();
                transaction.put(new WarehouseState(
                        project,
                        warehouse,
                        before.discovered(),
                        before.discoveredAt(),
                        now,
                        Objects.requireNonNullElse(before.failingSince(), now),
                        message,
                        before.lastFreight(),
                        before.observed()));
                return true;
            });
            room.changed(project);
        }
    }
}
