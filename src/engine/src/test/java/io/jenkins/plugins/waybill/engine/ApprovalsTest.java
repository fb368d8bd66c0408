package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.jenkins.plugins.waybill.approval.ApprovalDecision.Verdict;
import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Approval.Status;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Involvement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApprovalsTest {

    private static final Actor BUILD = Actor.user("starter");
    private static final Identity OLA = Identity.user("ola", List.of("operations"));
    private static final Identity OTTO = Identity.user("otto", List.of("operations"));
    private static final Identity SAM = Identity.user("sam", List.of("security"));
    private static final Identity ZOE = Identity.user("zoe", List.of("marketing"));
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
                  - uses: compose-output
                    config: {note: VALUE}
            """;

    @TempDir
    Path home;

    private EngineHarness harness;
    private Freight freight;

    @BeforeEach
    void open() {
        harness = new EngineHarness(home);
        harness.define(PIPELINE);
        freight = harness.freight("1.20");
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private Approvals approvals() {
        return harness.engine.approvals();
    }

    private ApprovalRequest question() {
        return ApprovalRequest.of("shop", ID, "prod", "app-1.20")
                .by(List.of(ApproverRule.group("operations"), ApproverRule.group("security")), 2);
    }

    private Approval answer(Identity by, boolean approved) {
        return approvals().answer("shop", ID, by, approved, "");
    }

    private List<String> events() {
        return harness.engine.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 100).stream()
                .map(AuditEvent::type)
                .filter(type -> type.startsWith("Approval"))
                .toList();
    }

    @Test
    void enoughAnswersOpenTheGateAndTellWhoeverListens() throws Exception {
        Queue<Approval> told = new ConcurrentLinkedQueue<>();
        try (AutoCloseable listening = approvals().onDecision(told::add)) {
            assertThat(listening).isNotNull();
            approvals().awaitApproval(question().saying("Ship it?", "https://ci.example.com/7"), BUILD);
            answer(OLA, true);
            assertThat(approvals().decision("shop", ID).reasons())
                    .containsExactly("Not approved yet: 1 of 2 given (ola), 1 more needed from group operations or"
                            + " group security.");
            answer(SAM, true);
        }

        assertThat(told).extracting(Approval::status).containsExactly(Status.APPROVED);
        assertThat(approvals().decision("shop", ID).summary()).isEqualTo("Approved by ola, sam.");
        assertThat(events()).containsExactly("ApprovalGranted", "ApprovalGiven", "ApprovalGiven", "ApprovalRequested");
    }

    @Test
    void aQuestionAndItsAnswersSurviveARestart() {
        approvals().awaitApproval(question(), BUILD);
        answer(OLA, true);

        harness.close();
        harness.open();
        harness.define(PIPELINE);

        assertThat(approvals().awaitApproval(question(), BUILD).answers()).hasSize(1);
        assertThat(answer(OTTO, true).status()).isEqualTo(Status.APPROVED);
    }

    @Test
    void whoIsNotAskedIsToldWhoIs() {
        approvals().awaitApproval(question(), BUILD);

        assertThatThrownBy(() -> answer(ZOE, true))
                .isInstanceOf(Refusal.class)
                .hasMessage("zoe is not asked: group operations or group security may answer.");
        assertThat(approvals().get("shop", ID).answers()).isEmpty();
    }

    @Test
    void whoeverStartedItOrMadeTheFreightMayNotApproveButMayReject() {
        approvals()
                .awaitApproval(
                        ApprovalRequest.of("shop", ID, "prod", "app-1.20").separating(Involvement.ALL), BUILD);

        assertThatThrownBy(() -> answer(Identity.of(BUILD), true))
                .hasMessage("starter started the promotion, so somebody else must approve (separation of duties).");
        assertThatThrownBy(() -> answer(Identity.of(ADA), true))
                .hasMessage("ada created the Freight, so somebody else must approve (separation of duties).");
        assertThat(answer(Identity.of(ADA), false).status()).isEqualTo(Status.REJECTED);
    }

    @Test
    void oneRejectionClosesTheGateForGood() {
        approvals().awaitApproval(question(), BUILD);
        answer(OLA, true);
        Approval rejected = approvals().answer("shop", ID, SAM, false, "the CVE is open");

        assertThat(rejected.status()).isEqualTo(Status.REJECTED);
        assertThat(rejected.outcome()).isEqualTo("Rejected by sam: the CVE is open");
        assertThatThrownBy(() -> answer(OTTO, true))
                .hasMessage("Approval 'build-7/approve' is decided already: Rejected by sam: the CVE is open");
    }

    @Test
    void approvalsLapseWhenTheStepsChange() {
        approvals().awaitApproval(question(), BUILD);
        answer(OLA, true);
        answer(SAM, true);

        harness.define(PIPELINE.replace("VALUE", "other"));

        assertThat(approvals().decision("shop", ID).verdict()).isEqualTo(Verdict.LAPSED);
        assertThat(approvals().decision("shop", ID).reasons())
                .contains("The approval by ola has lapsed: what would happen now is not what was approved.");
    }

    @Test
    void approvalsLapseWhenAnotherChangeIsPromisedOrOtherFreightTakesThePlace() {
        approvals().awaitApproval(question().promising("diff-1"), BUILD);
        answer(OLA, true);
        approvals().awaitApproval(question().promising("diff-2"), BUILD);
        assertThat(answer(SAM, true).status()).isEqualTo(Status.WAITING);
        assertThat(answer(OLA, true).status()).isEqualTo(Status.APPROVED);

        harness.finished(harness.promote("prod", harness.freight("1.19")));

        assertThat(approvals().decision("shop", ID).verdict()).isEqualTo(Verdict.LAPSED);
    }

    @Test
    void anApprovalStaysOneAfterItsFreightHasArrived() {
        approvals().awaitApproval(question(), BUILD);
        answer(OLA, true);
        answer(SAM, true);

        harness.finished(harness.promote("prod", freight));

        assertThat(approvals().decision("shop", ID).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatNobodyAnswersInTimeExpires() {
        Queue<Approval> told = new ConcurrentLinkedQueue<>();
        approvals().onDecision(told::add);
        approvals().awaitApproval(question().within(Duration.ofHours(1)), BUILD);
        harness.now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        harness.engine.reconcile();
        assertThat(told).isEmpty();

        harness.now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
        harness.engine.reconcile();

        assertThat(told).extracting(Approval::status).containsExactly(Status.EXPIRED);
        assertThat(approvals().decision("shop", ID).summary())
                .startsWith("Expired at 2026-03-01T13:00:01Z. Not approved yet: 0 of 2 given");
    }

    @Test
    void aBypassNeedsAReasonAndIsLoud() {
        approvals().awaitApproval(question(), BUILD);

        assertThatThrownBy(() -> approvals().bypass("shop", ID, ZOE, " "))
                .hasMessageStartingWith("An approval can be bypassed only with a reason");
        Approval bypassed = approvals().bypass("shop", ID, ZOE, "the shop is down");

        assertThat(bypassed.outcome()).isEqualTo("BYPASSED by zoe without the approvals it asks for: the shop is down");
        assertThat(approvals().decision("shop", ID).lets()).isTrue();
        assertThat(events()).first().isEqualTo("ApprovalBypassed");
    }

    @Test
    void peopleSeeWhatWaitsForThem() {
        approvals().awaitApproval(question().separating(Set.of(Involvement.Part.PROMOTER)), OTTO.actor());

        assertThat(approvals().waitingFor(OLA)).extracting(Approval::id).containsExactly(ID);
        assertThat(approvals().waitingFor(OTTO)).isEmpty();
        assertThat(approvals().waitingFor(ZOE)).isEmpty();
        approvals().cancel("shop", ID, BUILD, "the build was stopped");
        assertThat(approvals().waitingFor(OLA)).isEmpty();
        assertThat(approvals().decision("shop", ID).summary()).isEqualTo("Cancelled by starter: the build was stopped");
    }

    @Test
    void anIdBelongsToOneQuestion() {
        approvals().awaitApproval(question(), BUILD);
        harness.freight("1.21");

        assertThatThrownBy(() -> approvals().awaitApproval(ApprovalRequest.of("shop", ID, "prod", "app-1.21"), BUILD))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Ask under another id.");
    }
}
