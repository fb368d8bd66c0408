package io.jenkins.plugins.waybill.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What became of one step of a Promotion.
 *
 * @param alias the step
 * @param uses the kind of step
 * @param status how it stands
 * @param message what to tell people: the error, or what it waits for; may be empty
 * @param errorCount errors so far
 * @param continueOnError copied from the step
 * @param startedAt null for steps that were skipped or never reached
 * @param finishedAt null while it runs
 * @param snapshot the workspace after the step, as {@code Workspace.Snapshot} writes itself; null before the end
 * @param question what it asks people; null when it does not wait for any
 */
public record StepExecution(
        String alias,
        String uses,
        StepStatus status,
        String message,
        int errorCount,
        boolean continueOnError,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String snapshot,
        @Nullable Question question) {

    /** A step that asks nobody. */
    public StepExecution(
            String alias,
            String uses,
            StepStatus status,
            String message,
            int errorCount,
            boolean continueOnError,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String snapshot) {
        this(alias, uses, status, message, errorCount, continueOnError, startedAt, finishedAt, snapshot, null);
    }

    /** With the files as they are now. */
    public StepExecution with(String newSnapshot) {
        return new StepExecution(
                alias,
                uses,
                status,
                message,
                errorCount,
                continueOnError,
                startedAt,
                finishedAt,
                newSnapshot,
                question);
    }
}
