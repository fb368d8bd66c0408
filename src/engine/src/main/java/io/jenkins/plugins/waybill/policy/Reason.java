package io.jenkins.plugins.waybill.policy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One rule that an answer rests on.
 *
 * @param rule stable code: {@code requested-origin}, {@code approved}, {@code direct}, {@code verified-upstream},
 *     {@code soak-time} or {@code availability}
 * @param satisfied whether it lets the Freight pass
 * @param explanation how it stands, in a sentence
 * @param remedy who or what can satisfy it; empty when satisfied
 * @param satisfiedAt when it will be satisfied by itself; null when nobody can tell
 */
public record Reason(
        String rule,
        boolean satisfied,
        String explanation,
        String remedy,
        @Nullable Instant satisfiedAt) {

    static Reason satisfied(String rule, String explanation) {
        return new Reason(rule, true, explanation, "", null);
    }

    static Reason unsatisfied(String rule, String explanation, String remedy) {
        return new Reason(rule, false, explanation, remedy, null);
    }
}
