package io.jenkins.plugins.waybill.insight;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DeliveryInsightTest {

    private static final FreightOrigin APP = FreightOrigin.parse("Warehouse/app");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(10));
    private static final ProjectDefinition PROJECT =
            Manifests.read(Map.of("pipeline.yaml", """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec: {subscriptions: [{git: {repoURL: https://git.example.com/app.git}}]}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
              promotionTemplate: {spec: {steps: [{uses: fail}]}}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: prod, namespace: shop}
            spec:
              requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {stages: [dev]}}]
              promotionTemplate: {spec: {steps: [{uses: fail}]}}
            """), "shop").projects().get("shop");

    @TempDir
    Path home;

    private Store store;
    private int promotions;

    @BeforeEach
    void open() {
        store = Store.open(home, java.time.InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void found(String name, int hour) {
        Freight freight = new Freight(
                "shop", name, "alias-" + name, APP, Artifacts.NONE, at(hour), Actor.ENGINE, FreightStatus.NEW);
        store.write(transaction -> {
            transaction.put(freight);
            return freight;
        });
    }

    private void promoted(String stage, String freight, int hour, PromotionPhase phase, boolean rollback) {
        Promotion promotion = new Promotion(
                "shop",
                stage + ".%026d.".formatted(++promotions) + freight,
                stage,
                new FreightReference(freight, APP, Artifacts.NONE),
                List.of(),
                List.of(),
                Promotion.Intent.NONE,
                rollback,
                Actor.user("ada"),
                at(hour),
                at(hour),
                at(hour),
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
            return promotion;
        });
    }

    private void arrived(String stage, String freight, int hour) {
        promoted(stage, freight, hour, PromotionPhase.SUCCEEDED, false);
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private static AuditEvent failed(String stage, String freight, int hour) {
        return new AuditEvent(
                1,
                at(hour),
                "shop",
                Actor.ENGINE,
                DeliveryInsight.FAILED_VERIFICATION,
                "freight/" + freight,
                JsonNodeFactory.instance.objectNode().put("stage", stage).put("freight", freight),
                "",
                "");
    }

    private DeliveryInsight insight(AuditEvent... failures) {
        return DeliveryInsight.of(PROJECT, store.state().project("shop"), List.of(failures), START, END);
    }

    @Test
    void production_is_where_no_other_stage_takes_freight_from() {
        found("a", 0);
        arrived("dev", "a", 1);
        arrived("prod", "a", 5);

        DeliveryInsight insight = insight();
        assertThat(insight.stages()).extracting(StageInsight::production).containsExactly(false, true);
        assertThat(insight.production().deployments()).isEqualTo(1);
        assertThat(insight.production().medianLeadTime()).isEqualTo(Duration.ofHours(5));
        assertThat(insight.production().deploymentsPerDay()).isCloseTo(0.1, within(0.001));
        assertThat(insight.production().changeFailureRate()).isZero();
        assertThat(insight.production().medianTimeToRestore()).isNull();
    }

    @Test
    void going_back_says_that_the_deployment_before_failed_and_restores() {
        found("a", 0);
        found("b", 10);
        arrived("prod", "a", 5);
        arrived("prod", "b", 20);
        promoted("prod", "a", 23, PromotionPhase.SUCCEEDED, true);

        DeliveryFigures production = insight().production();
        assertThat(production.deployments()).isEqualTo(2);
        assertThat(production.failures()).isEqualTo(1);
        assertThat(production.changeFailureRate()).isCloseTo(0.5, within(0.001));
        assertThat(production.medianTimeToRestore()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void a_failed_verification_counts_from_when_it_was_noticed_until_something_better_came() {
        found("a", 0);
        found("b", 10);
        found("c", 30);
        arrived("prod", "a", 5);
        arrived("prod", "b", 20);
        arrived("prod", "c", 40);

        DeliveryFigures restored =
                insight(failed("prod", "b", 22), failed("dev", "c", 41)).production();
        assertThat(restored.failures()).isEqualTo(1);
        assertThat(restored.medianTimeToRestore()).isEqualTo(Duration.ofHours(18));

        DeliveryFigures open = insight(failed("prod", "c", 41)).production();
        assertThat(open.failures()).isEqualTo(1);
        assertThat(open.unrestored()).isEqualTo(1);
        assertThat(open.medianTimeToRestore()).isNull();
    }

    @Test
    void bringing_the_same_freight_again_is_a_deployment_without_a_lead_time() {
        found("a", 0);
        arrived("prod", "a", 5);
        arrived("prod", "a", 100);

        assertThat(insight().production().deployments()).isEqualTo(2);
        assertThat(insight().production().slowLeadTime()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void lag_and_freight_that_was_passed_over_are_counted() {
        found("a", 0);
        found("b", 10);
        found("c", 20);
        found("d", 30);
        arrived("prod", "a", 5);
        arrived("prod", "c", 25);
        promoted("prod", "d", 35, PromotionPhase.FAILED, false);

        StageInsight prod = insight().stages().get(1);
        assertThat(prod.skipped()).isEqualTo(1);
        assertThat(prod.unfinished()).isEqualTo(1);
        assertThat(prod.days()).hasSize(10);
        assertThat(prod.days().get(0).deployments()).isEqualTo(1);
        assertThat(prod.days().get(1).deployments()).isEqualTo(1);
    }

    @Test
    void what_happened_before_the_window_counts_only_as_the_past() {
        found("a", -400);
        arrived("prod", "a", -300);

        assertThat(insight().production().deployments()).isZero();
        assertThat(insight().production().changeFailureRate()).isNull();
    }
}
