package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Promotion windows from the manifest to the queue; the harness's clock stands on Sunday, 1 March 2026, 12:00 UTC. */
class PromotionWindowsTest {

    private static final Identity BOSS = Identity.user("boss", List.of());

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
            metadata: {name: prod, namespace: shop, labels: {tier: live}}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: compose-output
                    config: {note: done}
            ---
            """;

    private static final String WEEKEND = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec:
              promotionPolicies:
              - {stageSelector: {name: prod}, autoPromotionEnabled: AUTOMATIC}
              promotionWindows:
              - name: weekend
                kind: Deny
                stageSelector: {matchLabels: {tier: live}}
                dtstart: TZID=Europe/Berlin:20260103T000000
                dtend: TZID=Europe/Berlin:20260105T000000
                rrule: FREQ=WEEKLY;BYDAY=SA
            ---
            """;

    private static final String CLOSED =
            "Promotion window 'weekend' forbids promotions to 'prod' to start until Mon 2 Mar 2026 00:00 Europe/Berlin.";

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

    private void define(boolean automatic) {
        harness.define(PIPELINE + WEEKEND.replace("AUTOMATIC", Boolean.toString(automatic)));
    }

    @Test
    void whatIsAskedForWhileTheWindowIsClosedWaitsAndSaysUntilWhen() {
        define(false);
        Promotion asked = harness.promote("prod", harness.freight("1.20"));

        assertThat(asked.phase()).isEqualTo(PromotionPhase.PENDING);
        assertThat(harness.engine.promotions().waitingFor("shop", asked.name()))
                .isEqualTo("It waits because p" + CLOSED.substring(1));
        assertThat(harness.engine.stages().windows("shop", "prod").changesAt())
                .isEqualTo(Instant.parse("2026-03-01T23:00:00Z"));

        harness.now.updateAndGet(time -> time.plus(Duration.ofHours(11)));
        harness.engine.reconcile();

        assertThat(harness.finished(asked).phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(harness.engine.stages().windows("shop", "prod").reasons())
                .containsExactly("No promotion window forbids promotions to 'prod' now.");
    }

    @Test
    void anOverrideNeedsAReasonAndIsLoud() {
        define(false);
        Promotion asked = harness.promote("prod", harness.freight("1.20"));

        assertThatThrownBy(() -> harness.engine.answers().overrideWindows("shop", asked.name(), BOSS, ""))
                .hasMessageStartingWith("A promotion window can be overridden only with a reason");
        harness.engine.answers().overrideWindows("shop", asked.name(), BOSS, "the shop is down");

        assertThat(harness.finished(asked).windowOverride().reason()).isEqualTo("the shop is down");
        AuditEvent event = harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100).stream()
                .filter(found -> found.type().equals("PromotionWindowOverridden"))
                .findFirst()
                .orElseThrow();
        assertThat(event.actor()).isEqualTo(BOSS.actor());
        assertThat(event.detail().path("reason").asText()).isEqualTo("the shop is down");
        assertThat(event.detail().path("windows").get(0).asText()).isEqualTo(CLOSED);
    }

    @Test
    void automationWaitsForTheWindowAndThenTakesWhatIsNewest() {
        define(true);
        harness.freight("1.20");
        assertThat(harness.engine.stages().autoPromotion("shop", "prod").get(0).explanation())
                .isEqualTo(CLOSED);
        harness.freight("1.21");
        assertThat(harness.state().promotions()).isEmpty();

        harness.now.updateAndGet(time -> time.plus(Duration.ofHours(12)));
        harness.engine.reconcile();
        harness.until(state -> "app-1.21".equals(harness.runs("prod")));

        assertThat(harness.state().promotions()).hasSize(1);
    }

    @Test
    void withAllowWindowsPromotionsStartOnlyInsideOneAndClusterWindowsCountToo() {
        harness.define(PIPELINE + """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterConfig
                metadata: {name: cluster}
                spec:
                  promotionWindows:
                  - name: office-hours
                    kind: Allow
                    projectSelector: {name: "glob:sh*"}
                    dtstart: TZID=Europe/Berlin:20260105T090000
                    dtend: TZID=Europe/Berlin:20260105T170000
                    rrule: FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
                  - name: elsewhere
                    kind: Deny
                    projectSelector: {name: other}
                    dtstart: 20260101T000000Z
                    dtend: 20270101T000000Z
                """);

        assertThat(harness.engine.stages().windows("shop", "prod").reasons())
                .containsExactly("Promotion window 'office-hours' lets promotions to 'prod' start again from Mon 2 Mar"
                        + " 2026 09:00 Europe/Berlin.");
        harness.now.set(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(harness.engine.stages().windows("shop", "prod").open()).isTrue();
        assertThat(harness.engine.stages().windows("shop", "prod").reasons())
                .containsExactly("Promotion window 'office-hours' lets promotions to 'prod' start until Mon 2 Mar 2026"
                        + " 17:00 Europe/Berlin.");
        // On 29 March the clocks go forward; nine o'clock is an hour earlier in UTC afterwards.
        harness.now.set(Instant.parse("2026-03-30T07:00:00Z"));
        assertThat(harness.engine.stages().windows("shop", "prod").open()).isTrue();
    }
}
