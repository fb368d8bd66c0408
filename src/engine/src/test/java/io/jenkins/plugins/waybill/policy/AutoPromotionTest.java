package io.jenkins.plugins.waybill.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.LabelSelector;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Promotion.Intent;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.PromotionPolicy;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.Hold;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.jenkins.plugins.waybill.policy.Sample.NOON;
import static io.jenkins.plugins.waybill.policy.Sample.direct;
import static io.jenkins.plugins.waybill.policy.Sample.freight;
import static io.jenkins.plugins.waybill.policy.Sample.matching;
import static io.jenkins.plugins.waybill.policy.Sample.nowIn;
import static io.jenkins.plugins.waybill.policy.Sample.oneOf;
import static io.jenkins.plugins.waybill.policy.Sample.project;
import static io.jenkins.plugins.waybill.policy.Sample.soaked;
import static io.jenkins.plugins.waybill.policy.Sample.stage;
import static io.jenkins.plugins.waybill.policy.Sample.verified;
import static org.assertj.core.api.Assertions.assertThat;

class AutoPromotionTest {

    private static final Actor ADA = Actor.user("ada");
    private static final PromotionPolicy ALL_STAGES =
            new PromotionPolicy("", LabelSelector.EVERYTHING, true, SourcePosition.NONE);

    @TempDir
    Path home;

    private Store store;
    private Stage prod = stage("prod", direct());

