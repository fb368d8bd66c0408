package io.jenkins.plugins.waybill.api;

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.api.ApiHarness.Answer;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.manifest.Manifests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API tells of the candidates of a repository that has very many. */
class CandidatesApiTest {

    private static final int VERSIONS = 12_000;
    private static final String OUTSIDE = "it is outside semverConstraint '<1.0.30'";

    private static final String WAREHOUSE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: charts, namespace: web}
            spec:
              subscriptions:
              - chart: {repoURL: "%1$s", name: web, semverConstraint: "<1.0.30"}
              - chart: {repoURL: "%1$s", name: db}
            """;

    @TempDir
    Path home;

    private RegistryFront server;
    private ApiHarness harness;

    @BeforeEach
    void open() throws Exception {
        StringBuilder index = new StringBuilder("entries:\n  db:\n  - {version: 7.0.0}\n  web:\n");
        for (int i = 0; i < VERSIONS; i++) {
            index.append("  - {version: 1.0.").append(i).append("}\n");
        }
        server = RegistryFront.alone().behaving(exchange -> {
            RegistryFront.answer(exchange, 200, index.toString());
            return true;
        });
        harness = new ApiHarness(SampleHost.in(home));
        Manifests.read(Map.of("charts.yaml", WAREHOUSE.formatted("http://" + server.host())), "web")
                .projects()
                .values()
                .forEach(harness.engine.projects()::define);
        harness.until("/projects/web/warehouses/charts", found -> found.path("warehouse")
                .has("lastFreight"));
    }

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    private JsonNode sources(String query) {
        Answer answer = harness.get("/projects/web/warehouses/charts/candidates" + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("sources");
    }

    @Test
    void every_single_one_is_told_with_its_reason() {
        JsonNode all = sources("");

        JsonNode web = all.get(0);
        assertThat(web.path("total").asInt()).isEqualTo(VERSIONS);
        assertThat(web.path("candidates")).hasSize(VERSIONS);
        assertThat(web.path("taken").asInt()).isEqualTo(20);
        assertThat(web.at("/candidates/0/candidate").asText()).isEqualTo("1.0.29");
        assertThat(web.path("reasons"))
                .hasToString("[{\"reason\":\"" + OUTSIDE + "\",\"candidates\":11970},"
                        + "{\"reason\":\"discoveryLimit 20 was reached\",\"candidates\":10}]");
        assertThat(all.get(1).path("candidates").findValuesAsText("candidate")).containsExactly("7.0.0");
    }

    @Test
    void one_may_ask_for_some_of_them() {
        JsonNode found = sources("?source=0&q=1.0.1199&fate=left&limit=3");

        assertThat(found).hasSize(1);
        assertThat(found.at("/0/total").asInt()).isEqualTo(VERSIONS);
        assertThat(found.at("/0/matching").asInt()).isEqualTo(11);
        assertThat(found.at("/0/candidates").findValuesAsText("candidate"))
                .hasSize(3)
                .allMatch(version -> version.startsWith("1.0.1199"));
        assertThat(sources("?reason=discoveryLimit 20 was reached")
                        .at("/0/candidates")
                        .findValuesAsText("candidate"))
                .hasSize(10)
                .startsWith("1.0.9")
                .endsWith("1.0.0");
        assertThat(sources("?fate=taken").at("/0/matching").asInt()).isEqualTo(20);
        assertThat(sources("?source=1&q=V7").at("/0/matching").asInt()).isZero();
        assertThat(sources("?source=2")).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused_with_what_would() {
        Map<String, String> wrong = Map.of(
                "fate=gone", "The fate is 'gone'; expected 'taken' or 'left'.",
                "limit=0", "The limit is '0'; expected a number from 1 to 1000000.",
                "source=-1", "The source is '-1'; expected a number from 0 to ");
        wrong.forEach((query, words) -> {
            Answer answer = harness.get("/projects/web/warehouses/charts/candidates?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("detail").asText()).startsWith(words);
        });
    }
}
