package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.waybill.engine.ManifestsUnavailable;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.engine.WebhookAddress;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.SharedManifests;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.JenkinsCredentials;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.step.StepLint;
import io.jenkins.plugins.waybill.step.StepRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Puts in force what all projects share: reads the manifests that {@link WaybillConfiguration#getSharedManifests()}
 * names, checks them, and hands good ones to the engine and to every project. What is broken leaves the last good ones
 * in force.
 */
@Extension
public final class SharedDefinitions implements ManifestOwner {

    /** The key of all projects; no project has an empty one. */
    public static final String KEY = "";

    private static final Logger LOGGER = Logger.getLogger(SharedDefinitions.class.getName());

    private final Object reading = new Object();
    private volatile SharedManifests inForce = SharedManifests.NONE;
    private volatile Map<String, String> textsInForce = Map.of();
    private volatile DefinitionStatus status = DefinitionStatus.UNREAD;

    /** The instance. */
    public static SharedDefinitions get() {
        return ExtensionList.lookupSingleton(SharedDefinitions.class);
    }

    /** What the text of manifests written for all projects amounts to, without putting it in force. */
    public static SharedManifests check(Map<String, String> files) {
        return SharedManifests.read(files, StepLint.catalog(StepRegistry.standard()));
    }

    @NonNull
    @Override
    public String getKey() {
        return KEY;
    }

    @Override
    public boolean hasCredential(String id, String repoUrl) {
        return JenkinsCredentials.hasAtRoot(id, repoUrl);
    }

    @Override
    public String credentialsPlace() {
        return "at the root of Jenkins";
    }

    /** What every project has besides its own. */
    SharedManifests inForce() {
        return inForce;
    }

    /** How the last reading went. */
    public DefinitionStatus status() {
        return status;
    }

    /** Where webhooks for all projects are to be sent, relative to Jenkins' address. For administrators only. */
    public List<WebhookAddress> webhookAddresses() {
        return WaybillEngine.get()
                .started()
                .map(engine -> engine.webhooks().addresses(KEY))
                .orElse(List.of());
    }

    @CheckForNull
    private static ManifestSource source() {
        return WaybillConfiguration.get().getSharedManifests();
    }

    private static Path kept() {
        return Jenkins.get().getRootDir().toPath().resolve("waybill").resolve("shared-manifests-in-force.json");
    }

    /** At start: what was in force before is at once in force again. The caller takes care of the projects. */
    void restore() {
        synchronized (reading) {
            ManifestSource source = source();
            if (source == null) {
                use(SharedManifests.NONE, Map.of());
            } else if (source instanceof InlineManifests) {
                restoreKept();
                read(source);
            } else {
                restoreKept();
            }
        }
    }

    private void restoreKept() {
        LastGood.read(kept()).ifPresent(texts -> {
            SharedManifests known = check(texts.files());
            if (!known.hasErrors()) {
                use(known, texts.files());
                status = new DefinitionStatus(null, "", texts.revision(), List.of(), "");
            }
        });
    }

    /** Reads the manifests now and puts them in force if they are good, in every project too if they are new. */
    public DefinitionStatus refresh() {
        boolean changed;
        synchronized (reading) {
            ManifestSource source = source();
            if (source == null) {
                status = DefinitionStatus.UNREAD;
                LastGood.forget(kept());
                changed = use(SharedManifests.NONE, Map.of());
            } else {
                changed = read(source);
            }
        }
        if (changed) {
            Definitions.get().refreshAllLater();
        }
        return status;
    }

    /** Whether what is in force is different now. */
    private boolean read(ManifestSource source) {
        try {
            ManifestSource.Texts texts = source.read(this);
            SharedManifests shared = check(texts.files());
            if (shared.hasErrors()) {
                status = refused(texts.revision(), shared);
                return false;
            }
            boolean changed = use(shared, texts.files());
            status = new DefinitionStatus(Instant.now(), texts.revision(), texts.revision(), shared.findings(), "");
            LastGood.write(kept(), texts);
            return changed;
        } catch (ManifestsUnavailable | EngineUnavailable | Refusal e) {
            status = unread(e.getMessage());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The manifests for all projects could not be read", e);
            status = unread("Reading failed: " + e + ". The log of Jenkins has more.");
        }
        return false;
    }

    private boolean use(SharedManifests shared, Map<String, String> texts) {
        PromotionEngine engine = WaybillEngine.engine();
        engine.webhooks().share(shared.webhookReceivers());
        engine.projects().shareConfigMaps(shared.configMaps());
        boolean changed = !texts.equals(textsInForce);
        inForce = shared;
        textsInForce = Map.copyOf(texts);
        return changed;
    }

    private DefinitionStatus refused(String revision, SharedManifests shared) {
        long errors = shared.findings().stream().filter(Finding::isError).count();
        return new DefinitionStatus(
                Instant.now(),
                revision,
                status.inForce(),
                shared.findings(),
                errors == 1 ? "The manifests have an error." : "The manifests have errors.");
    }

    /** Without a revision, so that the next look reads everything again. */
    private DefinitionStatus unread(String problem) {
        return new DefinitionStatus(Instant.now(), "", status.inForce(), status.findings(), problem);
    }

    boolean isDue(Instant now) {
        ManifestSource source = source();
        if (source == null || source.pollMinutes() == 0) {
            return false;
        }
        Instant last = status.at();
        return last == null || Duration.between(last, now).toMinutes() >= source.pollMinutes();
    }

    /** Asks the source and reads only what is new. */
    void look() {
        ManifestSource source = source();
        DefinitionStatus known = status;
        try {
            if (source == null || !source.revision(this).equals(known.revision())) {
                refresh();
                return;
            }
            synchronized (reading) {
                if (status == known) {
                    status = new DefinitionStatus(
                            Instant.now(), known.revision(), known.inForce(), known.findings(), known.problem());
                }
            }
        } catch (ManifestsUnavailable | RuntimeException e) {
            synchronized (reading) {
                status = unread(e.getMessage());
            }
        }
    }
}
