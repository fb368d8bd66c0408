package io.jenkins.plugins.waybill.approval;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Identity;

/**
 * What one rule wants, and who gave it.
 *
 * @param who whom the rule is about, in words
 * @param needed how many people must come from there; 0 when they may, but need not
 * @param given the answers that count for it
 */
public record Share(String who, int needed, List<ApprovalResponse> given) {

    public Share {
        given = List.copyOf(given);
    }

    /** One for each rule; none when anyone may answer. Someone who fills a seat of one rule's own number is not counted for another's. */
    public static List<Share> of(ApprovalPolicy policy, List<ApprovalResponse> counted) {
        List<Identity> people = counted.stream().map(ApprovalResponse::rightOf).toList();
        Seats seats = Seats.fill(policy.approvers(), people);
        List<Share> shares = new ArrayList<>();
        int withSeats = 0;
        for (ApproverRule rule : policy.approvers()) {
            if (rule.seats() > 0) {
                shares.add(new Share(
                        rule.describe(),
                        rule.seats(),
                        seats.people().get(withSeats++).stream()
                                .map(counted::get)
                                .toList()));
            } else {
                shares.add(new Share(
                        rule.describe(),
                        rule.required() ? 1 : 0,
                        counted.stream()
                                .filter(answer -> rule.matches(answer.rightOf()))
                                .toList()));
            }
        }
        return List.copyOf(shares);
    }
}
