package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.approval.ApprovalDecision;
import io.jenkins.plugins.waybill.approval.Share;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Involvement;
import org.jspecify.annotations.Nullable;

/**
 * How many must agree, how many of whom have, and who may not.
 *
 * @param needed how many people must approve in all
 * @param given the approvals that count, oldest first
 * @param shares what each rule wants; empty when anyone may answer
 * @param excluded who may not approve because of what they did, such as {@code pia started the promotion}
 */
record QuorumView(int needed, List<GivenView> given, List<ShareView> shares, List<String> excluded) {

    /**
     * An approval that counts.
     *
     * @param who who gave it, in words
     * @param countsUntil when it is too old; null for never
     */
    record GivenView(String who, Instant at, @Nullable Instant countsUntil) {}

    /**
     * What one rule wants.
     *
     * @param who whom it is about, in words
     * @param needed how many must come from there; 0 when they may, but need not
     * @param given who of them approved, in words
     */
    record ShareView(String who, int needed, List<String> given) {}

    static QuorumView of(ApprovalPolicy policy, Involvement involvement, ApprovalDecision decision) {
        return new QuorumView(
                policy.people(),
                decision.counted().stream()
                        .map(answer -> new GivenView(
                                answer.who(),
                                answer.at(),
                                policy.validFor() == null ? null : answer.at().plus(policy.validFor())))
                        .toList(),
                Share.of(policy, decision.counted()).stream()
                        .map(share -> new ShareView(
                                share.who(),
                                share.needed(),
                                share.given().stream()
                                        .map(ApprovalResponse::who)
                                        .toList()))
                        .toList(),
                involvement.named(policy.separated()));
    }
}
