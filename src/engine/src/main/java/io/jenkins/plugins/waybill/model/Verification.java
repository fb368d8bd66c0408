package io.jenkins.plugins.waybill.model;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One verification of what a Stage runs.
 *
 * @param id unique
 * @param phase how it stands
 * @param message what to tell people; may be empty
 * @param actor who asked for it; null when a promotion led to it
 * @param startedAt when it began
 * @param finishedAt null while it runs
 * @param detail what a verifier outside recorded; null when there is nothing to record
 * @param analysisRun name of the {@link AnalysisRun} that decides it; null when none does
 */
public record Verification(
        String id,
        Phase phase,
        String message,
        @Nullable Actor actor,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable JsonNode detail,
        @Nullable String analysisRun) {

    /** Stands like this now; finished if that is the end. */
    public Verification with(Phase newPhase, String newMessage, Instant now) {
        return new Verification(
                id, newPhase, newMessage, actor, startedAt, newPhase.isTerminal() ? now : null, detail, analysisRun);
    }

    /** Is decided by that run from now on. */
    public Verification decidedBy(AnalysisRun run) {
        return new Verification(id, run.phase(), run.message(), actor, startedAt, run.finishedAt(), detail, run.name());
    }

    /** As in Argo Rollouts' AnalysisRun, and Aborted. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCESSFUL,
        FAILED,
        ERROR,
        ABORTED,
        INCONCLUSIVE;

        /** As Argo Rollouts writes it: {@code Successful}. */
        public String displayName() {
            return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
        }

        /** True when nothing more happens by itself. */
        public boolean isTerminal() {
            return this != PENDING && this != RUNNING;
        }
    }
}
