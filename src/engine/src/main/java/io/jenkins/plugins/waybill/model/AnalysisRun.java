package io.jenkins.plugins.waybill.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One execution of analysis templates, as far as it has come; the counterpart of Argo Rollouts' AnalysisRun.
 *
 * @param project the project
 * @param stage the Stage whose Freight is verified
 * @param name {@code <stage>.<ULID>.<first 7 of the collection>}
 * @param verification id of the {@link Verification} that it decides
 * @param labels those that the Stage asks for, and Kargo's own
 * @param annotations likewise
 * @param spec metrics, args, dryRun and measurementRetention as they were when it began; secrets are sealed
 * @param phase how it stands
 * @param message what decided it; may be empty
 * @param startedAt when it began
 * @param finishedAt null while it runs
 * @param terminate whether somebody asked it to stop
 * @param metrics in the order in which they were first measured
 */
public record AnalysisRun(
        String project,
        String stage,
        String name,
        String verification,
        Map<String, String> labels,
        Map<String, String> annotations,
        ObjectNode spec,
        Verification.Phase phase,
        String message,
        Instant startedAt,
        @Nullable Instant finishedAt,
        boolean terminate,
        List<MetricResult> metrics) {

    public AnalysisRun {
        labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        metrics = List.copyOf(metrics);
    }

    /** What a metric came to so far; empty before its first measurement. */
    public Optional<MetricResult> metric(String metric) {
        return metrics.stream().filter(result -> result.name().equals(metric)).findFirst();
    }

    /** The same run with another course of events. */
    public AnalysisRun with(
            Verification.Phase newPhase,
            String newMessage,
            @Nullable Instant newFinishedAt,
            List<MetricResult> newMetrics) {
        return new AnalysisRun(
                project,
                stage,
                name,
                verification,
                labels,
                annotations,
                spec,
                newPhase,
                newMessage,
                startedAt,
                newFinishedAt,
                terminate,
                newMetrics);
    }

    /** The same run with another spec. */
    public AnalysisRun withSpec(ObjectNode newSpec) {
        return new AnalysisRun(
                project,
                stage,
                name,
                verification,
                labels,
                annotations,
                newSpec,
                phase,
                message,
                startedAt,
                finishedAt,
                terminate,
                metrics);
    }

    /** The same run, asked to stop. */
    public AnalysisRun terminated() {
        return new AnalysisRun(
                project,
                stage,
                name,
                verification,
                labels,
                annotations,
                spec,
                phase,
                message,
                startedAt,
                finishedAt,
                true,
                metrics);
    }
}
