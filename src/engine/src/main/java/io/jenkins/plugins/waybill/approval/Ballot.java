package io.jenkins.plugins.waybill.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.approval.ApprovalDecision.Verdict;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Involvement;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers by a policy. The answers may be more than count: of one person the latest counts, and none of someone
 * whom no rule matches, who had a hand in what is to be approved, who was shown something else than would happen now, or
 * whose approval is too old. A rejection by someone whom a rule matches decides at once, and so does a bypass.
 *
 * @param policy whose agreement is needed
 * @param involvement who had a hand in it
 * @param change fingerprint of what would happen now; null when it cannot change
 */
public record Ballot(
        ApprovalPolicy policy,
        Involvement involvement,
        @Nullable String change) {

    /** Why someone's answer would not count, in a sentence; empty when it would. */
    public Optional<String> objection(ApprovalResponse answer) {
        if (answer.bypass()) {
            return Optional.empty();
        }
        Identity right = answer.rightOf();
        if (!policy.asks(right)) {
            return Optional.of(answer.who() + " is not asked: " + policy.who() + " may answer.");
        }
        if (!answer.approved()) {
            return Optional.empty();
        }
        return part(answer.by()).or(() -> answer.onBehalfOf() == null ? Optional.empty() : part(answer.onBehalfOf()));
    }

    private Optional<String> part(Identity person) {
        return involvement
                .of(person, policy.separated())
                .map(did -> person.actor().displayName() + " " + did
                        + ", so somebody else must approve (separation of duties).");
    }

    /** The decision as of a moment. */
    public ApprovalDecision count(List<ApprovalResponse> answers, Instant now) {
        List<ApprovalResponse> counted = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int i = answers.size() - 1; i >= 0; i--) {
            ApprovalResponse answer = answers.get(i);
            Optional<String> objection = objection(answer).or(() -> stale(answer, now));
            if (objection.isPresent()) {
                ignored.add(0, objection.get());
            } else if (answer.bypass()) {
                return new ApprovalDecision(Verdict.BYPASSED, List.of(force(answer)), List.of());
            } else if (!answer.approved()) {
                return new ApprovalDecision(Verdict.REJECTED, List.of(rejection(answer)), List.of());
            } else if (!seen.contains(answer.actor())
                    && !seen.contains(answer.rightOf().actor())) {
                counted.add(0, answer);
                seen.add(answer.actor());
                seen.add(answer.rightOf().actor());
            }
        }
        String missing = missing(counted);
        if (missing.isEmpty()) {
            return new ApprovalDecision(Verdict.APPROVED, List.of("Approved by " + names(counted) + "."), counted);
        }
        List<String> reasons = new ArrayList<>();
        reasons.add("Not approved yet: " + missing + ".");
        ignored.stream().distinct().forEach(reasons::add);
        return new ApprovalDecision(Verdict.WAITING, reasons, counted);
    }

    private static String force(ApprovalResponse answer) {
        return "BYPASSED by " + answer.who() + " without the approvals it asks for: " + answer.comment();
    }

    private static String rejection(ApprovalResponse answer) {
        return "Rejected by " + answer.who() + (answer.comment().isEmpty() ? "." : ": " + answer.comment());
    }

    private Optional<String> stale(ApprovalResponse answer, Instant now) {
        if (!answer.approved()) {
            return Optional.empty();
        }
        if (change != null && answer.change() != null && !change.equals(answer.change())) {
            return Optional.of(
                    "The approval by " + answer.who() + " has lapsed: what would happen now is not what was approved.");
        }
        if (policy.validFor() != null && !now.isBefore(answer.at().plus(policy.validFor()))) {
            return Optional.of("The approval by " + answer.who() + " has expired at "
                    + answer.at().plus(policy.validFor()) + ".");
        }
        return Optional.empty();
    }

    /** What is missing, in words; empty when nothing is. */
    private String missing(List<ApprovalResponse> counted) {
        List<Identity> people = counted.stream().map(ApprovalResponse::rightOf).toList();
        List<String> parts = new ArrayList<>();
        Seats seats = Seats.fill(policy.approvers(), people);
        int lacking = policy.minApprovals() - people.size();
        if (lacking > 0 && seats.missing().isEmpty()) {
            parts.add(people.size() + " of " + policy.minApprovals() + " given"
                    + (people.isEmpty() ? "" : " (" + names(counted) + ")") + ", "
                    + lacking + " more needed from " + policy.who());
        } else if (lacking > 0 && policy.minApprovals() > seats(policy)) {
            parts.add(people.size() + " of " + policy.minApprovals() + " given"
                    + (people.isEmpty() ? "" : " (" + names(counted) + ")"));
        }
        parts.addAll(seats.missing());
        for (ApproverRule rule : policy.approvers()) {
            if (rule.required() && people.stream().noneMatch(rule::matches)) {
                parts.add("one must come from " + rule.describe());
            }
        }
        return String.join("; ", parts);
    }

    private static int seats(ApprovalPolicy policy) {
        return policy.approvers().stream().mapToInt(ApproverRule::seats).sum();
    }

    private static String names(List<ApprovalResponse> counted) {
        return counted.stream().map(ApprovalResponse::who).collect(Collectors.joining(", "));
    }
}
