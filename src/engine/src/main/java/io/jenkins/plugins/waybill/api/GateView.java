package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.approval.ApprovalDecision;
import io.jenkins.plugins.waybill.engine.Approvals;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Identity;
import org.jspecify.annotations.Nullable;

/**
 * A gate that people open, outside of any promotion.
 *
 * @param alias null when the Freight is gone
 * @param verdict {@code Waiting}, {@code Approved}, {@code Rejected}, {@code Expired}, {@code Lapsed}, {@code Cancelled}
 *     or {@code Bypassed}
 * @param lets whether the Freight may go on
 * @param reasons why, in sentences
 * @param who who may answer, in words
 * @param people how many must approve
 * @param quorum how many of whom have
 * @param mayApprove whether an approval by the asker would count now
 * @param mayNot why an approval by the asker would not count; null when it would, and when it is decided
 * @param standingInFor whose right the asker would use; null for their own
 */
record GateView(
        String id,
        String stage,
        String freight,
        @Nullable String alias,
        String message,
        String link,
        String verdict,
        boolean lets,
        List<String> reasons,
        String who,
        int people,
        QuorumView quorum,
        boolean mayApprove,
        @Nullable String mayNot,
        @Nullable String standingInFor,
        String openedBy,
        Instant openedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant decidedAt,
        List<PromotionDetail.ResponseView> responses) {

    static GateView of(Approval approval, Approvals approvals, Identity asker, @Nullable Freight freight) {
        ApprovalDecision decision = approvals.decision(approval);
        boolean over = approval.status().isOver();
        String objection = over ? null : approvals.objection(approval, asker).orElse(null);
        return new GateView(
                approval.id(),
                approval.stage(),
                approval.freight(),
                freight == null ? null : freight.alias(),
                approval.message(),
                approval.link(),
                StageView.capitalised(decision.verdict().name()),
                decision.lets(),
                decision.reasons(),
                approval.policy().who(),
                approval.policy().people(),
                QuorumView.of(approval.policy(), approval.involvement(), decision),
                !over && objection == null,
                objection,
                over ? null : QuestionView.name(approvals.lender(approval, asker)),
                approval.openedBy().toString(),
                approval.openedAt(),
                approval.expiresAt(),
                approval.decidedAt(),
                approval.answers().stream()
                        .map(PromotionDetail.ResponseView::of)
                        .toList());
    }
}
