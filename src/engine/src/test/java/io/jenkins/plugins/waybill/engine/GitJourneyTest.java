package io.jenkins.plugins.waybill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Freight on its way through a real repository. */
class GitJourneyTest {

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

    private String stage(String name, String sources) {
        return """
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %1$s, namespace: shop}
                spec:
                  vars: [{name: image, value: registry.example.com/shop/app}]
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: %2$s}]
                  promotionTemplate:
                    spec:
                      steps:
                      - {uses: git-clone, config: {repoURL: "%3$s", checkout: [{branch: main, path: repo}]}}
                      - {uses: write, as: write, config: {path: "repo/%1$s.txt", text: "${{ imageFrom(vars.image).Tag }}\\n"}}
                      - {uses: git-commit, as: commit, config: {path: repo, message: "%1$s to ${{ imageFrom(vars.image).Tag }}"}}
                      - {uses: git-push, as: push, config: {path: repo}}
                """.formatted(name, sources, repository.url());
    }

    private static final String WAREHOUSE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec: {freightCreationPolicy: Manual, subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec: {promotionPolicies: [{stageSelector: {name: "regex:^(dev|staging)$"}, autoPromotionEnabled: true}]}
            """;

    @Test
    void freightGoesFromDevToProductionAndBack() {
        harness.define(WAREHOUSE
                + stage("dev", "{direct: true}")
                + stage("staging", "{stages: [dev]}")
                + stage("prod", "{stages: [staging], requiredSoakTime: 2h}"));
        Freight first = harness.freight("v1");
        harness.until(state -> "app-v1".equals(harness.runs("staging")));
        assertThat(repository.read("main", "staging.txt")).isEqualTo("v1\n");
        assertThatThrownBy(() -> harness.promote("prod", first)).hasMessageContaining("of the required 2 h");
        harness.now.updateAndGet(time -> time.plus(Duration.ofHours(2)));

        Plan plan = harness.engine.promotions().plan("shop", "prod", "app-v1");
        assertThat(plan.succeeded()).isTrue();
        assertThat(plan.effects())
                .extracting(PlannedEffect::diff)
                .singleElement()
                .asString()
                .contains("prod.txt", "+v1");
        assertThat(repository.files("main")).doesNotContainKey("prod.txt");

        Promotion toProd = harness.finished(harness.promote("prod", first));
        assertThat(toProd.phase()).as(toProd.message()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(toProd.outputs().at("/push/commit").asText())
                .isEqualTo(repository.head("main").name());
        assertThat(harness.engine.promotions().stepDiff("shop", toProd.name(), "write"))
                .contains("b/repo/prod.txt", "+v1");

        Freight second = harness.freight("v2");
        harness.until(state -> "app-v2".equals(harness.runs("staging")));
        harness.engine.freight().approve("shop", "prod", "app-v2", ADA, "hotfix");
        harness.finished(harness.promote("prod", second));
        assertThat(repository.read("main", "prod.txt")).isEqualTo("v2\n");

        harness.finished(harness.engine.promotions().rollback("shop", "prod", ADA, "too slow"));
        assertThat(repository.read("main", "prod.txt")).isEqualTo("v1\n");
        assertThat(repository.history("main"))
                .startsWith("prod to v1", "prod to v2")
                .hasSize(8);
    }

    @Test
    void manyStagesOfOneBranchAreAllPromotedAtOnce() {
        int count = 20;
        StringBuilder manifests = new StringBuilder(WAREHOUSE);
        for (int i = 0; i < count; i++) {
            manifests.append(stage("region-" + i, "{direct: true}"));
        }
        harness.define(manifests.toString());
        Freight freight = harness.freight("v1");

        for (int i = 0; i < count; i++) {
            harness.promote("region-" + i, freight);
        }
        harness.until(state -> state.unfinished().isEmpty());

        assertThat(harness.state().promotions())
                .hasSize(count)
                .allMatch(promotion -> promotion.phase() == PromotionPhase.SUCCEEDED);
        assertThat(repository.files("main")).hasSize(count + 1);
        assertThat(repository.history("main")).hasSize(count + 1).doesNotHaveDuplicates();
    }

    @Test
    void aRefusedPushFailsThePromotionAndTheStageKeepsWhatItRan() {
        harness.define(WAREHOUSE + stage("prod", "{direct: true}"));
        Freight first = harness.freight("v1");
        harness.finished(harness.promote("prod", first));
        repository.hook("pre-receive", "#!/bin/sh\necho frozen >&2\nexit 1\n");

        Promotion refused = harness.finished(harness.promote("prod", harness.freight("v2")));

        assertThat(refused.phase()).isNotEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(refused.message()).contains("Step 'push'", "frozen");
        assertThat(harness.runs("prod")).isEqualTo("app-v1");
        assertThat(repository.read("main", "prod.txt")).isEqualTo("v1\n");
    }
}
