package io.jenkins.plugins.waybill.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.WebhookReceiver;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.webhook.WebhookRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** From a webhook to what comes of it. */
class WebhookJourneyTest {

    private static final String CONFIG = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec:
              webhookReceivers:
              - {name: lab, gitlab: {secretRef: {name: webhook}}}
              - {name: any, generic: {secretRef: {name: webhook}, actions: [
                  {action: Refresh, targetSelectionCriteria: [{kind: Warehouse, name: app}]}]}}
              - {name: lost, quay: {secretRef: {name: nowhere}}}
            """;

    private static final String WAREHOUSE = """
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec: {interval: 24h, subscriptions: [{git: {repoURL: "%s", branch: main}}]}
            """;

    @TempDir
    Path directory;

    private SampleRepository repository;
    private EngineHarness harness;

    @BeforeEach
    void open() throws Exception {
        repository = SampleRepository.create(directory.resolve("remote"));
        repository.commit("main", "README", "hello");
        harness = new EngineHarness(Files.createDirectory(directory.resolve("home")));
        StepRegistry.standard().all().stream()
                .filter(step -> step.name().startsWith("git-"))
                .forEach(harness.steps::register);
    }

    @AfterEach
    void close() {
        harness.close();
        repository.close();
    }

    private WebhookReply send(String receiver, Map<String, List<String>> headers, String body) {
        String path = harness.engine.webhooks().addresses("shop").stream()
                .filter(address -> address.name().equals(receiver))
                .findFirst()
                .orElseThrow()
                .path();
        return harness.engine
                .webhooks()
                .receive(path, new WebhookRequest(headers, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aCommitBecomesFreightLongBeforeTheNextPoll() {
        harness.define(CONFIG + WAREHOUSE.formatted(repository.url()));
        harness.until(state -> state.freight().size() == 1);
        repository.commit("main", "README", "changed");

        assertThat(send("any", Map.of(), "{}").status()).isEqualTo(200);

        harness.until(state -> state.freight().size() == 2);
    }

    @Test
    void whoHasNoSecretHasNoAddressAndSaysWhy() {
        harness.define(CONFIG);

        assertThat(harness.engine.webhooks().addresses("shop"))
                .extracting(WebhookAddress::problem)
                .containsExactly("", "", "pipeline.yaml:9:5: there is no Secret 'nowhere' with the key 'secret'");
    }

    @Test
    void anAddressThatIsNobodysIsNotFound() {
        harness.define(CONFIG);
        WebhookRequest request = new WebhookRequest(Map.of(), Map.of(), new byte[0]);

        for (String path : List.of("", "/", "/github", "/generic/0a1b", "/gitlab/../api", "/quay/")) {
            assertThat(harness.engine.webhooks().receive(path, request).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void aReceiverOfAllProjectsRefreshesTheWarehousesOfEach() {
        harness.define(CONFIG + WAREHOUSE.formatted(repository.url()));
        harness.until(state -> state.freight().size() == 1);
        repository.commit("main", "README", "changed");
        harness.engine
                .webhooks()
                .share(List.of(new WebhookReceiver(
                        "all",
                        WebhookReceiver.Type.GENERIC,
                        "webhook",
                        "",
                        List.of(new WebhookReceiver.Action(
                                "",
                                Map.of(),
                                List.of(new WebhookReceiver.Target(
                                        "app", io.jenkins.plugins.waybill.model.LabelSelector.EVERYTHING, List.of())))),
                        SourcePosition.NONE)));

        WebhookReply reply = harness.engine
                .webhooks()
                .receive(
                        harness.engine.webhooks().addresses("").get(0).path(),
                        new WebhookRequest(Map.of(), Map.of(), new byte[0]));

        assertThat(reply.status()).isEqualTo(200);
        harness.until(state -> state.freight().size() == 2);
    }

    @Test
    void aMergedPullRequestWakesThePromotionThatWaitsForIt() throws Exception {
        try (StubServer forge = StubServer.start()) {
            String show = "GET /api/v4/projects/shop%2Fdeploy/merge_requests/7";
            String request = "{\"iid\": 7, \"state\": \"%s\", \"sha\": \"abc\", \"web_url\":"
                    + " \"https://gitlab.example.com/shop/deploy/-/merge_requests/7\"}";
            forge.on(show, 200, request.formatted("opened")).on(show, 200, request.formatted("merged"));
            harness.define(CONFIG + """
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Warehouse
                    metadata: {name: app, namespace: shop}
                    spec: {freightCreationPolicy: Manual, subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]}
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Stage
                    metadata: {name: prod, namespace: shop}
                    spec:
                      requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                      promotionTemplate:
                        spec:
                          steps:
                          - uses: git-wait-for-pr
                            as: wait
                            config: {repoURL: "%s/shop/deploy", provider: gitlab, prNumber: 7, pollInterval: 24h}
                    """.formatted(forge.url()));
            Freight freight = harness.freight("v1");
            Promotion promotion = harness.promote("prod", freight);
            harness.until(state -> state.unfinished().stream()
                    .anyMatch(running -> running.outputs().at("/wait/pr/open").asBoolean()));

            WebhookReply reply = send("lab", Map.of("X-Gitlab-Token", List.of(EngineHarness.SECRET)), """
                    {"object_kind": "merge_request", "object_attributes": {"action": "merge",
                     "url": "https://gitlab.example.com/shop/deploy/-/merge_requests/7"}}
                    """);

            assertThat(reply.body()).hasToString("{\"msg\":\"refreshed 1 promotion(s)\"}");
            assertThat(harness.finished(promotion).phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        }
    }
}
