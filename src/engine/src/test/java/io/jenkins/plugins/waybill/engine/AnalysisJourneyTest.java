package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.fixture.MetricServer;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Measurement;
import io.jenkins.plugins.waybill.model.MetricResult;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static io.jenkins.plugins.waybill.engine.EngineHarness.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnalysisJourneyTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec:
              promotionPolicies:
              - {stageSelector: {name: prod}, autoPromotionEnabled: true}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight:
              - {origin: {kind: Warehouse, name: app}, sources: {direct: true}}
              vars:
              - {name: host, value: SERVER}
              promotionTemplate:
                spec:
                  steps:
                  - {uses: compose-output, as: note, config: {done: true}}
              verification:
                analysisTemplates:
                - {name: smoke}
                analysisRunMetadata:
                  labels: {team: shop}
                args:
                - {name: address, value: "${{ vars.host }}"}
                - {name: version, value: "${{ quote(imageFrom('registry.example.com/shop/app').Tag) }}"}
                - {name: not-declared, value: passed over}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: prod, namespace: shop}
            spec:
              requestedFreight:
              - {origin: {kind: Warehouse, name: app}, sources: {stages: [dev]}}
              promotionTemplate:
                spec:
                  steps:
                  - {uses: compose-output, as: note, config: {done: true}}
            ---
            """;

    private static final String TEMPLATE = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: smoke, namespace: shop}
            spec:
              args:
              - name: address
              - name: version
              - name: token
                valueFrom: {secretKeyRef: {name: login, key: password}}
              metrics:
              - name: error-rate
                LIMITS
                successCondition: result.errors < 5
                provider:
                  web:
                    url: "{{args.address}}/health?version={{args.version}}"
                    jsonPath: "{$.data}"
                    headers:
                    - {key: Authorization, value: "Bearer {{ args.token }}"}
            """;

    @TempDir
    Path home;

    private EngineHarness harness;
    private MetricServer server;

    @BeforeEach
    void open() throws Exception {
        harness = new EngineHarness(home);
        server = MetricServer.answering("{\"data\": {\"errors\": 3}}");
    }

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    private void define(String limits) {
        harness.define(PIPELINE.replace("SERVER", server.url()) + TEMPLATE.replace("LIMITS", limits));
    }

    private void promote(String tag) {
        Freight freight = harness.freight(tag);
        harness.finished(harness.promote("dev", freight));
    }

    private Verification latest() {
        return harness.state()
                .stage("dev")
                .current()
                .orElseThrow()
                .verificationHistory()
                .get(0);
    }

    private Verification verified() {
        harness.until(state -> state.stage("dev")
                .current()
                .filter(current -> !current.verificationHistory().isEmpty())
                .filter(current -> current.verificationHistory().get(0).phase().isTerminal())
                .isPresent());
        return latest();
    }

    private AnalysisRun run() {
        return harness.engine.verifications().analysisRun("shop", String.valueOf(latest().analysisRun()));
    }

    private AnalysisRun untilMeasured(int count) {
        eventually(() -> measured() >= count);
        return run();
    }

    /** Runs are read from the database, which those who are told of changes must not do. */
    private static void eventually(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not reached");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private int measured() {
        return harness.state().stage("dev").current().stream()
                .flatMap(current -> current.verificationHistory().stream().limit(1))
                .filter(verification -> verification.analysisRun() != null)
                .map(verification -> harness.engine.verifications().analysisRun("shop", verification.analysisRun()))
                .flatMap(run -> run.metrics().stream())
                .mapToInt(metric -> metric.measurements().size())
                .sum();
    }

    private void pass(Duration time) {
        harness.now.updateAndGet(now -> now.plus(time));
        harness.engine.reconcile();
    }

    @Test
    void freightWhoseMetricsAreGoodIsVerifiedAndGoesOn() {
        define("");

        promote("1.20");

        Verification verification = verified();
        assertThat(verification.phase()).isEqualTo(Phase.SUCCESSFUL);
        harness.until(state -> "app-1.20".equals(harness.runs("prod")));
        assertThat(harness.engine.freight().get("shop", "app-1.20").status().verifiedIn())
                .containsKey("dev");
        AnalysisRun run = run();
        assertThat(run.phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(run.name()).matches("dev\\.[0-9a-z]{26}\\.[0-9a-f]{7}");
        assertThat(run.labels())
                .containsEntry("team", "shop")
                .containsEntry("kargo.akuity.io/stage", "dev")
                .containsKey("kargo.akuity.io/freight-collection");
        assertThat(run.annotations()).containsKey("kargo.akuity.io/promotion");
        assertThat(run.metrics()).singleElement().satisfies(metric -> {
            assertThat(metric.successful()).isEqualTo(1);
            assertThat(metric.measurements()).extracting(Measurement::value).containsExactly("{\"errors\":3}");
        });
        MetricServer.Request asked = server.request();
        assertThat(asked.target()).isEqualTo("/health?version=1.20");
        assertThat(asked.headers()).containsEntry("Authorization", "Bearer " + SECRET);
    }

    @Test
    void freightWhoseMetricsAreBadStaysAndCanBeVerifiedAgain() {
        server.nowAnswers("{\"data\": {\"errors\": 50}}");
        define("");

        promote("1.20");

        assertThat(verified()).satisfies(verification -> {
            assertThat(verification.phase()).isEqualTo(Phase.FAILED);
            assertThat(verification.message())
                    .isEqualTo("Metric 'error-rate' Failed: 1 failed (failureLimit 0). Last measured: {\"errors\":50}");
        });
        assertThat(harness.engine
                        .freight()
                        .eligibility("shop", "prod", "app-1.20")
                        .eligible())
                .isFalse();
        assertThat(harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100))
                .extracting(AuditEvent::type)
                .contains("FreightVerificationFailed");

        server.nowAnswers("{\"data\": {\"errors\": 0}}");
        Verification again = harness.engine.verifications().reverify("shop", "dev", ADA);

        assertThat(again.phase()).isEqualTo(Phase.PENDING);
        harness.until(state -> "app-1.20".equals(harness.runs("prod")));
        assertThat(harness.state().stage("dev").current().orElseThrow().verificationHistory())
                .extracting(Verification::phase)
                .containsExactly(Phase.SUCCESSFUL, Phase.FAILED);
        assertThat(latest().actor()).isEqualTo(ADA);
    }

    @Test
    void aRunGoesOnAfterARestartWithTheMeasurementsSoFar() {
        define("{interval: 1m, count: 3}".replaceAll("[{}]", "").replace(", ", "\n    "));
        promote("1.20");
        AnalysisRun before = untilMeasured(1);

        harness.close();
        harness.open();
        define("interval: 7h");
        pass(Duration.ofMinutes(1));
        untilMeasured(2);
        pass(Duration.ofSeconds(59));
        assertThat(measured()).isEqualTo(2);
        pass(Duration.ofSeconds(2));

        assertThat(verified().phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(run().name()).isEqualTo(before.name());
        assertThat(run().metrics().get(0).measurements())
                .hasSize(3)
                .startsWith(before.metrics().get(0).measurements().get(0));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aVerificationCanBeAbortedAndCountsAsFailed() {
        define("interval: 1m");
        promote("1.20");
        String run = untilMeasured(1).name();
        assertThatThrownBy(() -> harness.engine.verifications().reverify("shop", "dev", ADA))
                .hasMessageContaining("goes on");

        Verification aborted = harness.engine.verifications().abort("shop", "dev", ADA);

        assertThat(aborted.phase()).isEqualTo(Phase.FAILED);
        assertThat(aborted.message()).isEqualTo("Verification aborted by user");
        eventually(() -> harness.engine.verifications().analysisRun("shop", run).finishedAt() != null);
        assertThat(harness.engine.verifications().analysisRun("shop", run).phase())
                .isEqualTo(Phase.ABORTED);
        pass(Duration.ofMinutes(5));
        assertThat(server.requests()).hasSize(1);
        assertThatThrownBy(() -> harness.engine.verifications().abort("shop", "dev", ADA))
                .hasMessageContaining("No verification of Stage 'dev' goes on.");
        assertThat(harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100))
                .anySatisfy(event -> {
                    assertThat(event.type()).isEqualTo("VerificationAborted");
                    assertThat(event.actor()).isEqualTo(ADA);
                });
    }

    @Test
    void aResultReportedFromOutsideEndsTheAnalysis() {
        define("interval: 1m");
        promote("1.20");
        String run = untilMeasured(1).name();

        harness.engine.verifications().report("shop", "dev", Phase.SUCCESSFUL, "checked by hand", null, ADA);

        harness.until(state -> "app-1.20".equals(harness.runs("prod")));
        eventually(() -> harness.engine.verifications().analysisRun("shop", run).finishedAt() != null);
        assertThat(latest().message()).isEqualTo("checked by hand");
        assertThat(latest().analysisRun()).isEqualTo(run);
    }

    @Test
    void secretsAreSentButNeverRecorded() {
        server.nowAnswers("{\"data\": \"" + SECRET + " is what you sent\"}");
        define("consecutiveErrorLimit: 0\n    failureCondition: result == '" + SECRET + "'");

        promote("1.20");

        assertThat(verified().message()).contains("Error").doesNotContain(SECRET);
        assertThat(run().toString()).doesNotContain(SECRET).contains("**** is what you sent");
    }

    @Test
    void anArgumentThatIsNoTextEndsTheVerificationWithItsPlace() {
        harness.define((PIPELINE.replace("SERVER", server.url()) + TEMPLATE.replace("LIMITS", ""))
                .replace("${{ vars.host }}", "${{ 42 }}"));

        promote("1.20");

        Verification verification = verified();
        assertThat(verification.phase()).isEqualTo(Phase.ERROR);
        assertThat(verification.message())
                .contains("pipeline.yaml:")
                .contains("the argument 'address' must be a text, but it is 42. Put quote( ) around it");
    }

    @Test
    void aMissingTemplateEndsTheVerificationWithAnError() {
        harness.define(PIPELINE.replace("SERVER", server.url()));

        promote("1.20");

        assertThat(verified().phase()).isEqualTo(Phase.ERROR);
        assertThat(latest().message())
                .isEqualTo("The Stage names the AnalysisTemplate 'smoke', which is not among the manifests.");
    }

    @Test
    void aMissingSecretEndsTheVerificationWithAnError() {
        harness.define((PIPELINE.replace("SERVER", server.url()) + TEMPLATE.replace("LIMITS", ""))
                .replace("name: login", "name: nowhere"));

        promote("1.20");

        assertThat(verified().phase()).isEqualTo(Phase.ERROR);
        assertThat(latest().message()).contains("'token'").contains("Secret 'nowhere', which is not there.");
    }

    @Test
    void jobsAreTheHostsBusinessAndStoppedWithTheRun() {
        SampleJobs jobs = new SampleJobs();
        harness.close();
        harness.jobs = jobs;
        harness.open();
        harness.define(PIPELINE.replace("SERVER", server.url()) + """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: smoke, namespace: shop}
                spec:
                  args: [{name: version}]
                  metrics:
                  - name: integration-test
                    provider:
                      job:
                        metadata: {annotations: {jenkins.io/job: tests/shop}}
                        spec:
                          template:
                            spec:
                              containers:
                              - name: test
                                image: registry.example.com/shop/tests:{{args.version}}
                                command: [run-tests]
                                args: [--fast]
                                env: [{name: VERSION, value: "{{args.version}}"}]
                """);

        promote("1.20");
        eventually(() -> jobs.started.size() == 1);
        Jobs.Request request = jobs.started.values().iterator().next();
        assertThat(request.image()).isEqualTo("registry.example.com/shop/tests:1.20");
        assertThat(request.command()).containsExactly("run-tests", "--fast");
        assertThat(request.environment()).containsEntry("VERSION", "1.20");
        assertThat(request.annotations()).containsEntry("jenkins.io/job", "tests/shop");
        jobs.states.put(request.key(), new Jobs.State(Jobs.Phase.FAILED, "2 tests failed"));
        untilMeasured(1);
        pass(Duration.ofSeconds(5));

        assertThat(verified().message())
                .isEqualTo("Metric 'integration-test' Failed: 1 failed (failureLimit 0). Last: 2 tests failed");

        harness.engine.verifications().reverify("shop", "dev", ADA);
        eventually(() -> jobs.started.size() == 2);
        untilMeasured(1);
        harness.engine.verifications().abort("shop", "dev", ADA);
        eventually(() -> run().finishedAt() != null);
        assertThat(jobs.stopped)
                .containsOnlyKeys(
                        run().metrics().get(0).measurements().get(0).metadata().get("job-name"));
    }

    @Test
    void aHostWithoutJobsSaysSo() {
        harness.define(PIPELINE.replace("SERVER", server.url()) + """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: smoke, namespace: shop}
                spec:
                  metrics:
                  - name: integration-test
                    consecutiveErrorLimit: 0
                    provider: {job: {spec: {template: {spec: {containers: [{name: test, image: test}]}}}}}
                """);

        promote("1.20");

        assertThat(verified().message()).contains("This host runs no jobs, so the metric 'integration-test'");
        assertThat(run().metrics()).extracting(MetricResult::error).containsExactly(1);
    }

    private static final class SampleJobs implements Jobs {
        private final Map<String, Request> started = new ConcurrentHashMap<>();
        private final Map<String, State> states = new ConcurrentHashMap<>();
        private final Map<String, Boolean> stopped = new ConcurrentHashMap<>();

        @Override
        public String start(Request request) {
            started.put(request.key(), request);
            return "https://jenkins.example.com/job/tests/1/";
        }

        @Override
        public State state(String project, String key) {
            return states.getOrDefault(key, new State(Phase.RUNNING, ""));
        }

        @Override
        public void stop(String project, String key) {
            stopped.put(key, true);
        }
    }
}
