package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is thrown away when it is old, by {@link Retention#DEFAULT}. */
class GarbageCollectorTest {

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
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: compose-output
                    config: {note: done}
            """;

    private static final Duration OLD = Retention.DEFAULT.freightAge().plusSeconds(1);

    @TempDir
    Path home;

    private EngineHarness harness;

    @BeforeEach
    void open() {
        harness = new EngineHarness(home);
        harness.define(PIPELINE);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private void ask(String id, Freight freight) {
        harness.engine
                .approvals()
                .awaitApproval(ApprovalRequest.of("shop", id, "dev", freight.alias()), EngineHarness.ADA);
    }

    private void decide(String id) {
        harness.engine.approvals().answer("shop", id, Identity.user("ola", List.of()), true, "");
    }

    private void newerFreight() {
        for (int i = 1; i <= Retention.DEFAULT.freight(); i++) {
            harness.freight("2." + i);
        }
    }

    private void collectAfter(Duration time) {
        harness.now.updateAndGet(now -> now.plus(time));
        harness.engine.reconcile();
    }

    @Test
    void gatesGoWithTheirFreight() {
        Freight old = harness.freight("1.0");
        ask("old", old);
        decide("old");
        newerFreight();
        ask("new", harness.state().freightByAlias("app-2.1").orElseThrow());
        decide("new");
        collectAfter(Duration.ZERO);
        assertThat(harness.state().approvals()).hasSize(2);

        collectAfter(OLD);

        assertThat(harness.state().freight(old.name())).isEmpty();
        assertThat(harness.state().approvals()).extracting(Approval::id).containsExactly("new");
        AuditEvent told = harness.engine
                .audit()
                .events(AuditFilter.ALL, Long.MAX_VALUE, 1)
                .get(0);
        assertThat(told.type()).isEqualTo("OldRecordsDeleted");
        assertThat(told.detail()).hasToString("{\"promotions\":0,\"freight\":1,\"approvals\":1}");
        harness.close();
        harness.open();
        harness.define(PIPELINE);
        assertThat(harness.state().approvals()).extracting(Approval::id).containsExactly("new");
    }

    @Test
    void freightThatPeopleAreAskedAboutStays() {
        Freight old = harness.freight("1.0");
        ask("old", old);
        newerFreight();

        collectAfter(OLD);
        assertThat(harness.state().freight(old.name())).isPresent();

        decide("old");
        collectAfter(Duration.ZERO);
        assertThat(harness.state().freight(old.name())).isEmpty();
        assertThat(harness.state().approvals()).isEmpty();
    }

    @Test
    void theLastPromotionsOfAStageStayHoweverOld() {
        Freight freight = harness.freight("1.0");
        Promotion first = promoted(freight);
        for (int i = 1; i < Retention.DEFAULT.promotions(); i++) {
            promoted(freight);
        }
        collectAfter(OLD);
        assertThat(harness.state().promotions("dev")).hasSize(Retention.DEFAULT.promotions());

        promoted(freight);
        collectAfter(Duration.ZERO);
        assertThat(harness.state().promotions("dev"))
                .hasSize(Retention.DEFAULT.promotions())
                .extracting(PromotionSummary::name)
                .doesNotContain(first.name());
        assertThat(harness.state().freight(freight.name())).as("it is in use").isPresent();
    }

    private Promotion promoted(Freight freight) {
        harness.now.updateAndGet(now -> now.plusSeconds(1));
        Promotion promotion = harness.promote("dev", freight);
        harness.until(state -> state.promotions("dev").stream()
                .anyMatch(known ->
                        known.name().equals(promotion.name()) && known.phase().isTerminal()));
        return promotion;
    }
}
