package io.jenkins.plugins.waybill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.step.StepRegistry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;

/** What a promotion brings, in the message of its commit. */
class ChangeLogJourneyTest {

    @TempDir
    Path directory;

    private SampleRepository source;
    private SampleRepository deploy;
    private EngineHarness harness;

    @BeforeEach
    void open() throws Exception {
        source = SampleRepository.create(directory.resolve("app"));
        deploy = SampleRepository.create(directory.resolve("deploy"));
        deploy.commit("main", "README", "hello");
        harness = new EngineHarness(Files.createDirectory(directory.resolve("home")));
        StepRegistry.standard().all().stream()
                .filter(step -> step.name().startsWith("git-"))
                .forEach(harness.steps::register);
    }

    @AfterEach
    void close() {
        harness.close();
        source.close();
        deploy.close();
    }

    private void define(String message) {
        harness.define("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec: {freightCreationPolicy: Manual, subscriptions: [{git: {repoURL: "%s"}}]}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: shop}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate:
                    spec:
                      steps:
                      - {uses: git-clone, config: {repoURL: "%s", checkout: [{branch: main, path: repo}]}}
                      - {uses: write, as: write, config: {path: repo/app, text: "${{ ctx.targetFreight.name }}"}}
                      - {uses: git-commit, as: commit, config: {path: repo, message: '%s'}}
                      - {uses: git-push, as: push, config: {path: repo}}
                """.formatted(source.url(), deploy.url(), message));
    }

    private Freight freight(ObjectId commit) {
        return harness.engine
                .freight()
                .create(
                        "shop",
                        FreightOrigin.warehouse("app"),
                        Artifacts.ofCommits(
                                List.of(new GitCommit(source.url(), commit.name(), "main", "", "", "", "", ""))),
                        "app-" + commit.name().substring(0, 7),
                        ADA);
    }

    private String promoted(Freight freight) throws Exception {
        Promotion promotion = harness.finished(harness.promote("dev", freight));
        assertThat(promotion.phase()).as(promotion.message()).isEqualTo(PromotionPhase.SUCCEEDED);
        try (RevWalk walk = new RevWalk(deploy.repository())) {
            return walk.parseCommit(deploy.head("main")).getFullMessage();
        }
    }

    @Test
    void theCommitSaysWhatCameSinceTheFreightBefore() throws Exception {
        ObjectId first = source.commit("main", "Start", Map.of("a", "1"));
        source.commit("main", "Fix the door", Map.of("a", "2"));
        ObjectId last = source.commit("main", "Close #7", Map.of("a", "3"));
        define("${{ \"Promote\\n\\n\" + changeLog(\"text\") }}");
        assertThat(harness.engine
                        .warehouses()
                        .commits("shop", source.url(), first.name(), last.name())
                        .commits())
                .as("what the board shows, and what fills the mirror")
                .hasSize(2);
        String name = source.url();

        assertThat(promoted(freight(first)))
                .isEqualTo("Promote\n\n- commit " + name + ": " + first.name().substring(0, 7) + " (new)\n");
        assertThat(promoted(freight(last)))
                .isEqualTo("Promote\n\n- commit " + name + ": "
                        + first.name().substring(0, 7) + " → " + last.name().substring(0, 7) + "\n  - "
                        + last.name().substring(0, 7) + " Close #\u200b7\n  - "
                        + source.repository().resolve("main~1").name().substring(0, 7) + " Fix the door\n");
    }

    @Test
    void anUnknownFormIsAnErrorAtItsPlace() {
        ObjectId first = source.commit("main", "a", "1");
        define("${{ changeLog(\"html\") }}");

        Promotion promotion = harness.finished(harness.promote("dev", freight(first)));

        assertThat(promotion.phase()).isEqualTo(PromotionPhase.ERRORED);
        assertThat(promotion.message()).contains("changeLog() takes \"markdown\" or \"text\", not \"html\"");
    }
}
