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
 * @param detail what the verifier recorded; null when there is nothing to record
 */
public record Verification(
        String id,
        Phase phase,
        String message,
        @Nullable Actor actor,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable JsonNode detail) {

    /** As in Argo Rollouts' AnalysisRun, and Aborted. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCESSFUL,
        FAILED,
        ERROR,
        ABORTED,
        INCONCLUSIVE;

        /** True when nothing more happens by itself. */
        public boolean isTerminal() {
            return this != PENDING && this != RUNNING;
        }
    }
}
