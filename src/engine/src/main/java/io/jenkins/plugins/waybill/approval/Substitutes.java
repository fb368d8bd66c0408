package io.jenkins.plugins.waybill.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Identity;

/**
 * Finds the right with which someone answers: their own if it counts, or else that of a person they stand in for.
 *
 * @param delegations all of the project
 */
public record Substitutes(List<Delegation> delegations) {

    /** Copies the list. */
    public Substitutes {
        delegations = List.copyOf(delegations);
    }

    /** An answer that would count, or why there is none. */
    public sealed interface Found {
        /** The answer, with the right it uses. */
        record Answer(ApprovalResponse response) implements Found {}

        /** Why neither their own right nor a borrowed one counts, in sentences. */
        record Objection(String reason) implements Found {}
    }

    /**
     * The answer with the first right that counts.
     *
     * @param own the answer with the person's own right
     */
    public Found answer(Ballot ballot, ApprovalResponse own, Instant now) {
        Optional<String> objection = ballot.objection(own);
        if (objection.isEmpty()) {
            return new Found.Answer(own);
        }
        List<String> reasons = new ArrayList<>(List.of(objection.get()));
        for (Delegation delegation : delegations) {
            if (delegation.to().equals(own.actor()) && delegation.holds(now)) {
                ApprovalResponse borrowed = own.onBehalfOf(delegation.from());
                Optional<String> inTheWay = ballot.objection(borrowed);
                if (inTheWay.isEmpty()) {
                    return new Found.Answer(borrowed);
                }
                reasons.add(inTheWay.get());
            }
        }
        return new Found.Objection(String.join(" ", reasons.stream().distinct().toList()));
    }

    /** Why an approval by someone would not count, with whatever right; empty when it would. */
    public Optional<String> objection(Ballot ballot, Identity identity, Instant now) {
        return approval(ballot, identity, now) instanceof Found.Objection objection
                ? Optional.of(objection.reason())
                : Optional.empty();
    }

    /** Whose right someone would use to approve; empty for their own, and when they may not. */
    public Optional<Identity> lender(Ballot ballot, Identity identity, Instant now) {
        return approval(ballot, identity, now) instanceof Found.Answer answer
                ? Optional.ofNullable(answer.response().onBehalfOf())
                : Optional.empty();
    }

    private Found approval(Ballot ballot, Identity identity, Instant now) {
        return answer(
                ballot,
                new ApprovalResponse("", identity.actor(), true, "", now, identity, null, null, ballot.change()),
                now);
    }
}
