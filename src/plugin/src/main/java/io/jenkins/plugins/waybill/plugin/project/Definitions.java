package io.jenkins.plugins.waybill.plugin.project;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.waybill.engine.ManifestsUnavailable;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Puts projects in force: reads their manifests, checks them, and hands good ones to the engine. What is broken leaves
 * the last good definition in force.
 */
@Extension
public final class Definitions extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(Definitions.class.getName());
    private static final int READERS = 4;

    private final ExecutorService readers = Executors.newFixedThreadPool(
            READERS, new NamingThreadFactory(new DaemonThreadFactory(), "Waybill manifests"));
    private final Map<String, DefinitionStatus> byKey = new ConcurrentHashMap<>();
    private final Set<String> underway = ConcurrentHashMap.newKeySet();

    /** The instance. */
    public static Definitions get() {
        return ExtensionList.lookupSingleton(Definitions.class);
    }

    /** How the last reading went. */
    public DefinitionStatus status(PromotionProject project) {
        return byKey.getOrDefault(project.getKey(), DefinitionStatus.UNREAD);
    }

    /** At start: what was in force before is at once in force again, and the sources are asked afterwards. */
    public void defineAll() {
        try {
            WaybillEngine.engine();
        } catch (EngineUnavailable e) {
            // The administrative monitor shows why; the log has it already.
            return;
        }
        SharedDefinitions.get().restore();
        List<PromotionProject> projects =
                PromotionProject.all().filter(project -> !project.isDisabled()).toList();
        projects.parallelStream()
                .map(Definitions::restore)
                .flatMap(Optional::stream)
                .toList()
                .forEach(known -> putInForce(known.project(), known.texts(), known.check(), known.definition()));
        // Only now, as it takes the processors that the start needs.
        readers.execute(SharedDefinitions.get()::refresh);
        projects.forEach(this::refreshLater);
    }

    /** Reads the manifests of all projects soon: what they share is new. */
    void refreshAllLater() {
        PromotionProject.all().filter(project -> !project.isDisabled()).forEach(this::refreshLater);
    }

    /** Reads what all projects share soon, in the background. */
    public CompletableFuture<DefinitionStatus> refreshSharedLater() {
        return CompletableFuture.supplyAsync(SharedDefinitions.get()::refresh, readers);
    }

    private record Restored(
            PromotionProject project, ManifestSource.Texts texts, ManifestCheck check, ProjectDefinition definition) {}

    private static Optional<Restored> restore(PromotionProject project) {
        return LastGood.read(LastGood.of(project)).flatMap(texts -> {
            ManifestCheck check = ManifestCheck.of(project.getName(), texts.files());
            return Optional.ofNullable(check.definition())
                    .map(definition -> new Restored(project, texts, check, definition));
        });
    }

    /** Reads a project's manifests soon, in the background. */
    public CompletableFuture<DefinitionStatus> refreshLater(PromotionProject project) {
        return CompletableFuture.supplyAsync(() -> refresh(project), readers);
    }

    /** Reads a project's manifests now and puts them in force if they are good. */
    public DefinitionStatus refresh(PromotionProject project) {
        synchronized (project.definitionLock()) {
            if (project.isDisabled() || project.isGone()) {
                return status(project);
            }
            DefinitionStatus status;
            try {
                ManifestSource.Texts texts = project.getSource().read(project);
                ManifestCheck check = ManifestCheck.of(project.getName(), texts.files());
                ProjectDefinition definition = check.definition();
                status = definition == null
                        ? refused(project, texts.revision(), check, check.objection())
                        : accept(project, texts, check, definition);
            } catch (ManifestsUnavailable | EngineUnavailable e) {
                status = unread(project, e.getMessage());
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "The manifests of " + project.getFullName() + " could not be read", e);
                status = unread(project, "Reading failed: " + e + ". The log of Jenkins has more.");
            }
            byKey.put(project.getKey(), status);
            return status;
        }
    }

    private DefinitionStatus accept(
            PromotionProject project, ManifestSource.Texts texts, ManifestCheck check, ProjectDefinition definition) {
        DefinitionStatus status = putInForce(project, texts, check, definition);
        if (!status.isBroken()) {
            LastGood.write(LastGood.of(project), texts);
        }
        return status;
    }

    private DefinitionStatus putInForce(
            PromotionProject project, ManifestSource.Texts texts, ManifestCheck check, ProjectDefinition definition) {
        try {
            WaybillEngine.engine().projects().define(definition.knownAs(project.getKey()), check.shown());
        } catch (Refusal e) {
            return refused(project, texts.revision(), check, e.getMessage());
        }
        DefinitionStatus status =
                new DefinitionStatus(Instant.now(), texts.revision(), texts.revision(), check.findings(), "");
        byKey.put(project.getKey(), status);
        return status;
    }

    private DefinitionStatus refused(PromotionProject project, String revision, ManifestCheck check, String objection) {
        return new DefinitionStatus(Instant.now(), revision, status(project).inForce(), check.findings(), objection);
    }

    /** Takes a project out of force; what is known of it stays. */
    void withdraw(PromotionProject project) {
        synchronized (project.definitionLock()) {
            byKey.remove(project.getKey());
            try {
                WaybillEngine.engine().projects().undefine(project.getKey());
            } catch (EngineUnavailable e) {
                LOGGER.log(Level.FINE, "Nothing to withdraw", e);
            }
        }
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofMinutes(1).toMillis();
    }

    @Override
    protected void doRun() {
        Instant now = Instant.now();
        if (SharedDefinitions.get().isDue(now)) {
            lookAtSharedLater();
        }
        due(now).forEach(this::lookLater);
    }

    /** Asks the source of what all projects share soon; asked for again meanwhile, once. */
    public void lookAtSharedLater() {
        if (underway.add(SharedDefinitions.KEY)) {
            readers.execute(() -> {
                underway.remove(SharedDefinitions.KEY);
                SharedDefinitions.get().look();
            });
        }
    }

    /** Asks a project's source soon, and reads the manifests if there are new ones; asked for again meanwhile, once. */
    public void lookLater(PromotionProject project) {
        if (underway.add(project.getKey())) {
            readers.execute(() -> {
                underway.remove(project.getKey());
                look(project);
            });
        }
    }

    private Stream<PromotionProject> due(Instant now) {
        return PromotionProject.all()
                .filter(project -> !project.isDisabled() && project.getSource().pollMinutes() > 0)
                .filter(project -> {
                    Instant last = status(project).at();
                    return last == null
                            || Duration.between(last, now).toMinutes()
                                    >= project.getSource().pollMinutes();
                });
    }

    /** Asks the source and reads only what is new. */
    private void look(PromotionProject project) {
        DefinitionStatus known = status(project);
        try {
            String revision = project.getSource().revision(project);
            if (!revision.equals(known.revision())) {
                refresh(project);
            } else {
                byKey.put(
                        project.getKey(),
                        new DefinitionStatus(
                                Instant.now(), known.revision(), known.inForce(), known.findings(), known.problem()));
            }
        } catch (ManifestsUnavailable | RuntimeException e) {
            byKey.put(project.getKey(), unread(project, e.getMessage()));
        }
    }

    /** Without a revision, so that the next look reads everything again. */
    private DefinitionStatus unread(PromotionProject project, String problem) {
        DefinitionStatus known = status(project);
        return new DefinitionStatus(Instant.now(), "", known.inForce(), known.findings(), problem);
    }

    /** Stops reading. */
    public void close() {
        readers.shutdownNow();
    }
}
