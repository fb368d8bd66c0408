package io.jenkins.plugins.waybill.registry;

import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A registry as people run it. */
class RealRegistryTest {

    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void aRegistryCanBeRun() {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
    }

    @Test
    void tagsManifestsAndBlobsAreReadWithoutTlsOnLoopback() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.start(directory)) {
            SampleImage index = SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                    .with("linux/amd64", IMAGE, Map.of())
                    .with("linux/arm64/v8", SampleImage.created("2026-01-02T00:00:00Z"), Map.of());
            server.push("team/app", IMAGE, "1.0.0", "latest");
            server.push("team/app", index, "2.0.0");
            RemoteRepository repository = open(server, Credentials.NONE, TlsTrust.SYSTEM);
            assertThat(repository.tags()).containsExactlyInAnyOrder("1.0.0", "2.0.0", "latest");
            assertThat(repository.digest("1.0.0")).contains(IMAGE.digest());
            assertThat(repository.digest("2.0.0")).contains(index.digest());
            assertThat(repository.digest("3.0.0")).isEmpty();
            FetchedManifest fetched = repository.manifest("2.0.0").orElseThrow();
            assertThat(fetched.mediaType()).isEqualTo(SampleImage.OCI_INDEX);
            assertThat(fetched.content()).isEqualTo(index.manifest());
            String config = IMAGE.blobs().keySet().iterator().next();
            assertThat(repository.blob(config, 100_000)).isEqualTo(IMAGE.blobs().get(config));
        }
    }

    @Test
    void aRegistryWithAnAccountIsReadWithItAndExplainedWithoutIt() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.startWithAccount(directory)) {
            server.push("team/app", IMAGE, "1.0.0");
            assertThat(open(server, keyring(server, DistributionRegistry.PASSWORD), TlsTrust.SYSTEM)
                            .tags())
                    .containsExactly("1.0.0");
            assertThatThrownBy(() ->
                            open(server, Credentials.NONE, TlsTrust.SYSTEM).tags())
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("gives no access to " + server.host() + "/team/app")
                    .hasMessageContaining("without credentials, as none are known for it")
                    .hasMessageContaining("Register credentials");
            assertThatThrownBy(() -> open(server, keyring(server, "wrong-password"), TlsTrust.SYSTEM)
                            .tags())
                    .hasMessageContaining("with the credentials known for it")
                    .hasMessageNotContaining("wrong-password");
        }
    }

    @Test
    void aCertificateIsNotBelievedUnlessItsAuthorityIsKnownOrVerificationIsSkipped() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.startSecurely(directory)) {
            server.push("team/app", IMAGE, "1.0.0");
            Credentials keyring = keyring(server, DistributionRegistry.PASSWORD);
            assertThatThrownBy(() -> open(server, keyring, TlsTrust.SYSTEM).tags())
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("no trusted TLS connection");
            assertThat(open(server, keyring, TlsTrust.authorities(server.certificate()))
                            .tags())
                    .containsExactly("1.0.0");
            assertThat(open(server, keyring, TlsTrust.ANY).tags()).containsExactly("1.0.0");
        }
    }

    @Test
    void aRepositoryThatDoesNotExistIsSaidNotToExist() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.start(directory)) {
            RemoteRepository repository = open(server, Credentials.NONE, TlsTrust.SYSTEM);
            assertThatThrownBy(repository::tags)
                    .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                            .isEqualTo(RegistryException.Reason.NOT_FOUND))
                    .hasMessageContaining("NAME_UNKNOWN");
            assertThat(repository.manifest("1.0.0")).isEmpty();
        }
    }

    private static RemoteRepository open(DistributionRegistry server, Credentials credentials, TlsTrust trust)
            throws RegistryException {
        return new Registry(credentials).repository("shop", Credentials.Kind.IMAGE, server.host() + "/team/app", trust);
    }

    private static Keyring keyring(DistributionRegistry server, String password) {
        return new Keyring()
                .with(server.host(), new Credential.UsernamePassword(DistributionRegistry.USER, Secret.of(password)));
    }
}
