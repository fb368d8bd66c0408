package io.jenkins.plugins.waybill.registry;

import java.nio.file.Path;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real registry, and a real one that mirrors it as Docker's own does: by asking it and keeping what it says. */
class MirrorTest {

    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private final Keyring keyring = new Keyring();

    @BeforeEach
    void aRegistryCanBeRun() {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
    }

    @AfterEach
    void goBack() throws Exception {
        HttpSender.shared().use(Network.PLAIN);
    }

    private RemoteRepository open(String registry) throws RegistryException {
        return new Registry(keyring)
                .repository("shop", Credentials.Kind.IMAGE, registry + "/team/app", TlsTrust.SYSTEM);
    }

    private static void mirror(String registry, String... locations) throws Exception {
        List<RegistryMirror> mirrors = java.util.Arrays.stream(locations)
                .map(location -> RegistryMirror.of(registry, location))
                .toList();
        HttpSender.shared().use(Network.PLAIN.with(mirrors));
    }

    @Test
    void everythingIsReadFromTheMirror() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.start(directory.resolve("origin"));
                RegistryFront origin = RegistryFront.before(server);
                DistributionRegistry mirror = DistributionRegistry.startMirror(directory.resolve("mirror"), server)) {
            server.push("team/app", IMAGE, "1.0.0", "1.1.0");
            mirror(origin.host(), "http://" + mirror.host());
            RemoteRepository repository = open(origin.host());
            assertThat(repository.tags()).containsExactlyInAnyOrder("1.0.0", "1.1.0");
            assertThat(repository.route()).isEqualTo("as its mirror " + mirror.host() + "/team/app has it");
            assertThat(repository.name()).hasToString(origin.host() + "/team/app");
            assertThat(repository.digest("1.1.0")).contains(IMAGE.digest());
            FetchedManifest manifest = repository.manifest("1.0.0").orElseThrow();
            assertThat(manifest.content()).isEqualTo(IMAGE.manifest());
            String config = IMAGE.blobs().keySet().iterator().next();
            assertThat(repository.blob(config, 100_000)).isEqualTo(IMAGE.blobs().get(config));
            repository.saveBlob(config, 100_000, directory.resolve("blob"));
            assertThat(directory.resolve("blob")).hasBinaryContent(IMAGE.blobs().get(config));
            assertThat(origin.requests()).as("asked by us").isEmpty();
        }
    }

    @Test
    void theRegistryItselfIsAskedWhenTheMirrorIsGone() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.startWithAccount(directory.resolve("origin"))) {
            server.push("team/app", IMAGE, "1.0.0");
            DistributionRegistry mirror = DistributionRegistry.startMirror(directory.resolve("mirror"), server);
            mirror.close();
            keyring.with(
                    server.host(),
                    new Credential.UsernamePassword(
                            DistributionRegistry.USER, Secret.of(DistributionRegistry.PASSWORD)));
            mirror(server.host(), "http://" + mirror.host());
            RemoteRepository repository = open(server.host());
            assertThat(repository.tags()).containsExactly("1.0.0");
            assertThat(repository.route())
                    .startsWith("as " + server.host() + " itself has it. Its mirror " + mirror.host())
                    .contains("no connection");
            assertThat(repository.digest("1.0.0")).contains(IMAGE.digest());
        }
    }

    /** What docker-registry does without the registry that it mirrors: it tells what it has seen before. */
    @Test
    void aMirrorThatHasLostItsRegistryTellsOldTags() throws Exception {
        DistributionRegistry server = DistributionRegistry.start(directory.resolve("origin"));
        try (server;
                DistributionRegistry mirror = DistributionRegistry.startMirror(directory.resolve("mirror"), server)) {
            server.push("team/app", IMAGE, "1.0.0");
            mirror(server.host(), "http://" + mirror.host());
            RemoteRepository repository = open(server.host());
            assertThat(repository.manifest("1.0.0")).isPresent();
            server.push("team/app", IMAGE, "1.1.0");
            server.close();
            assertThat(repository.tags()).containsExactly("1.0.0");
            assertThat(repository.digest("1.0.0")).contains(IMAGE.digest());
            assertThatThrownBy(() -> repository.digest("1.1.0"))
                    .hasMessageContaining("no connection to 127.0.0.1")
                    .hasMessageContaining("Its mirror " + mirror.host() + "/team/app does not have it either");
        }
    }

    @Test
    void copiesAreWrittenToTheRegistryAndNotToItsMirror() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.start(directory.resolve("origin"));
                DistributionRegistry mirror = DistributionRegistry.startMirror(directory.resolve("mirror"), server)) {
            server.push("team/app", IMAGE, "1.0.0");
            mirror(server.host(), "http://" + mirror.host());
            RemoteRepository from = open(server.host());
            RemoteRepository to = new Registry(keyring)
                    .repository("shop", Credentials.Kind.IMAGE, server.host() + "/team/copy", TlsTrust.SYSTEM);
            new ArtifactCopy(from, to, java.util.Map.of(), java.util.Map.of(), 1_000_000).run("1.0.0", "copied");
            HttpSender.shared().use(Network.PLAIN);
            assertThat(new Registry(keyring)
                            .repository("shop", Credentials.Kind.IMAGE, server.host() + "/team/copy", TlsTrust.SYSTEM)
                            .digest("copied"))
                    .contains(IMAGE.digest());
        }
    }
}
