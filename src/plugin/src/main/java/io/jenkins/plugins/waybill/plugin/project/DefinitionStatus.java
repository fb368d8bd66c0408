package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.waybill.manifest.Finding;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * How reading a project's manifests went the last time.
 *
 * @param at when
 * @param revision what was read; empty when nothing could be
 * @param inForce the revision that the engine runs; empty for none
 * @param findings what lint says about what was read
 * @param problem why what was read is not in force; empty when it is
 */
public record DefinitionStatus(
        @CheckForNull Instant at, String revision, String inForce, List<Finding> findings, String problem) {

    static final DefinitionStatus UNREAD = new DefinitionStatus(null, "", "", List.of(), "");

    /** Keeps its own copy. */
    public DefinitionStatus {
        findings = List.copyOf(findings);
    }

    /** Whether what is in force is not what the source has. */
    public boolean isBroken() {
        return !problem.isEmpty();
    }

    /** When, as pages format it; null before the first reading. */
    @CheckForNull
    public Date getReadAt() {
        return at == null ? null : Date.from(at);
    }

    /** Findings that matter. */
    public List<Finding> getErrors() {
        return findings.stream().filter(Finding::isError).toList();
    }

    /** How many warnings there are. */
    public long getWarnings() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .count();
    }
}
