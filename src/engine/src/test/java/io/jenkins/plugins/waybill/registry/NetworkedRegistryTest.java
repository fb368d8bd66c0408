package io.jenkins.plugins.waybill.registry;

import java.nio.file.Path;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.fixture.TunnelProxy;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A registry with a certificate of the company's own, and a proxy on the way there. */
class NetworkedRegistryTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void aRegistryCanBeRun() {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
    }

    @AfterEach
    void goBack() throws Exception {
        HttpSender.shared().use(Network.PLAIN);
    }

    @Test
    void theHostsAuthoritiesAreBelievedByWhoeverAsks() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.startSecurely(directory)) {
            server.push("team/app", SampleImage.created("2026-01-01T00:00:00Z"), "1.0.0");
            HttpSender.shared().use(new Network(server.certificate(), null, List.of()));
            assertThat(open(server.host()).tags()).containsExactly("1.0.0");
            WebFiles files = new WebFiles(login(server.host()), directory.resolve("lists"));
            WebFiles.Request request = new WebFiles.Request(
                    "shop",
                    Credentials.Kind.HELM,
                    server.host(),
                    "https://" + server.host() + "/v2/_catalog",
                    List.of(),
                    TlsTrust.SYSTEM);
            assertThat(files.read(request, String.class, content -> new String(content.readAllBytes(), "UTF-8")))
                    .contains("team/app");

            HttpSender.shared().use(Network.PLAIN);
            assertThatThrownBy(() -> open(server.host()).tags())
                    .hasMessageContaining("let Waybill or its Java runtime trust the authority that issued it");
        }
    }

    @Test
    void theHostsProxyIsOnTheWayToRegistriesButNotToThisMachine() throws Exception {
        try (DistributionRegistry server = DistributionRegistry.startSecurely(directory);
                TunnelProxy proxy = TunnelProxy.to(server.host())) {
            server.push("team/app", SampleImage.created("2026-01-01T00:00:00Z"), "1.0.0");
            HttpSender.shared().use(new Network(server.certificate(), proxy.url(), List.of()));
            assertThat(open(DistributionRegistry.NAME).tags()).containsExactly("1.0.0");
            assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT registry.example.test:443 HTTP/1.1");

            int before = proxy.requests().size();
            assertThat(open(server.host()).tags()).containsExactly("1.0.0");
            assertThat(proxy.requests()).hasSize(before);
        }
    }

    @Test
    void whatIsNoCertificateIsRefusedAtOnce() {
        for (String pem : List.of("hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
            assertThatThrownBy(() -> HttpSender.shared().use(new Network(pem, null, List.of())))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageStartingWith("The certificates to trust cannot be used: ");
        }
    }

    private static RemoteRepository open(String host) throws RegistryException {
        return new Registry(login(host))
                .repository("shop", Credentials.Kind.IMAGE, host + "/team/app", TlsTrust.SYSTEM);
    }

    private static Keyring login(String host) {
        return new Keyring()
                .with(
                        host,
                        new Credential.UsernamePassword(
                                DistributionRegistry.USER, Secret.of(DistributionRegistry.PASSWORD)));
    }
}
