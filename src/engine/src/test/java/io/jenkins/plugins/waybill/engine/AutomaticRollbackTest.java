package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import io.jenkins.plugins.waybill.verification.StageVerification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;

/** Verifications wait for the test's verdict, because their first measurement is a day away. */
class AutomaticRollbackTest {

    private static final String NOTE = "{uses: compose-output, as: note, config: {done: true}}";

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
            kind: Warehouse
            metadata: {name: web, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/web}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec:
              promotionPolicies:
              - {stageSelector: {name: dev}, POLICY}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight:
              - {origin: {kind: Warehouse, name: app}, sources: {direct: true}}
              - {origin: {kind: Warehouse, name: web}, sources: {direct: true}}
              promotionTemplate:
                spec:
                  steps:
                  - STEP
              verification:
                analysisTemplates:
                - {name: smoke}
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: smoke, namespace: shop}
            spec:
              metrics:
              - name: health
                initialDelay: 24h
                provider: {web: {url: "http://shop.example.com/health"}}
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

    private void define(String policy, String step) {
        harness.define(PIPELINE.replace("POLICY", policy).replace("STEP", step));
    }

    private Promotion promoted(Freight freight) {
        return harness.finished(harness.promote("dev", freight));
    }

    private Freight web(String tag) {
        return harness.engine
                .freight()
                .create(
                        "shop",
                        FreightOrigin.warehouse("web"),
                        new Artifacts(
                                List.of(),
                                List.of(new Image("registry.example.com/shop/web", tag, "sha256:" + tag, Map.of(), "")),
                                List.of(),
                                List.of()),
                        "web-" + tag,
                        ADA);
    }

    private void verdict(Phase phase) {
        harness.until(state -> StageVerification.open(state.stage("dev")).isPresent());
        harness.now.updateAndGet(now -> now.plusSeconds(1));
        harness.engine.verifications().report("shop", "dev", phase, "the shop was tried", null, ADA);
    }

    private void pass(Duration time) {
        harness.now.updateAndGet(now -> now.plus(time));
        harness.engine.reconcile();
    }

    /** Promotions to the Stage, oldest first. */
    private List<PromotionSummary> promotions() {
        List<PromotionSummary> newestFirst = harness.state().promotions("dev");
        return newestFirst.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    private PromotionSummary ended(int count) {
        harness.until(state -> state.promotions("dev").size() == count
                && state.unfinished("dev").isEmpty());
        return promotions().get(count - 1);
    }

    /** A change that is asked for now runs after everything that could still be on its way. */
    private void nothingMoreHappens(int count) {
        pass(Duration.ofSeconds(1));
        harness.engine.verifications().report("shop", "dev", Phase.SUCCESSFUL, "a person looked", null, ADA);
        assertThat(promotions()).hasSize(count);
    }

    private String runs(String warehouse) {
        return harness.state().stage("dev").current().stream()
                .map(collection -> collection.items().get("Warehouse/" + warehouse))
                .flatMap(reference -> harness.state().freight(reference.name()).stream())
                .map(Freight::alias)
                .findFirst()
                .orElse("");
    }

    @Test
    void aFailedVerificationTakesTheStageBackToWhatWasVerifiedThereAndHoldsIt() {
        define("autoPromotionEnabled: true, autoRollback: {}", NOTE);
        harness.freight("1");
        verdict(Phase.SUCCESSFUL);
        harness.freight("2");
        harness.until(state -> "app-2".equals(harness.runs("dev")));

        verdict(Phase.FAILED);

        PromotionSummary back = ended(3);
        assertThat(runs("app")).isEqualTo("app-1");
        assertThat(back.rollback()).isTrue();
        assertThat(back.actor()).isNull();
        assertThat(back.intent()).isEqualTo(Promotion.Intent.HOLD);
        AuditFilter why = new AuditFilter("shop", "PromotionReasonGiven", null, back.name(), null, null);
        assertThat(harness.engine.audit().events(why, Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isEqualTo(Actor.ENGINE);
                    assertThat(event.detail().path("reason").asText())
                            .isEqualTo("The verification of what runs in 'dev' ended Failed: the shop was tried");
                });

        Freight third = harness.freight("3");
        assertThat(harness.engine.stages().autoPromotion("shop", "dev").get(0).explanation())
                .contains("waybill holds");
        verdict(Phase.SUCCESSFUL);
        assertThat(promoted(third).intent()).isEqualTo(Promotion.Intent.RESUME);
        assertThat(runs("app")).isEqualTo("app-3");
    }

    @Test
    void whatARollbackBroughtIsNotRolledBack() {
        define("autoRollback: {}", NOTE);
        promoted(harness.freight("0"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));
        verdict(Phase.FAILED);
        ended(4);

        verdict(Phase.FAILED);

        nothingMoreHappens(4);
        assertThat(runs("app")).isEqualTo("app-1");
    }

    @ParameterizedTest
    @CsvSource({
        "autoPromotionEnabled: false, FAILED",
        "autoRollback: {}, ERROR",
        "autoRollback: {}, INCONCLUSIVE",
        "autoRollback: {onVerification: [Error]}, FAILED",
    })
    void onlyWhatThePolicyNamesTakesTheStageBack(String policy, Phase phase) {
        define(policy, NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));

        verdict(phase);

        nothingMoreHappens(2);
        assertThat(runs("app")).isEqualTo("app-2");
    }

    @Test
    void aVerificationThatSomebodyAbortsTakesNothingBack() {
        define("autoRollback: {}", NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));
        harness.until(state -> StageVerification.open(state.stage("dev")).isPresent());

        harness.engine.verifications().abort("shop", "dev", ADA);

        nothingMoreHappens(2);
    }

    @Test
    void withoutVerifiedFreightThereIsNothingToGoBackTo() {
        define("autoRollback: {}", NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.FAILED);
        promoted(harness.freight("2"));

        verdict(Phase.FAILED);

        nothingMoreHappens(2);
    }

    @ParameterizedTest
    @CsvSource({"19, true", "20, false"})
    void switchingRollbacksOnDoesNotBringBackWhatFailedLongAgo(int minutes, boolean goesBack) {
        define("autoPromotionEnabled: false", NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));
        verdict(Phase.FAILED);

        pass(Duration.ofMinutes(minutes));
        define("autoRollback: {}", NOTE);

        if (goesBack) {
            assertThat(ended(3).rollback()).isTrue();
        } else {
            nothingMoreHappens(2);
        }
    }

    @Test
    void aPromotionThatWaitsMayBeTheCureAndGoesFirst() {
        define("autoRollback: {}", NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));
        harness.promote("dev", harness.freight("3"));

        verdict(Phase.FAILED);

        harness.until(state -> "app-3".equals(harness.runs("dev")));
        assertThat(promotions()).hasSize(3).noneMatch(PromotionSummary::rollback);
        verdict(Phase.FAILED);
        assertThat(ended(4).rollback()).isTrue();
        assertThat(runs("app")).isEqualTo("app-1");
    }

    @Test
    void aFailedPromotionTakesTheStageBackIfThePolicySaysSo() {
        String failing = "{uses: fail, if: \"${{ imageFrom('registry.example.com/shop/app').Tag == '2' }}\"}";
        define("autoRollback: {onPromotion: [Failed]}", failing);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);

        Promotion failed = promoted(harness.freight("2"));

        PromotionSummary back = ended(3);
        assertThat(failed.phase()).isEqualTo(PromotionPhase.FAILED);
        assertThat(back.rollback()).isTrue();
        assertThat(back.phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(back.freight())
                .isEqualTo(harness.engine.freight().get("shop", "app-1").name());
        assertThat(harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100))
                .filteredOn(event -> event.type().equals("PromotionReasonGiven"))
                .extracting(AuditEvent::detail)
                .singleElement()
                .satisfies(detail ->
                        assertThat(detail.path("reason").asText()).contains(failed.name() + " ended Failed: "));
    }

    @Test
    void aRollbackThatFailsIsNotRepeated() {
        define(
                "autoRollback: {onPromotion: [Failed, Errored]}",
                "{uses: fail, if: \"${{ ctx.meta.promotion.rollback }}\"}");
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));

        verdict(Phase.FAILED);

        assertThat(ended(3).phase()).isEqualTo(PromotionPhase.FAILED);
        nothingMoreHappens(3);
    }

    @Test
    void originsGoBackOneByOneThoseFirstThatLeftFirstUntilTheVerificationSucceeds() {
        define("autoRollback: {}", NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(web("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(web("2"));
        harness.promote("dev", harness.freight("2"));
        verdict(Phase.FAILED);
        ended(4);

        verdict(Phase.FAILED);
        ended(5);
        assertThat(List.of(runs("app"), runs("web"))).containsExactly("app-2", "web-1");
        verdict(Phase.FAILED);
        ended(6);
        assertThat(List.of(runs("app"), runs("web"))).containsExactly("app-1", "web-1");
        verdict(Phase.FAILED);

        nothingMoreHappens(6);
    }

    @Test
    void aRollbackSurvivesARestart() {
        define("autoRollback: {}", NOTE);
        promoted(harness.freight("1"));
        verdict(Phase.SUCCESSFUL);
        promoted(harness.freight("2"));
        harness.until(state -> StageVerification.open(state.stage("dev")).isPresent());

        harness.close();
        harness.open();
        define("autoRollback: {}", NOTE);
        verdict(Phase.FAILED);

        assertThat(ended(3).rollback()).isTrue();
        StageState state = harness.state().stage("dev");
        assertThat(state.freightHistory()).hasSize(3);
    }
}
