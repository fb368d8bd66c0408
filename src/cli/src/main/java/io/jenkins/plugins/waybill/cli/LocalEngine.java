package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.manifest.ManifestSet;

/** An engine in this process, with the projects of some manifests. */
final class LocalEngine {

    /** As Kargo signs its commits, but by our name. */
    private static final CommitIdentity COMMITTER = new CommitIdentity("Waybill", "no-reply@waybill.invalid");

    private LocalEngine() {}

    static PromotionEngine start(
            HostOptions options, ManifestSet manifests, PromotionEngine.Mode mode, String boardUrl, Terminal terminal) {
        PromotionEngine engine = PromotionEngine.start(host(options, manifests, boardUrl, terminal), mode);
        try {
            manifests.projects().values().forEach(engine::define);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Host host(HostOptions options, ManifestSet manifests, String boardUrl, Terminal terminal) {
        return new Host(
                directory(options.state),
                InstantSource.system(),
                new ManifestCredentials(manifests),
                COMMITTER,
                options.hostKeys(),
                options.argoServers(terminal),
                boardUrl);
    }

    private static Path directory(Path state) {
        try {
            return Files.createDirectories(state).toRealPath();
        } catch (IOException e) {
            throw new No("The state directory " + state + " cannot be made: " + e.getMessage());
        }
    }
}
