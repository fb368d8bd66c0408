package io.jenkins.plugins.waybill.policy;

import java.util.List;

/**
 * Whether a piece of Freight may be promoted to a Stage, and why (kargo-map.md, 5.1).
 *
 * @param eligible the answer
 * @param reasons every rule that was looked at, satisfied ones too
 */
public record Eligibility(boolean eligible, List<Reason> reasons) {

    public Eligibility {
        reasons = List.copyOf(reasons);
    }

    /** The rules in the way, one sentence each with its remedy. */
    public List<String> obstacles() {
        return reasons.stream()
                .filter(reason -> !reason.satisfied())
                .map(reason ->
                        reason.remedy().isEmpty() ? reason.explanation() : reason.explanation() + " " + reason.remedy())
                .toList();
    }
}
