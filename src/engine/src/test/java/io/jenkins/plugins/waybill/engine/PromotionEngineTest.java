package io.jenkins.plugins.waybill.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.fixture.SampleStep;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static io.jenkins.plugins.waybill.engine.EngineHarness.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionEngineTest {

    private static final String WAREHOUSE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            ---
            """;

    @TempDir
    Path home;

    private EngineHarness harness;

    @BeforeEach
    void open() {
        harness = new EngineHarness(home);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private static String stage(String name, String sources, String steps) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %s, namespace: shop}
                spec:
                  requestedFreight:
                  - origin: {kind: Warehouse, name: app}
                    sources: %s
                %s---
                """.formatted(
                        name, sources, steps.isEmpty() ? "" : "  promotionTemplate:\n    spec:\n" + steps.indent(6));
    }

    private static String automatic(String... stages) {
        StringBuilder config = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: shop, namespace: shop}
                spec:
                  promotionPolicies:
                """);
        for (String stage : stages) {
            config.append("  - {stageSelector: {name: ").append(stage).append("}, autoPromotionEnabled: true}\n");
        }
        return config.append("---\n").toString();
    }

    private static final String NOTE = """
            steps:
            - uses: compose-output
              as: note
              config: {tag: "${{ quote(imageFrom('registry.example.com/shop/app').Tag) }}"}
            """;

    @Test
    void aPromotionRunsItsStepsAndTheFreightIsVerifiedInTheStage() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", NOTE));
        Freight freight = harness.freight("1.20");

        Promotion ended = harness.finished(harness.promote("dev", freight));

        assertThat(ended.phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(ended.outputs().at("/note/tag").asText()).isEqualTo("1.20");
        assertThat(harness.runs("dev")).isEqualTo("app-1.20");
        Freight after = harness.engine.freight().get("shop", "app-1.20");
        assertThat(after.status().currentlyIn()).containsKey("dev");
        assertThat(after.status().verifiedIn()).containsKey("dev");
        assertThat(harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100))
                .extracting(AuditEvent::type)
                .contains(
                        "FreightCreated",
                        "PromotionCreated",
                        "PromotionStarted",
                        "PromotionSucceeded",
                        "FreightVerificationSucceeded");
    }

    @Test
    void freightTravelsThroughAllStagesByItself() {
        harness.define(WAREHOUSE
                + automatic("dev", "staging", "prod")
                + stage("dev", "{direct: true}", NOTE)
                + stage("gate", "{stages: [dev]}", "")
                + stage("staging", "{stages: [gate]}", NOTE)
                + stage("prod", "{stages: [staging]}", NOTE));

        harness.freight("1");
        harness.until(state -> "app-1".equals(harness.runs("prod")));
        harness.freight("2");
        harness.until(state -> "app-2".equals(harness.runs("prod")));

        assertThat(harness.state().promotions()).hasSize(6).allMatch(p -> p.phase() == PromotionPhase.SUCCEEDED);
        assertThat(harness.state().promotions()).allMatch(promotion -> promotion.actor() == null);
    }

    @Test
    void soakTimeHoldsFreightBackUntilItIsOver() {
        harness.define(WAREHOUSE
                + automatic("dev", "prod")
                + stage("dev", "{direct: true}", NOTE)
                + stage("prod", "{stages: [dev], requiredSoakTime: 1h}", NOTE));
        Freight freight = harness.freight("1");
        harness.until(state -> "app-1".equals(harness.runs("dev")));

        assertThatThrownBy(() -> harness.promote("prod", freight))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Soaked 0 s of the required 1 h in 'dev'");
        assertThat(harness.engine.stages().autoPromotion("shop", "prod").get(0).explanation())
                .contains("No Freight of Warehouse/app may go to 'prod' yet");

        harness.now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        harness.engine.reconcile();
        harness.until(state -> "app-1".equals(harness.runs("prod")));
    }

    @Test
    void aPersonsChoiceOfOlderFreightHoldsAutomationUntilTheNewestIsPromoted() {
        harness.define(WAREHOUSE + automatic("dev") + stage("dev", "{direct: true}", NOTE));
        harness.freight("1");
        harness.until(state -> "app-1".equals(harness.runs("dev")));
        harness.freight("2");
        harness.until(state -> "app-2".equals(harness.runs("dev")));

        Promotion back = harness.finished(harness.engine.promotions().rollback("shop", "dev", ADA, "2 is slow"));
        assertThat(back.rollback()).isTrue();
        assertThat(back.intent()).isEqualTo(Promotion.Intent.HOLD);
        assertThat(harness.runs("dev")).isEqualTo("app-1");
        Freight third = harness.freight("3");
        assertThat(harness.engine.stages().autoPromotion("shop", "dev").get(0).explanation())
                .contains("ada holds");

        Promotion on = harness.finished(harness.promote("dev", third));
        assertThat(on.intent()).isEqualTo(Promotion.Intent.RESUME);
        harness.freight("4");
        harness.until(state -> "app-4".equals(harness.runs("dev")));
    }

    @Test
    void promotionsOfAStageRunOneAfterTheOther() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", "steps:\n- uses: gate\n"));
        Promotion first = harness.promote("dev", harness.freight("1"));
        Promotion second = harness.promote("dev", harness.freight("2"));
        harness.until(state -> harness.runs.containsKey(first.name()));

        assertThat(second.phase()).isEqualTo(PromotionPhase.PENDING);
        assertThat(harness.engine.promotions().waitingFor("shop", second.name()))
                .contains(first.name() + " runs in 'dev'");
        harness.until(state ->
                harness.engine.promotions().waitingFor("shop", first.name()).contains("gate of dev is closed"));

        harness.gate("dev").complete(null);
        assertThat(harness.finished(second).phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(harness.runs("dev")).isEqualTo("app-2");
    }

    @Test
    void abortStopsWhatWaitsAndWhatRuns() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", "steps:\n- uses: gate\n"));
        Promotion running = harness.promote("dev", harness.freight("1"));
        Promotion queued = harness.promote("dev", harness.freight("2"));
        harness.until(state -> harness.runs.containsKey(running.name()));

        assertThat(harness.engine.promotions().abort("shop", queued.name(), ADA).phase())
                .isEqualTo(PromotionPhase.ABORTED);
        harness.engine.promotions().abort("shop", running.name(), ADA);

        Promotion ended = harness.finished(running);
        assertThat(ended.phase()).isEqualTo(PromotionPhase.ABORTED);
        assertThat(ended.message()).isEqualTo("Promotion terminated by ada");
        assertThat(ended.executions()).extracting(StepExecution::status).containsExactly(StepStatus.ABORTED);
        assertThat(harness.runs("dev")).isNull();
        assertThatThrownBy(() -> harness.engine.promotions().abort("shop", running.name(), ADA))
                .hasMessageContaining("is over already");
    }

    @Test
    void aFailedStepEndsThePromotionButLaterStepsMayAskForThat() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: fail
                          as: optional
                          continueOnError: true
                          config: {message: never mind}
                        - uses: compose-output
                          as: after
                          config: {of: "${{ status('optional') }}"}
                        - uses: fail
                          as: broken
                          config: {message: on purpose}
                        - uses: compose-output
                          as: skipped
                        - uses: compose-output
                          as: cleanup
                          if: ${{ failure() }}
                          config: {seen: "${{ stepMetas.broken.Status }}"}
                        """));

        Promotion ended = harness.finished(harness.promote("dev", harness.freight("1")));

        assertThat(ended.phase()).isEqualTo(PromotionPhase.FAILED);
        assertThat(ended.message()).isEqualTo("Step 'broken': failed: on purpose");
        assertThat(ended.executions())
                .extracting(StepExecution::status)
                .containsExactly(
                        StepStatus.FAILED,
                        StepStatus.SUCCEEDED,
                        StepStatus.FAILED,
                        StepStatus.SKIPPED,
                        StepStatus.SUCCEEDED);
        assertThat(ended.outputs().at("/after/of").asText()).isEqualTo("Failed");
        assertThat(ended.outputs().at("/cleanup/seen").asText()).isEqualTo("Failed");
        assertThat(harness.state().stage("dev").holds()).isEmpty();
    }

    @Test
    void errorsBelowTheThresholdAreTriedAgain() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: flaky
                          as: lucky
                          retry: {errorThreshold: 3}
                          config: {errors: 2}
                        - uses: flaky
                          as: unlucky
                          retry: {errorThreshold: 2}
                          config: {errors: 2}
                        """));

        Promotion ended = harness.finished(harness.promote("dev", harness.freight("1")));

        assertThat(ended.executions())
                .extracting(StepExecution::status)
                .containsExactly(StepStatus.SUCCEEDED, StepStatus.ERRORED);
        assertThat(ended.executions()).extracting(StepExecution::errorCount).containsExactly(2, 2);
        assertThat(ended.message()).contains("no luck in run 2 (2 errors, as many as allowed)");
    }

    @Test
    void aFaultInAConfigIsShownWithItsPlace() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: compose-output
                          config:
                            fine: 1
                            broken: ${{ warehouse('') }}
                        """));

        Promotion ended = harness.finished(harness.promote("dev", harness.freight("1")));

        assertThat(ended.phase()).isEqualTo(PromotionPhase.ERRORED);
        assertThat(ended.message()).contains("pipeline.yaml:", "config.broken: ", "needs the name of a Warehouse");
    }

    @Test
    void secretsAreNowhereToBeSeen() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: compose-output
                          as: login
                          config: {password: "${{ secret('login').password }}"}
                        - uses: write
                          as: file
                          config: {path: login.txt, text: "user:${{ outputs.login.password }}"}
                        - uses: fail
                          as: loud
                          config: {message: "with ${{ outputs.login.password }}"}
                        """));

        Promotion ended = harness.finished(harness.promote("dev", harness.freight("1")));

        assertThat(ended.message()).isEqualTo("Step 'loud': failed: with ****");
        assertThat(ended.toString()).doesNotContain(SECRET);
        assertThat(harness.engine.promotions().log("shop", ended.name()).toString())
                .contains("wrote user:****")
                .doesNotContain(SECRET);
        assertThat(harness.engine.promotions().stepDiff("shop", ended.name(), "file"))
                .contains("+user:****");
        assertThat(harness.engine
                        .audit()
                        .events(AuditFilter.ALL, Long.MAX_VALUE, 100)
                        .toString())
                .doesNotContain(SECRET);
    }

    @Test
    void aTaskIsPutInPlaceAndReturnsItsOutput() {
        harness.define(WAREHOUSE + """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: PromotionTask
                metadata: {name: greet, namespace: shop}
                spec:
                  vars:
                  - {name: who}
                  - {name: word, value: Hello}
                  steps:
                  - uses: compose-output
                    as: make
                    config: {text: "${{ vars.word }} ${{ vars.who }}"}
                  - uses: compose-output
                    as: shout
                    config: {loud: "${{ upper(task.outputs.make.text) }}"}
                ---
                """ + stage("dev", "{direct: true}", """
                        steps:
                        - task: {name: greet}
                          as: hi
                          vars:
                          - {name: who, value: "${{ ctx.stage }}"}
                        - uses: compose-output
                          as: after
                          config: {got: "${{ outputs.hi.loud }}"}
                        """));

        Promotion ended = harness.finished(harness.promote("dev", harness.freight("1")));

        assertThat(ended.phase()).as(ended.message()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(ended.executions())
                .extracting(StepExecution::alias)
                .containsExactly("hi::make", "hi::shout", "after");
        assertThat(ended.outputs().at("/after/got").asText()).isEqualTo("HELLO DEV");
    }

    @Test
    void aPlanShowsWhatWouldHappenAndChangesNothing() {
        harness.define(WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: write
                          config: {path: a.txt, text: hello}
                        - uses: gate
                        """));
        Freight freight = harness.freight("1");

        Plan plan = harness.engine.promotions().plan("shop", "dev", freight.alias());

        assertThat(plan.succeeded()).isTrue();
        assertThat(plan.eligibility().eligible()).isTrue();
        assertThat(plan.effects()).extracting(effect -> effect.step()).containsExactly("gate");
        assertThat(harness.runs).isEmpty();
        assertThat(harness.state().promotions()).isEmpty();
        assertThat(harness.engine.freight().get("shop", "app-1")).isEqualTo(freight);
        assertThat(harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100))
                .extracting(AuditEvent::type)
                .containsExactly("FreightCreated");
    }

    @Test
    void aStageWhoseTemplateIsMissingTakesAResultFromOutside() {
        harness.define(WAREHOUSE
                + automatic("prod")
                + stage("dev", "{direct: true}", NOTE)
                        .replace(
                                "  promotionTemplate:",
                                "  verification: {analysisTemplates: [{name: smoke}]}\n  promotionTemplate:")
                + stage("prod", "{stages: [dev]}", NOTE));
        harness.finished(harness.promote("dev", harness.freight("1")));

        harness.until(state -> state.stage("dev")
                .current()
                .filter(current -> current.verificationHistory().stream()
                        .anyMatch(verification -> verification.phase() == Verification.Phase.ERROR))
                .isPresent());
        assertThat(harness.engine.freight().eligibility("shop", "prod", "app-1").eligible())
                .isFalse();

        harness.engine.verifications().report("shop", "dev", Verification.Phase.SUCCESSFUL, "green", null, ADA);
        harness.until(state -> "app-1".equals(harness.runs("prod")));
    }

    @Test
    void whatIsNotOverGoesOnAfterARestart() {
        String manifests = WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: write
                          config: {path: a.txt, text: kept}
                        - uses: gate
                        - uses: read
                        """);
        harness.steps.register(SampleStep.inside("read", context -> {
            assertThat(new String(context.workspace().read("a.txt"), StandardCharsets.UTF_8))
                    .isEqualTo("kept");
            return StepResult.succeeded();
        }));
        harness.define(manifests);
        Promotion waiting = harness.promote("dev", harness.freight("1"));
        harness.until(state ->
                harness.engine.promotions().waitingFor("shop", waiting.name()).contains("is closed"));

        harness.close();
        harness.gate("dev").complete(null);
        harness.open();
        harness.define(manifests);

        Promotion ended = harness.finished(waiting);
        assertThat(ended.phase()).as(ended.message()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(harness.state().promotions()).hasSize(1);
    }

    @Test
    void aSecretInAnOutputSurvivesARestartWithoutBeingWrittenDown() {
        String manifests = WAREHOUSE + stage("dev", "{direct: true}", """
                        steps:
                        - uses: compose-output
                          as: login
                          config:
                            password: "Basic ${{ secret('login').password }}"
                            forged: "****{secret:login/password}"
                        - uses: gate
                        - uses: check
                          config: {got: "${{ outputs.login.password }}", forged: "${{ outputs.login.forged }}"}
                        """);
        harness.steps.register(SampleStep.inside("check", context -> {
            assertThat(context.config().path("got").asText()).isEqualTo("Basic " + SECRET);
            assertThat(context.config().path("forged").asText()).isEqualTo("****{secret:login/password}");
            return StepResult.succeeded();
        }));
        harness.define(manifests);
        Promotion waiting = harness.promote("dev", harness.freight("1"));
        harness.until(state ->
                harness.engine.promotions().waitingFor("shop", waiting.name()).contains("is closed"));
        assertThat(harness.engine.promotions().get("shop", waiting.name()).toString())
                .doesNotContain(SECRET);

        harness.close();
        harness.gate("dev").complete(null);
        harness.open();
        harness.define(manifests);

        Promotion ended = harness.finished(waiting);
        assertThat(ended.phase()).as(ended.message()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(ended.toString()).doesNotContain(SECRET);
    }
}
