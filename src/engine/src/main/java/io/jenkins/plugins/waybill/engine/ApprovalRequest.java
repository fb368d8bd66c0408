package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Involvement;
import org.jspecify.annotations.Nullable;

/**
 * What people are to be asked, outside of any promotion.
 *
 * @param project the project
 * @param id names the question within the project, at most 200 characters; the same id asked again after a restart is
 *     the same question, so derive it from what asks, such as a build and its step
 * @param stage where the Freight is to go
 * @param freight name, prefix or alias
 * @param policy whose agreement is needed
 * @param message the question as people read it; may be empty
 * @param link where to see what it is about; may be empty
 * @param promisedChange what will be changed, such as a digest of the plan that people are shown; may be empty. Asking
 *     again with another one makes the approvals given so far lapse
 * @param timeout how long people have; null for as long as it takes
 */
public record ApprovalRequest(
        String project,
        String id,
        String stage,
        String freight,
        ApprovalPolicy policy,
        String message,
        String link,
        String promisedChange,
        @Nullable Duration timeout) {

    private static final int LONGEST_ID = 200;

    public ApprovalRequest {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new Refusal(
                    Refusal.Code.INVALID, "The id of an approval must have 1 to " + LONGEST_ID + " characters.");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    "People need some time to answer; the timeout is " + timeout + ". Leave it out for no limit.");
        }
    }

    /** One approval by anyone, without a message or a limit. */
    public static ApprovalRequest of(String project, String id, String stage, String freight) {
        return new ApprovalRequest(project, id, stage, freight, ApprovalPolicy.ANYONE, "", "", "", null);
    }

    /** The same, to be agreed to by so many of those whom the rules match. */
    public ApprovalRequest by(List<ApproverRule> approvers, int minApprovals) {
        return with(new ApprovalPolicy(approvers, minApprovals, policy.separated(), policy.validFor()));
    }

    /** The same by another policy. */
    public ApprovalRequest with(ApprovalPolicy other) {
        return new ApprovalRequest(project, id, stage, freight, other, message, link, promisedChange, timeout);
    }

    /** The same, but whoever had such a part may not approve. */
    public ApprovalRequest separating(Set<Involvement.Part> parts) {
        return with(policy.separating(parts));
    }

    /** The same with a question for people and a link to what it is about. */
    public ApprovalRequest saying(String text, String url) {
        return new ApprovalRequest(project, id, stage, freight, policy, text, url, promisedChange, timeout);
    }

    /** The same, bound to what people are shown. */
    public ApprovalRequest promising(String change) {
        return new ApprovalRequest(project, id, stage, freight, policy, message, link, change, timeout);
    }

    /** The same with a limit. */
    public ApprovalRequest within(Duration time) {
        return new ApprovalRequest(project, id, stage, freight, policy, message, link, promisedChange, time);
    }
}
