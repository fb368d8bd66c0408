package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import io.jenkins.plugins.waybill.engine.EngineOptions;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.host.LocalTools;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.GitClient;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.ManifestSource;
import io.jenkins.plugins.waybill.manifest.SharedManifests;
import io.jenkins.plugins.waybill.step.StepLint;
import io.jenkins.plugins.waybill.step.StepRegistry;

/** An engine in this process, with the projects of some manifests. */
final class LocalEngine {

    /** As Kargo signs its commits, but by our name. */
    private static final CommitIdentity COMMITTER = new CommitIdentity("Waybill", "no-reply@waybill.invalid");

    private LocalEngine() {}

    static PromotionEngine start(
            HostOptions options, ManifestSet manifests, PromotionEngine.Mode mode, String boardUrl, Terminal terminal) {
        PromotionEngine engine = PromotionEngine.start(
                host(options, manifests, boardUrl, terminal),
                EngineOptions.standard().with(mode).with(options.store.settings(terminal)));
        try {
            engine.webhooks().share(manifests.webhookReceivers());
            engine.projects().shareConfigMaps(manifests.configMaps(SharedManifests.NAMESPACE));
            List<Finding> findings = ManifestLint.check(manifests, StepLint.catalog(StepRegistry.standard()));
            manifests.projects().forEach((name, definition) -> engine.projects()
                    .define(definition, ManifestSource.of(manifests, name, findings)));
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Host host(HostOptions options, ManifestSet manifests, String boardUrl, Terminal terminal) {
        Credentials credentials = options.credentials(new ManifestCredentials(manifests), terminal);
        return new Host(
                        directory(options.state),
                        InstantSource.system(),
                        credentials,
                        manifests
                                .gitClient()
                                .map(client -> committer(client, credentials))
                                .orElse(COMMITTER),
                        options.hostKeys(),
                        options.argoServers(terminal),
                        boardUrl)
                .with(new LocalTools(options.tools))
                .with(options.network(terminal));
    }

    private static CommitIdentity committer(GitClient client, Credentials credentials) {
        String name = client.signingKeySecret();
        if (name == null) {
            return new CommitIdentity(client.name(), client.email());
        }
        Secret key = credentials
                .systemSecret(name)
                .map(data -> data.get("signingKey"))
                .orElseThrow(
                        () -> new No("The ClusterConfig's gitClient signs with the key 'signingKey' of the Secret '"
                                + name + "', which is not among the manifests. It belongs into the namespace "
                                + ManifestCredentials.SYSTEM + "."));
        return new CommitIdentity(client.name(), client.email(), key);
    }

    private static Path directory(Path state) {
        try {
            return Files.createDirectories(state).toRealPath();
        } catch (IOException e) {
            throw new No("The state directory " + state + " cannot be made: " + e.getMessage());
        }
    }
}
