package io.jenkins.plugins.waybill.policy;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;

/**
 * Whether a piece of Freight may be promoted to a Stage, and why.
 *
 * @param eligible the answer
 * @param reasons every rule that was looked at, satisfied ones too
 */
public record Eligibility(boolean eligible, List<Reason> reasons) {

    public Eligibility {
        reasons = List.copyOf(reasons);
    }

    /**
     * Decides by the rules in force now. Approval outweighs verification and soak time, but only for Freight of an
     * origin that the Stage requests.
     *
     * @param now decides about soak time
     */
    public static Eligibility decide(ProjectDefinition project, Stage stage, Freight freight, Instant now) {
        return new EligibilityRules(project, stage, freight, now).decide();
    }

    /** The rules in the way, one sentence each with its remedy; empty when eligible. */
    public List<String> obstacles() {
        if (eligible) {
            return List.of();
        }
        return reasons.stream()
                .filter(reason -> !reason.satisfied())
                .map(reason ->
                        reason.remedy().isEmpty() ? reason.explanation() : reason.explanation() + " " + reason.remedy())
                .toList();
    }
}
