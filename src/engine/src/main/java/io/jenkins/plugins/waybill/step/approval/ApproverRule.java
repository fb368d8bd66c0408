package io.jenkins.plugins.waybill.step.approval;

import io.jenkins.plugins.waybill.model.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who may answer: a claim with its value, or a role.
 *
 * @param claim such as {@code email} or {@code user}
 * @param value what the claim must be
 * @param role a role's name
 * @param required whether one approval must come from someone it matches
 */
record ApproverRule(
        @Nullable String claim,
        @Nullable String value,
        @Nullable String role,
        boolean required) {

    /** An actor's kind is the claim that identified it; roles are an identity of their own. */
    boolean matches(Actor actor) {
        if (role != null) {
            return actor.kind().equals("role") && actor.name().equals(role);
        }
        return actor.kind().equals(claim) && actor.name().equals(value);
    }

    String describe() {
        return role != null ? "role " + role : claim + " " + value;
    }
}
