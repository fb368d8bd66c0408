package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.step.approval.WaitForApprovalStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DelegationsTest {

    private static final Identity OLA = Identity.user("ola", List.of("operations"));
    private static final Identity BOB = Identity.user("bob", List.of());
    private static final Identity EVE = Identity.user("eve", List.of());
    private static final String ID = "build-7/approve";

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
            metadata: {name: prod, namespace: shop}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: wait-for-approval
                    as: ask
                    config:
                      approvers: [{claim: groups, value: operations}]
            """;

    @TempDir
    Path home;

    private EngineHarness harness;

    @BeforeEach
    void open() {
        harness = new EngineHarness(home);
        harness.steps.register(new WaitForApprovalStep());
        harness.define(PIPELINE);
        harness.freight("1.20");
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void a_substitute_answers_a_gate_in_the_lenders_place_and_both_are_named() {
        ask(2);
        refusedTo(BOB).hasMessageContaining("bob is not asked");

        lend("bob", in(Duration.ofDays(7)), "On holiday");
        assertThat(approvals().waitingFor(BOB)).hasSize(1);
        Approval answered = approvals().answer("shop", ID, BOB, true, "fine");

        assertThat(answered.answers()).singleElement().satisfies(answer -> assertThat(answer.who())
                .isEqualTo("bob for ola"));
        assertThat(approvals().decision("shop", ID).reasons())
                .containsExactly("Not approved yet: 1 of 2 given (bob for ola), 1 more needed from group operations.");
        // One right counts once, whoever uses it.
        approvals().answer("shop", ID, OLA, true, "");
        assertThat(approvals().decision("shop", ID).lets()).isFalse();
        approvals().answer("shop", ID, Identity.user("otto", List.of("operations")), true, "");
        assertThat(approvals().decision("shop", ID).lets()).isTrue();
    }

    @Test
    void a_substitute_answers_a_step_of_a_promotion() {
        lend("bob", in(Duration.ofDays(7)), "");
        String promotion = harness.engine
                .promotions()
                .promote("shop", "prod", "app-1.20", Actor.user("starter"), false)
                .name();
        harness.until(state -> state.unfinished().stream()
                .flatMap(waiting -> waiting.executions().stream())
                .anyMatch(execution -> execution.question() != null));

        assertThatThrownBy(() -> harness.engine.answers().respond("shop", promotion, "ask", EVE, true, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("eve is not asked");
        harness.engine.answers().respond("shop", promotion, "ask", BOB, true, "");

        assertThat(harness.engine.promotions().get("shop", promotion).responses())
                .extracting(ApprovalResponse::who)
                .containsExactly("bob for ola");
    }

    @Test
    void separation_of_duties_holds_for_lender_and_substitute() {
        approvals()
                .awaitApproval(
                        ApprovalRequest.of("shop", ID, "prod", "app-1.20")
                                .by(List.of(ApproverRule.group("operations")), 1)
                                .separating(Set.of(Involvement.Part.PROMOTER)),
                        OLA.actor());
        lend("bob", in(Duration.ofDays(7)), "");

        refusedTo(BOB).hasMessageContaining("ola started the promotion");
    }

    @Test
    void it_ends_with_its_time_or_when_one_of_the_two_ends_it() {
        ask(1);
        lend("bob", in(Duration.ofDays(1)), "");
        lend("eve", in(Duration.ofDays(2)), "");

        assertThatThrownBy(() -> delegations().end("shop", "ola", "bob", EVE.actor(), false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("between ola and bob");
        delegations().end("shop", "ola", "eve", EVE.actor(), false);
        assertThat(delegations().inForce("shop"))
                .extracting(delegation -> delegation.to().name())
                .containsExactly("bob");
        refusedTo(EVE).hasMessageContaining("eve is not asked");
        delegations().end("shop", "ola", "eve", EVE.actor(), false);

        harness.now.updateAndGet(time -> time.plus(Duration.ofDays(1)));
        assertThat(delegations().inForce("shop")).isEmpty();
        refusedTo(BOB).hasMessageContaining("bob is not asked");
    }

    @Test
    void a_borrowed_right_cannot_be_lent_on() {
        ask(1);
        lend("bob", in(Duration.ofDays(1)), "");
        delegations().lend("shop", BOB, "eve", in(Duration.ofDays(1)), "");

        refusedTo(EVE).hasMessageContaining("eve is not asked");
    }

    @Test
    void it_outlasts_a_restart_and_is_in_the_audit_log() {
        ask(1);
        lend("bob", in(Duration.ofDays(7)), "On holiday");

        harness.close();
        harness.open();
        harness.define(PIPELINE);

        assertThat(delegations().inForce("shop")).extracting(Delegation::reason).containsExactly("On holiday");
        delegations().end("shop", "ola", "bob", ADA, true);
        assertThat(harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100).stream()
                        .filter(event -> event.subject().equals("delegation/ola/bob"))
                        .map(AuditEvent::type))
                .containsExactlyInAnyOrder("DelegationEnded", "ApprovalsDelegated");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> lend("ola", in(Duration.ofDays(1)), "")).hasMessageContaining("somebody else");
        assertThatThrownBy(() -> lend(" ", in(Duration.ofDays(1)), "")).hasMessageContaining("login name");
        assertThatThrownBy(() -> lend("bob", in(Duration.ZERO), "")).hasMessageContaining("within a year");
        assertThatThrownBy(() -> lend("bob", in(Duration.ofDays(400)), "")).hasMessageContaining("within a year");
    }

    private Approvals approvals() {
        return harness.engine.approvals();
    }

    private Delegations delegations() {
        return harness.engine.delegations();
    }

    private void ask(int approvals) {
        approvals()
                .awaitApproval(
                        ApprovalRequest.of("shop", ID, "prod", "app-1.20")
                                .by(List.of(ApproverRule.group("operations")), approvals),
                        Actor.user("starter"));
    }

    private void lend(String to, Instant until, String reason) {
        delegations().lend("shop", OLA, to, until, reason);
    }

    private Instant in(Duration time) {
        return harness.now.get().plus(time);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> refusedTo(Identity identity) {
        return assertThatThrownBy(() -> approvals().answer("shop", ID, identity, true, ""))
                .isInstanceOf(Refusal.class);
    }
}
