package io.jenkins.plugins.waybill.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks people while it waits.
 *
 * @param kind what sort of answer it wants
 * @param policy who may answer, and how many must
 * @param involvement who had a hand in what is asked about
 * @param text the question as people read it; may be empty
 * @param form JSON schema of the values wanted; null when only yes or no is
 * @param change fingerprint of what an answer is about; an answer to another one does not count
 */
public record Question(
        Kind kind,
        ApprovalPolicy policy,
        Involvement involvement,
        String text,
        @Nullable ObjectNode form,
        String change) {

    /** What sort of answer. */
    public enum Kind {
        /** Yes or no. */
        APPROVAL,
        /** Values for a form. */
        INPUT
    }
}
