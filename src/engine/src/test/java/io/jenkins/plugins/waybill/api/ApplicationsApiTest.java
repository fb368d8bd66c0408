package io.jenkins.plugins.waybill.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.fixture.ArgoCdServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.manifest.Manifests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API says of a Stage's Applications, from a promotion that syncs one to its health. */
class ApplicationsApiTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: web}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: web}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: argocd-update
                    config:
                      apps:
                      - name: guestbook
            """;

    @TempDir
    Path home;

    private ArgoCdServer server;
    private ApiHarness harness;

    @BeforeEach
    void open() throws Exception {
        server = ArgoCdServer.start().moving();
        server.applications().put("""
                metadata:
                  name: guestbook
                  annotations: {'kargo.akuity.io/authorized-stage': 'web:dev'}
                spec: {project: default, source: {repoURL: 'https://example.com/gitops.git', targetRevision: main}}
                status: {summary: {images: ['app:1.0']}}
                """);
        server.tree("argocd/guestbook", """
                nodes:
                - {kind: Deployment, namespace: web, name: app, health: {status: Healthy}}
                - {kind: ReplicaSet, namespace: web, name: app-1, health: {status: Healthy}}
                - {kind: Pod, namespace: web, name: app-1-x, health: {status: Degraded, message: CrashLoopBackOff}}
                - {kind: ConfigMap, namespace: web, name: settings}
                """);
        server.events("argocd/guestbook", """
                items:
                - {type: Normal, reason: OperationStarted, message: sync, count: 1, lastTimestamp: '2026-05-01T12:00:00Z'}
                - {type: Warning, reason: Failed, message: no, count: 3, lastTimestamp: '2026-05-01T13:00:00Z'}
                """);
        harness = new ApiHarness(SampleHost.in(home, server.server()));
        Manifests.read(Map.of("pipeline.yaml", PIPELINE), "web")
                .projects()
                .values()
                .forEach(harness.engine.projects()::define);
    }

    @AfterEach
    void close() {
        harness.close();
        assertThat(server.faults()).isEmpty();
        server.close();
    }

    @Test
    void a_stage_shows_the_applications_that_it_was_promoted_with_as_they_are() {
        assertThat(applications()).isEmpty();
        String promotion = promote();

        JsonNode application = applications().get(0);

        assertThat(application.path("name").asText()).isEqualTo("guestbook");
        assertThat(application.path("link").asText()).isEqualTo(server.url() + "/applications/argocd/guestbook");
        assertThat(application.path("sync").asText()).isEqualTo("Synced");
        assertThat(application.path("health").asText()).isEqualTo("Healthy");
        assertThat(application.path("images")).hasToString("[\"app:1.0\"]");
        assertThat(application.path("revisions")).hasToString("[\"" + "0".repeat(40) + "\"]");
        assertThat(application.at("/operation/phase").asText()).isEqualTo("Succeeded");
        assertThat(application.at("/operation/promotion").asText()).isEqualTo(promotion);
        assertThat(application.at("/operation/startedBy").asText()).isEqualTo("waybill");
        assertThat(application.at("/resources/total").asInt()).isEqualTo(4);
        assertThat(application.at("/resources/health")).hasToString("{\"Degraded\":1,\"Healthy\":2}");
        assertThat(application.at("/resources/notHealthy/0/message").asText()).isEqualTo("CrashLoopBackOff");
        assertThat(application.path("events").findValuesAsText("reason")).containsExactly("Failed", "OperationStarted");
        assertThat(application.path("problem").isMissingNode()).isTrue();
        assertThat(harness.get("/projects/web/stages/dev")
                        .body()
                        .at("/stage/health")
                        .asText())
                .isEqualTo("Healthy");
        // A look is good for some seconds, which a machine may spend between any two.
        assertThat(IntStream.range(0, 20)).as("looks that asked nothing").anyMatch(look -> {
            int asked = server.requests().size();
            applications();
            return server.requests().size() == asked;
        });
    }

    @Test
    void what_cannot_be_read_is_said_in_its_place() {
        promote();
        server.answer("GET /api/v1/applications/guestbook/resource-tree", 500, "no cluster");

        JsonNode partly = applications().get(0);

        assertThat(partly.path("health").asText()).isEqualTo("Healthy");
        assertThat(partly.path("resources").isMissingNode()).isTrue();
        assertThat(partly.path("problem").asText()).contains("500: no cluster");
    }

    @Test
    void a_server_that_is_gone_is_a_problem_of_the_applications_and_not_of_the_api() {
        promote();
        server.close();

        JsonNode gone = applications().get(0);

        assertThat(gone.path("name").asText()).isEqualTo("guestbook");
        assertThat(gone.path("health").isMissingNode()).isTrue();
        assertThat(gone.path("problem").asText()).contains("no connection to 127.0.0.1");
    }

    private JsonNode applications() {
        ApiHarness.Answer answer = harness.get("/projects/web/stages/dev/applications");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("items");
    }

    private String promote() {
        JsonNode freight = harness.post(
                        "/projects/web/freight",
                        "{\"origin\": \"Warehouse/app\", \"images\": [{\"repoURL\":"
                                + " \"registry.example.com/shop/app\", \"tag\": \"1.0\", \"digest\": \"sha256:1\"}]}")
                .body();
        String path = harness.post(
                        "/projects/web/promotions",
                        "{\"stage\": \"dev\", \"freight\": \""
                                + freight.path("name").asText() + "\"}")
                .headers()
                .get("Location");
        String name = path.substring(path.lastIndexOf('/') + 1);
        harness.until(
                "/projects/web/stages/dev",
                stage -> stage.at("/stage/last/name").asText().equals(name)
                        && stage.at("/stage/health").asText().equals("Healthy"));
        assertThat(harness.get("/projects/web/promotions/" + name)
                        .body()
                        .at("/promotion/phase")
                        .asText())
                .isEqualTo("Succeeded");
        return name;
    }
}
