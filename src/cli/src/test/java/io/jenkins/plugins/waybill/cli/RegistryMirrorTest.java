package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.http.HttpSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code --registry-mirror}, as people use it behind a firewall: the registry itself cannot be reached at all. */
class RegistryMirrorTest {

    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z");
    private static final String MANIFESTS = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Project
            metadata: {name: shop}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: shop, namespace: shop}
            spec:
              subscriptions:
              - image: {repoURL: registry.example.test/team/app, constraint: ^1.0.0}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void aRegistryCanBeRun() {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
    }

    @AfterEach
    void goBack() throws Exception {
        HttpSender.shared().use(Network.PLAIN);
    }

    private CommandLineRun discover(Map<String, String> environment, String... more) throws Exception {
        Path manifests = Files.writeString(directory.resolve("shop.yaml"), MANIFESTS);
        String[] arguments = {
            "discover",
            manifests.toString(),
            "--warehouse",
            "shop",
            "--state",
            directory.resolve("state").toString()
        };
        String[] all = java.util.stream.Stream.of(arguments, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return CommandLineRun.with("", environment, all);
    }

    @Test
    void freightNamesTheRegistryAndIsFoundInTheMirror() throws Exception {
        try (DistributionRegistry mirror = DistributionRegistry.start(directory.resolve("registry"))) {
            mirror.push("copies/team/app", IMAGE, "1.0.0", "1.1.0");
            String told = "as its mirror " + mirror.host() + "/copies/team/app has it";
            String option = "registry.example.test=http://" + mirror.host() + "/copies";
            CommandLineRun found = discover(Map.of(), "--explain", "--registry-mirror", option);
            assertThat(found.out()).contains(told).contains("registry.example.test/team/app:1.1.0@" + IMAGE.digest());
            assertThat(found.code()).isZero();

            CommandLineRun byVariable =
                    discover(Map.of("WAYBILL_REGISTRY_MIRRORS", "docker.io=https://unasked.example.com, " + option));
            assertThat(byVariable.out()).contains(told);
        }
        CommandLineRun lost = discover(Map.of());
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.err()).contains("registry.example.test is not known. Check the name");
    }

    @Test
    void aMirrorThatIsNoneIsRefusedWithAnExample() throws Exception {
        CommandLineRun refused = discover(Map.of(), "--registry-mirror", "https://mirror.example.com");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Write it like docker.io=https://mirror.example.com/docker-hub");
    }
}
