package io.jenkins.plugins.waybill.approval;

import java.util.List;

import io.jenkins.plugins.waybill.model.ApprovalResponse;

/**
 * How a question to people stands, and why.
 *
 * @param verdict how it stands
 * @param reasons in sentences: what was decided by whom, or what is missing from whom, and which answers do not count
 * @param counted the approvals that count, oldest first
 */
public record ApprovalDecision(Verdict verdict, List<String> reasons, List<ApprovalResponse> counted) {

    public ApprovalDecision {
        reasons = List.copyOf(reasons);
        counted = List.copyOf(counted);
    }

    /** How it stands. */
    public enum Verdict {
        /** Not enough people have answered. */
        WAITING,
        /** Enough people agreed, and what they agreed to is unchanged. */
        APPROVED,
        /** One who may said no. */
        REJECTED,
        /** Nobody decided in time, or the approval is too old by now. */
        EXPIRED,
        /** What was approved is not what would happen now. */
        LAPSED,
        /** Whoever asked does not want to know any more. */
        CANCELLED,
        /** Opened by force, with a reason. */
        BYPASSED
    }

    /** Whether the Freight may go on. */
    public boolean lets() {
        return verdict == Verdict.APPROVED || verdict == Verdict.BYPASSED;
    }

    /** All reasons as one text. */
    public String summary() {
        return String.join(" ", reasons);
    }
}
