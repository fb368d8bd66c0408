package io.jenkins.plugins.waybill.model;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to a question.
 *
 * @param step alias of the step that asked; empty when no step did
 * @param actor who answered
 * @param approved false for a rejection
 * @param comment may be empty
 * @param at when
 * @param identity what was known of them then; null when nothing but the name was
 * @param onBehalfOf whose right they used, by delegation; null for their own
 * @param values what they filled into the form; null when there was none
 * @param change fingerprint of what they were shown; null when it cannot change
 * @param bypass true when it opens the gate by force, without the approvals it asks for; the comment says why
 */
public record ApprovalResponse(
        String step,
        Actor actor,
        boolean approved,
        String comment,
        Instant at,
        @Nullable Identity identity,
        @Nullable Identity onBehalfOf,
        @Nullable ObjectNode values,
        @Nullable String change,
        boolean bypass) {

    /** A yes, a no, or values; nothing by force. */
    public ApprovalResponse(
            String step,
            Actor actor,
            boolean approved,
            String comment,
            Instant at,
            @Nullable Identity identity,
            @Nullable Identity onBehalfOf,
            @Nullable ObjectNode values,
            @Nullable String change) {
        this(step, actor, approved, comment, at, identity, onBehalfOf, values, change, false);
    }

    /** An answer by someone of whom nothing but the name is known. */
    public ApprovalResponse(String step, Actor actor, boolean approved, String comment, Instant at) {
        this(step, actor, approved, comment, at, null, null, null, null);
    }

    /** The same answer, given with the right of somebody else. */
    public ApprovalResponse onBehalfOf(Identity principal) {
        return new ApprovalResponse(step, actor, approved, comment, at, identity, principal, values, change, bypass);
    }

    /** Who answered, with what was known of them then. */
    public Identity by() {
        return identity == null ? Identity.of(actor) : identity;
    }

    /** Whose right was used: their own, or that of the person they stand in for. */
    public Identity rightOf() {
        return onBehalfOf == null ? by() : onBehalfOf;
    }

    /** For people, such as {@code ann} or {@code bob for ann}. */
    public String who() {
        return actor.displayName()
                + (onBehalfOf == null ? "" : " for " + onBehalfOf.actor().displayName());
    }
}
