package io.jenkins.plugins.waybill.step.oci;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.RepositoryLogin;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.registry.ArtifactCopy;
import io.jenkins.plugins.waybill.registry.FetchedManifest;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OciStepsTest {

    private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z")
            .layer("first", bytes("one"))
            .layer(CHART, bytes("two"));
    private static final SampleImage OTHER =
            SampleImage.created("2026-02-02T00:00:00Z").layer("first", bytes("arm"));
    private static final SampleImage INDEX = SampleImage.index(SampleImage.OCI_INDEX, Map.of("kept", "yes"))
            .with("linux/arm64", OTHER, Map.of())
            .with("linux/amd64", IMAGE, Map.of());

    @TempDir
    static Path registries;

    private static DistributionRegistry open;
    private static DistributionRegistry closed;

    @TempDir
    Path directory;

    private StepRun promotion;

    @BeforeAll
    static void start() throws Exception {
        DistributionRegistry.missing().ifPresent(reason -> Assumptions.assumeTrue(false, reason));
        open = DistributionRegistry.start(registries.resolve("open"));
        closed = DistributionRegistry.startWithAccount(registries.resolve("closed"));
        open.push("team/app", IMAGE, "v1");
        open.push("team/many", INDEX, "v1");
        open.push(
                "team/arm",
                SampleImage.index(SampleImage.OCI_INDEX, Map.of()).with("linux/arm64", OTHER, Map.of()),
                "v1");
    }

    @AfterAll
    static void stop() {
        if (open != null) {
            open.close();
        }
        if (closed != null) {
            closed.close();
        }
    }

    @BeforeEach
    void begin() throws Exception {
        promotion = StepRun.on(SampleHost.in(
                directory,
                new RepositoryLogin(
                        Credentials.Kind.IMAGE,
                        closed.host(),
                        DistributionRegistry.USER,
                        DistributionRegistry.PASSWORD)));
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
    }

    @Test
    void aLayerIsDownloadedByPlaceOrMediaType() throws Exception {
        promotion.run(new OciDownloadStep(), "{imageRef: '" + open.host() + "/team/app:v1', outPath: d/one}");
        promotion.run(
                new OciDownloadStep(),
                "{imageRef: 'oci://" + open.host() + "/team/app@" + IMAGE.digest() + "', outPath: two, mediaType: "
                        + CHART + "}");
        promotion.run(new OciDownloadStep(), "{imageRef: '" + open.host() + "/team/many:v1', outPath: many}");
        assertThat(promotion.workspace().read("d/one")).isEqualTo(bytes("one"));
        assertThat(promotion.workspace().read("two")).isEqualTo(bytes("two"));
        assertThat(promotion.workspace().read("many")).isEqualTo(bytes("one"));
    }

    @Test
    void whatCannotBeDownloadedIsTold() throws Exception {
        String app = open.host() + "/team/app";
        promotion.workspace().write("there", new byte[0]);
        assertThatThrownBy(() -> promotion.run(new OciDownloadStep(), "{imageRef: '" + app + ":v1', outPath: there}"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> {
                    assertThat(failure.isTerminal()).isTrue();
                    assertThat(failure.status()).isEqualTo(StepStatus.ERRORED);
                })
                .hasMessage("There is a file at 'there' already. Set allowOverwrite: true to replace it.");
        promotion.run(new OciDownloadStep(), "{imageRef: '" + app + ":v1', outPath: there, allowOverwrite: true}");
        assertFails(
                new OciDownloadStep(),
                "{imageRef: '" + app + ":v9', outPath: o}",
                "There is no " + app + ":v9. Check the tag or digest.");
        assertFails(
                new OciDownloadStep(),
                "{imageRef: '" + app + ":v1', outPath: o, mediaType: none}",
                app + ":v1 has no layer of the media type 'none'.");
        assertFails(
                new OciDownloadStep(),
                "{imageRef: '" + open.host() + "/team/arm:v1', outPath: o}",
                open.host() + "/team/arm:v1 is for several platforms and none of them is linux/amd64; name one of its"
                        + " images by digest.");
        assertThat(promotion.workspace().find("o")).isEmpty();
    }

    @Test
    void anImageGetsAnotherTagWithoutAChange() throws Exception {
        StepResult result = push(open.host() + "/team/app@" + IMAGE.digest(), open.host() + "/team/app:released", "");
        assertThat(result.output().toString())
                .isEqualTo("{\"image\":\"" + open.host() + "/team/app:released\",\"digest\":\"" + IMAGE.digest()
                        + "\",\"tag\":\"released\"}");
        assertThat(manifest(open, "team/app", "released").digest()).isEqualTo(IMAGE.digest());
    }

    @Test
    void anIndexIsCopiedWithAllItsImagesBetweenRepositoriesAndRegistries() throws Exception {
        for (DistributionRegistry target : new DistributionRegistry[] {open, closed, closed}) {
            StepResult result = push(open.host() + "/team/many:v1", target.host() + "/other/many:v2", "");
            assertThat(result.output().get("digest").asText()).isEqualTo(INDEX.digest());
            assertThat(manifest(target, "other/many", "v2").content()).isEqualTo(INDEX.manifest());
            assertThat(manifest(target, "other/many", OTHER.digest()).content()).isEqualTo(OTHER.manifest());
            promotion.run(
                    new OciDownloadStep(),
                    "{imageRef: '" + target.host() + "/other/many:v2', outPath: o, mediaType: " + CHART
                            + ", allowOverwrite: true}");
            assertThat(promotion.workspace().read("o")).isEqualTo(bytes("two"));
        }
    }

    @Test
    void annotationsAreSetWhereTheyBelong() throws Exception {
        String annotations = ", annotations: {plain: a, 'manifest:scoped': b, 'index:outer': c}";
        StepResult single = push(open.host() + "/team/app:v1", open.host() + "/team/app:noted", annotations);
        JsonNode image = JSON.readTree(manifest(open, "team/app", "noted").content());
        assertThat(image.get("annotations").toString()).isEqualTo("{\"plain\":\"a\",\"scoped\":\"b\"}");
        assertThat(single.output().get("digest").asText())
                .isEqualTo(manifest(open, "team/app", "noted").digest())
                .isNotEqualTo(IMAGE.digest());
        push(open.host() + "/team/many:v1", closed.host() + "/team/many:noted", annotations);
        JsonNode index = JSON.readTree(manifest(closed, "team/many", "noted").content());
        assertThat(index.get("annotations").toString()).isEqualTo("{\"kept\":\"yes\",\"outer\":\"c\"}");
        for (JsonNode entry : index.get("manifests")) {
            FetchedManifest child =
                    manifest(closed, "team/many", entry.get("digest").asText());
            assertThat(entry.get("size").asInt()).isEqualTo(child.content().length);
            assertThat(JSON.readTree(child.content()).get("annotations").toString())
                    .isEqualTo("{\"plain\":\"a\",\"scoped\":\"b\"}");
        }
    }

    @Test
    void aPlanTellsTheDigestAndSendsNothing() throws Exception {
        String target = open.host() + "/planned/app:v1";
        StepResult planned = promotion.plan(
                new OciPushStep(), "{srcRef: '" + open.host() + "/team/app:v1', destRef: '" + target + "'}");
        assertThat(planned.output().get("digest").asText()).isEqualTo(IMAGE.digest());
        assertThat(promotion.planned().get(0).summary())
                .isEqualTo("would push " + open.host() + "/team/app:v1 (" + IMAGE.digest() + ") to " + target);
        assertThat(repository(open, "planned/app").manifest("v1")).isEmpty();
    }

    @Test
    void whatCannotBePushedIsTold() throws Exception {
        String app = open.host() + "/team/app";
        assertFails(
                new OciPushStep(),
                "{srcRef: '" + app + ":v9', destRef: '" + app + ":v10'}",
                "There is no v9 in " + app + ". Check the tag or digest.");
        assertThatThrownBy(() -> new ArtifactCopy(
                                repository(open, "team/app"), repository(open, "small/app"), Map.of(), Map.of(), 5)
                        .run("v1", "v1"))
                .hasMessage("v1 in " + app + " has 0 MiB; at most 0 MiB are copied to another repository.");
        promotion.close();
        promotion = StepRun.in(directory.resolve("stranger"));
        assertThatThrownBy(() -> push(app + ":v1", closed.host() + "/team/app:v1", ""))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining(closed.host() + " gives no access to ");
    }

    @ParameterizedTest
    @CsvSource({"403, gives no access to", "404, has no", "500, did not give the", "429, "})
    void aRegistryThatRefusesIsTold(int status, String message) throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> to.write((request.startsWith("GET /v2/ ")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 " + status + " X\r\n" + (status == 429 ? "Retry-After: 600\r\n" : "")
                                + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(
                            () -> push(open.host() + "/team/app:v1", "127.0.0.1:" + server.port() + "/team/app:v1", ""))
                    .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                            .isFalse())
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .hasMessageContaining(message == null ? "" : message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oci-download|{imageRef: 'a:1'}",
                "oci-download|{imageRef: a, outPath: b}",
                "oci-download|{imageRef: 'a:1', outPath: b, allowOverwrite: yes please}",
                "oci-push|{srcRef: 'a:1'}",
                "oci-push|{srcRef: 'a:1', destRef: 'a@sha256:ab'}",
                "oci-push|{srcRef: 'a:1', destRef: 'a:2', annotations: {a: 1}}",
                "oci-push|{srcRef: 'a:1', destRef: 'a:2', force: true}"
            })
    void wrongConfigsAreRefused(String step, String config) {
        assertThat(StepRegistry.standard().find(step).orElseThrow().schema().violations(StepRun.yaml(config)))
                .isNotEmpty();
    }

    private void assertFails(PromotionStep step, String config, String message) {
        assertThatThrownBy(() -> promotion.run(step, config))
                .isInstanceOf(StepFailure.class)
                .hasMessage(message);
    }

    private StepResult push(String from, String to, String more) throws Exception {
        return promotion.run(new OciPushStep(), "{srcRef: '" + from + "', destRef: '" + to + "'" + more + "}");
    }

    private static FetchedManifest manifest(DistributionRegistry registry, String repository, String reference)
            throws Exception {
        return repository(registry, repository).manifest(reference).orElseThrow();
    }

    private static RemoteRepository repository(DistributionRegistry registry, String repository) throws Exception {
        Credentials logins = new RepositoryLogin(
                Credentials.Kind.IMAGE, closed.host(), DistributionRegistry.USER, DistributionRegistry.PASSWORD);
        return new Registry(logins)
                .repository("shop", Credentials.Kind.IMAGE, registry.host() + "/" + repository, TlsTrust.SYSTEM);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
