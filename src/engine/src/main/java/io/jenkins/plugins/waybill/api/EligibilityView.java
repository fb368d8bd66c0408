package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.policy.Reason;
import org.jspecify.annotations.Nullable;

/** Whether Freight may go to a Stage, with every rule that was looked at. */
record EligibilityView(boolean eligible, List<String> obstacles, List<ReasonView> reasons) {

    /** One rule; {@code satisfiedAt} is when time alone will satisfy it, null when nobody can tell. */
    record ReasonView(
            String rule,
            boolean satisfied,
            String explanation,
            String remedy,
            @Nullable Instant satisfiedAt) {

        static ReasonView of(Reason reason) {
            return new ReasonView(
                    reason.rule(), reason.satisfied(), reason.explanation(), reason.remedy(), reason.satisfiedAt());
        }
    }

    static EligibilityView of(Eligibility eligibility) {
        return new EligibilityView(
                eligibility.eligible(),
                eligibility.obstacles(),
                eligibility.reasons().stream().map(ReasonView::of).toList());
    }
}