    @BeforeEach
    void open() {
        store = Store.open(home, InstantSource.fixed(NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ProjectDefinition definition() {
        return project(List.of(ALL_STAGES), prod, stage("test", direct()));
    }

    private ProjectState state() {
        return store.state().project("shop");
    }

    private void put(Freight... freight) {
        store.write(transaction -> {
            List.of(freight).forEach(transaction::put);
            return freight.length;
        });
    }

    private void promoted(String name, Freight freight, PromotionPhase phase, Intent intent) {
        Instant finished = phase.isTerminal() ? NOON : null;
        Promotion promotion = new Promotion(
                "shop",
                name,
                "prod",
                freight.reference(),
                List.of(),
                List.of(),
                intent,
                false,
                ADA,
                NOON,
                NOON,
                finished,
                phase,
                "",
                null,
                null,
                0,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of());
        store.write(transaction -> {
            transaction.put(promotion);
            return name;
        });
    }

    private void runs(Freight freight, Map<String, Hold> holds) {
        FreightCollection current = new FreightCollection("c", Map.of("Warehouse/app", freight.reference()), List.of());
        store.write(transaction -> {
            transaction.put(new StageState("shop", "prod", List.of(current), null, null, null, holds, Map.of()));
            return holds.size();
        });
    }

    private AutoPromotion decision() {
        return AutoPromotion.decide(definition(), prod, state(), NOON.plus(Duration.ofHours(1)))
                .get(0);
    }

    @Test
    void theNewestFreightIsChosenAndOlderOnesArePassedOver() {
        put(freight("f1", 1), freight("f3", 3), freight("f2", 2));

        assertThat(decision().freight()).extracting(Freight::name).isEqualTo("f3");
    }

    @Test
    void ofFreightFoundAtTheSameTimeTheGreaterNameIsChosen() {
        put(freight("fa", 1), freight("fb", 1));

        assertThat(decision().freight()).extracting(Freight::name).isEqualTo("fb");
    }

    @Test
    void whatRunsThereAlreadyIsNotPromotedAgain() {
        put(freight("f1", 1));
        runs(freight("f1", 1), Map.of());

        assertThat(decision().freight()).isNull();
        assertThat(decision().explanation()).contains("is there already");
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, is on its way",
        "FAILED, automation does not repeat it",
        "ERRORED, does not repeat",
        "ABORTED, does not repeat"
    })
    void whatIsOnItsWayOrDidNotSucceedIsLeftAlone(PromotionPhase phase, String explanation) {
        put(freight("f1", 1));
        promoted("prod.01.f1", freight("f1", 1), phase, Intent.NONE);

        assertThat(decision().freight()).isNull();
        assertThat(decision().explanation()).contains(explanation);
    }

    @Test
    void newerFreightIsPromotedAfterAFailure() {
        put(freight("f1", 1), freight("f2", 2));
        promoted("prod.01.f1", freight("f1", 1), PromotionPhase.FAILED, Intent.NONE);

        assertThat(decision().freight()).extracting(Freight::name).isEqualTo("f2");
    }

    @Test
    void whatSucceededOnceIsPromotedAgainWhenTheStageHasGoneBack() {
        put(freight("f1", 1), freight("f2", 2));
        promoted("prod.01.f2", freight("f2", 2), PromotionPhase.SUCCEEDED, Intent.NONE);
        runs(freight("f1", 1), Map.of());

        assertThat(decision().freight()).extracting(Freight::name).isEqualTo("f2");
    }

    @Test
    void aHoldStopsAutomation() {
        put(freight("f1", 1), freight("f2", 2));
        runs(freight("f1", 1), Map.of("Warehouse/app", new Hold("f1", "prod.01.f1", ADA, NOON)));

        assertThat(decision().freight()).isNull();
        assertThat(decision().explanation()).startsWith("ada holds f1 of Warehouse/app since 2026-03-01T12:00:00Z");
    }

    @Test
    void aPromotionOnItsWayHoldsOrResumesBeforeItEnds() {
        put(freight("f1", 1), freight("f2", 2));
        runs(freight("f2", 2), Map.of());
        promoted("prod.02.f1", freight("f1", 1), PromotionPhase.RUNNING, Intent.HOLD);
        assertThat(Holds.effective(definition(), prod, state())).containsKey("Warehouse/app");

        promoted("prod.03.f2", freight("f2", 2), PromotionPhase.PENDING, Intent.RESUME);
        assertThat(Holds.effective(definition(), prod, state())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PromotionPhase.class,
            names = {"SUCCEEDED", "FAILED", "ERRORED", "ABORTED"})
    void everyEndSetsTheHoldExceptAnAbort(PromotionPhase phase) {
        promoted("prod.02.f1", freight("f1", 1), phase, Intent.HOLD);
        Promotion ended = store.promotion("shop", "prod.02.f1").orElseThrow();

        assertThat(Holds.afterEnd(Map.of(), ended).isEmpty()).isEqualTo(phase == PromotionPhase.ABORTED);
    }

    @Test
    void holdsLoseTheirMeaningWithAutomation() {
        Map<String, Hold> holds = Map.of("Warehouse/app", new Hold("f1", "prod.01.f1", ADA, NOON));

        assertThat(Holds.stillMeaningful(definition(), prod, holds)).isEqualTo(holds);
        assertThat(Holds.stillMeaningful(project(prod), prod, holds)).isEmpty();
        assertThat(Holds.stillMeaningful(definition(), prod, Map.of("Warehouse/gone", holds.get("Warehouse/app"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "user:ada, f2, false, RESUME",
        "user:ada, f1, false, HOLD",
        "controller:waybill, f1, false, NONE",
        "controller:waybill, f2, false, NONE",
        "controller:waybill, f1, true, HOLD",
    })
    void aPersonsPromotionOfOtherFreightThanTheCandidateAndGoingBackAreMeantToStay(
            String actor, String freight, boolean rollback, Intent intent) {
        put(freight("f1", 1), freight("f2", 2));

        assertThat(Holds.intent(
                        definition(),
                        prod,
                        state().freight(freight).orElseThrow(),
                        Actor.parse(actor),
                        rollback,
                        state(),
                        NOON))
                .isEqualTo(intent);
    }

    @Test
    void withoutAutomationAPromotionMeansNothing() {
        put(freight("f1", 1), freight("f2", 2));

        assertThat(Holds.intent(project(prod), prod, state().freight("f1").orElseThrow(), ADA, false, state(), NOON))
                .isEqualTo(Intent.NONE);
        assertThat(AutoPromotion.decide(project(prod), prod, state(), NOON)
                        .get(0)
                        .explanation())
                .contains("promoted by people only");
    }

    @Test
    void matchUpstreamChoosesWhatTheUpstreamRunsEvenIfItIsOlder() {
        prod = stage("prod", matching("test"));
        put(verified(freight("f2", 2), "test", null), nowIn(verified(freight("f1", 1), "test", null), "test", NOON));

        assertThat(decision().freight()).extracting(Freight::name).isEqualTo("f1");
    }

    @Test
    void matchUpstreamChoosesNothingWhileTheUpstreamRunsTwo() {
        prod = stage("prod", matching("test"));
        put(
                nowIn(verified(freight("f2", 2), "test", null), "test", NOON),
                nowIn(verified(freight("f1", 1), "test", null), "test", NOON));

        assertThat(decision().freight()).isNull();
        assertThat(decision().explanation()).contains("more than one piece of Freight");
    }

    @Test
    void theEndOfTheNextSoakIsKnownExactly() {
        prod = stage("prod", soaked(oneOf("test"), Duration.ofHours(2)));
        put(nowIn(verified(freight("f1", 1), "test", null), "test", NOON));
        store.write(transaction -> {
            FreightCollection current = new FreightCollection(
                    "c", Map.of("Warehouse/app", freight("f1", 1).reference()), List.of());
            transaction.put(new StageState("shop", "test", List.of(current), null, null, null, Map.of(), Map.of()));
            return 1;
        });

        assertThat(AvailableFreight.nextSoakEnd(prod, state(), NOON)).contains(NOON.plus(Duration.ofHours(2)));
        assertThat(AvailableFreight.nextSoakEnd(prod, state(), NOON.plus(Duration.ofHours(2))))
                .isEmpty();
        assertThat(AvailableFreight.list(definition(), prod, state(), NOON)).isEmpty();
        assertThat(AvailableFreight.list(definition(), prod, state(), NOON.plus(Duration.ofHours(2))))
                .hasSize(1);
    }

    @Test
    void theLagCountsWhatIsNewerThanWhatRuns() {
        put(freight("f1", 1), freight("f2", 2), freight("f3", 3));
        runs(freight("f1", 1), Map.of());

        assertThat(FreightLag.of(prod, state()))
                .containsExactly(new FreightLag(Sample.APP, 2, NOON.plus(Duration.ofMinutes(2))));
    }
}
