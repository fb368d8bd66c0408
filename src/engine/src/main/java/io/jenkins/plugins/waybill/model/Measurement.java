package io.jenkins.plugins.waybill.model;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One measurement of a metric.
 *
 * @param phase Running while a job works on it
 * @param value what was measured, as text; empty when nothing was
 * @param message why it could not be made or judged; may be empty
 * @param startedAt when it began
 * @param finishedAt null while it runs
 * @param resumeAt when to look again at one that runs; null otherwise
 * @param metadata what else the source told
 */
public record Measurement(
        Verification.Phase phase,
        String value,
        String message,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant resumeAt,
        Map<String, String> metadata) {

    public Measurement {
        metadata = Map.copyOf(metadata);
    }
}
