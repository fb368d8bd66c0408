package io.jenkins.plugins.waybill.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Whose agreement is needed.
 *
 * @param approvers who may answer: whoever matches one of the rules; empty for anyone
 * @param minApprovals how many people must approve, at least 1
 * @param separated people who had such a part may not approve; empty for no separation of duties
 * @param validFor how long an approval counts; null for as long as what was approved stays the same
 */
public record ApprovalPolicy(
        List<ApproverRule> approvers,
        int minApprovals,
        Set<Involvement.Part> separated,
        @Nullable Duration validFor) {

    /** One approval by anyone. */
    public static final ApprovalPolicy ANYONE = new ApprovalPolicy(List.of(), 1, Set.of(), null);

    public ApprovalPolicy {
        approvers = List.copyOf(approvers);
        if (minApprovals < 1) {
            throw new IllegalArgumentException(
                    "At least 1 person must approve, not " + minApprovals + "; leave the number out for 1.");
        }
        if (validFor != null && (validFor.isNegative() || validFor.isZero())) {
            throw new IllegalArgumentException("An approval must count for some time, not for " + validFor + ".");
        }
        separated = separated.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(separated));
    }

    /** So many approvals by people whom one of the rules matches. */
    public static ApprovalPolicy of(List<ApproverRule> approvers, int minApprovals) {
        return new ApprovalPolicy(approvers, minApprovals, Set.of(), null);
    }

    /** The same, but whoever had such a part may not approve. */
    public ApprovalPolicy separating(Set<Involvement.Part> parts) {
        return new ApprovalPolicy(approvers, minApprovals, parts, validFor);
    }

    /** Whether one of the rules is about someone. */
    public boolean asks(Identity identity) {
        return approvers.isEmpty() || approvers.stream().anyMatch(rule -> rule.matches(identity));
    }

    /** Who may answer, for people. */
    public String who() {
        return approvers.isEmpty()
                ? "anyone who may approve in this Stage"
                : approvers.stream().map(ApproverRule::describe).collect(Collectors.joining(" or "));
    }

    /** How many people must approve, the rules' own numbers included. */
    public int people() {
        return Math.max(
                minApprovals, approvers.stream().mapToInt(ApproverRule::seats).sum());
    }
}
