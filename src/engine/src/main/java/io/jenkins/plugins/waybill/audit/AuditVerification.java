package io.jenkins.plugins.waybill.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Walks the chain from its first event and notes every break. */
public final class AuditVerification {

    private final List<AuditFinding> findings = new ArrayList<>();
    private final List<AuditHead> heads;
    private final Set<Long> confirmedHeads = new TreeSet<>();
    private long lastSequence;
    private String lastHash = AuditChain.START;

    /** Starts a walk; the chain must pass through every head given. */
    public AuditVerification(List<AuditHead> heads) {
        this.heads = List.copyOf(heads);
    }

    /** Takes the next event in the order of sequence numbers. */
    public void check(AuditEvent event) {
        if (event.sequence() != lastSequence + 1) {
            findings.add(new AuditFinding(
                    lastSequence + 1,
                    event.sequence() > lastSequence + 2
                            ? "Events " + (lastSequence + 1) + " to " + (event.sequence() - 1) + " are missing."
                            : "Event " + (lastSequence + 1) + " is missing."));
        } else if (!event.previousHash().equals(lastHash)) {
            findings.add(new AuditFinding(
                    event.sequence(),
                    "Event " + event.sequence()
                            + " does not follow the one before it: events were reordered, replaced or inserted here."));
        }
        if (!AuditChain.hash(event).equals(event.hash())) {
            findings.add(new AuditFinding(
                    event.sequence(), "Event " + event.sequence() + " was changed after it was written."));
        }
        for (AuditHead head : heads) {
            if (head.sequence() == event.sequence()) {
                confirmedHeads.add(head.sequence());
                if (!head.hash().equals(event.hash())) {
                    findings.add(new AuditFinding(
                            event.sequence(),
                            "Event " + event.sequence() + " is not the one that was noted as the end of the log."));
                }
            }
        }
        lastSequence = event.sequence();
        lastHash = event.hash();
    }

    /** Ends the walk; empty when the log is what was written. */
    public List<AuditFinding> finish() {
        for (AuditHead head : heads) {
            if (head.sequence() > 0 && !confirmedHeads.contains(head.sequence()) && head.sequence() > lastSequence) {
                findings.add(new AuditFinding(
                        lastSequence + 1,
                        "The log ends at event " + lastSequence + ", but had " + head.sequence()
                                + " events: its end was removed."));
                break;
            }
        }
        return List.copyOf(findings);
    }

    /** How many events were looked at so far. */
    public long lastSequence() {
        return lastSequence;
    }
}
