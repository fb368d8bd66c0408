package io.jenkins.plugins.waybill.audit;

import java.util.List;

/** Reading the log; writing is part of the change that an event tells of. */
public interface AuditLog {

    /**
     * Events, newest first.
     *
     * @param before only events with a lower sequence; {@link Long#MAX_VALUE} for the newest
     * @param limit at most so many
     */
    List<AuditEvent> events(AuditFilter filter, long before, int limit);

    /**
     * Looks for edited, removed, inserted and reordered events. Whoever can rewrite the whole database and the note of
     * its end beside it can also forge a consistent log; keep {@link #head()} elsewhere to find even that.
     */
    Result verify();

    /** The end of the chain, to be kept elsewhere. */
    AuditHead head();

    /**
     * What a verification came to.
     *
     * @param events how many were looked at
     * @param findings every break; empty when there is none
     */
    record Result(long events, List<AuditFinding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }

        /** True when nothing was found. */
        public boolean intact() {
            return findings.isEmpty();
        }
    }
}
