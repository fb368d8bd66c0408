package io.jenkins.plugins.waybill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Projects whose definition a host keeps in Git, and under a name of its own. */
class ManifestsFromGitTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec: {freightCreationPolicy: Manual, subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
              promotionTemplate:
                spec: {steps: [{uses: compose-output, as: told, config: {project: "${{ ctx.project }}"}}]}
            """;

    @TempDir
    Path directory;

    private SampleRepository repository;
    private EngineHarness harness;

    @BeforeEach
    void open() throws Exception {
        repository = SampleRepository.create(directory.resolve("remote"));
        harness = new EngineHarness(Files.createDirectory(directory.resolve("home")));
    }

    @AfterEach
    void close() {
        harness.close();
        repository.close();
    }

    @Test
    void theManifestsOfADirectoryAreReadAtTheTipOfTheBranch() throws Exception {
        repository.commit(
                "main",
                "pipeline",
                Map.of(
                        "README.md", "hello",
                        "other/stage.yaml", "not: read",
                        "pipeline/warehouse.yaml", "a: 1",
                        "pipeline/stages/dev.yml", "b: 2",
                        "pipeline/.hidden/secret.yaml", "c: 3",
                        "pipeline/chart/Chart.yaml", "d: 4",
                        "pipeline/chart/templates/x.yaml", "{{ e }}"));
        GitManifests.Location there = new GitManifests.Location(repository.url(), "", "./pipeline/");

        GitManifests.Files read = harness.engine.projects().gitManifests().read("shop", there);

        assertThat(read.files().keySet())
                .containsExactly("pipeline/chart/Chart.yaml", "pipeline/stages/dev.yml", "pipeline/warehouse.yaml");
        assertThat(read.files()).containsEntry("pipeline/warehouse.yaml", "a: 1");
        assertThat(read.revision())
                .isEqualTo(repository.head("main").name())
                .isEqualTo(harness.engine.projects().gitManifests().revision("shop", there));

        repository.commit("main", "pipeline/warehouse.yaml", "a: 2");
        assertThat(harness.engine.projects().gitManifests().read("shop", there).files())
                .containsEntry("pipeline/warehouse.yaml", "a: 2");
    }

    @Test
    void whatIsNotThereIsSaid() {
        repository.commit("main", "README.md", "hello");
        assertThatThrownBy(() -> harness.engine
                        .projects()
                        .gitManifests()
                        .read("shop", new GitManifests.Location(repository.url(), "", "pipeline")))
                .isInstanceOf(ManifestsUnavailable.class)
                .hasMessageContaining("has no 'pipeline' at ");
        assertThatThrownBy(() -> harness.engine
                        .projects()
                        .gitManifests()
                        .revision("shop", new GitManifests.Location(repository.url(), "release", "")))
                .isInstanceOf(ManifestsUnavailable.class)
                .hasMessageContaining("has no branch 'release'");
    }

    @Test
    void twoProjectsOfOneNamespaceLiveApart() {
        var definition =
                Manifests.read("pipeline.yaml", PIPELINE).project("shop").orElseThrow();
        harness.engine.projects().define(definition);
        harness.engine.projects().define(definition.knownAs("shop-2"));
        Freight first = harness.freight("v1");

        assertThat(harness.engine.state("shop-2").freight()).isEmpty();
        var copied = harness.engine.freight().create("shop-2", first.origin(), first.artifacts(), "other", ADA);
        Promotion asked = harness.engine.promotions().promote("shop-2", "dev", copied.name(), ADA, false);
        harness.until(state ->
                harness.engine.promotions().get("shop-2", asked.name()).phase().isTerminal());
        Promotion promotion = harness.engine.promotions().get("shop-2", asked.name());
        assertThat(promotion.phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(promotion.outputs().path("told").path("project").asText()).isEqualTo("shop");
        assertThat(harness.runs("dev")).isNull();
    }

    @Test
    void aPurgedProjectLeavesOnlyItsAuditEvents() {
        harness.define(PIPELINE);
        Promotion done = harness.finished(harness.promote("dev", harness.freight("v1")));

        assertThatThrownBy(() -> harness.engine.projects().purge("shop", ADA)).hasMessageContaining("is in force");
        harness.engine.projects().undefine("shop");
        harness.engine.projects().purge("shop", ADA);

        assertThat(harness.state().freight()).isEmpty();
        assertThat(harness.state().promotions()).isEmpty();
        assertThatThrownBy(() -> harness.engine.promotions().get("shop", done.name()))
                .isInstanceOf(Refusal.class);
        List<String> events = harness.engine.audit().events(AuditFilter.ofProject("shop"), Long.MAX_VALUE, 100).stream()
                .map(event -> event.type())
                .toList();
        assertThat(events).startsWith("ProjectPurged").contains("PromotionSucceeded");
        harness.close();
        harness.open();
        assertThat(harness.state().freight()).isEmpty();
    }
}
