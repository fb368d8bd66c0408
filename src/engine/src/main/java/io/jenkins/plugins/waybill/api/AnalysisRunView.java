package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Measurement;
import io.jenkins.plugins.waybill.model.MetricResult;
import org.jspecify.annotations.Nullable;

/**
 * An execution of analysis templates with every measurement that is kept.
 *
 * @param verification id of the verification that it decides
 * @param arguments values by name; those from Secrets are left out
 */
record AnalysisRunView(
        String name,
        String stage,
        String verification,
        String phase,
        String message,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> arguments,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<MetricView> metrics) {

    /** A metric; the counts cover measurements that are not kept any more, too. */
    record MetricView(
            String name,
            String phase,
            String message,
            boolean dryRun,
            int count,
            int successful,
            int failed,
            int inconclusive,
            int error,
            int consecutiveError,
            int consecutiveSuccess,
            Map<String, String> metadata,
            List<MeasurementView> measurements) {

        static MetricView of(MetricResult metric) {
            return new MetricView(
                    metric.name(),
                    metric.phase().displayName(),
                    metric.message(),
                    metric.dryRun(),
                    metric.count(),
                    metric.successful(),
                    metric.failed(),
                    metric.inconclusive(),
                    metric.error(),
                    metric.consecutiveError(),
                    metric.consecutiveSuccess(),
                    new TreeMap<>(metric.metadata()),
                    metric.measurements().stream().map(MeasurementView::of).toList());
        }
    }

    /** A measurement; {@code resumeAt} tells when one that runs is looked at again. */
    record MeasurementView(
            String phase,
            String value,
            String message,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant resumeAt,
            Map<String, String> metadata) {

        static MeasurementView of(Measurement measurement) {
            return new MeasurementView(
                    measurement.phase().displayName(),
                    measurement.value(),
                    measurement.message(),
                    measurement.startedAt(),
                    measurement.finishedAt(),
                    measurement.resumeAt(),
                    new TreeMap<>(measurement.metadata()));
        }
    }

    static AnalysisRunView of(AnalysisRun run) {
        Map<String, String> arguments = new LinkedHashMap<>();
        run.spec().path("args").forEach(argument -> {
            if (argument.hasNonNull("value") && !argument.path("valueFrom").has("secretKeyRef")) {
                arguments.put(
                        argument.path("name").asText(), argument.get("value").asText());
            }
        });
        return new AnalysisRunView(
                run.name(),
                run.stage(),
                run.verification(),
                run.phase().displayName(),
                run.message(),
                new TreeMap<>(run.labels()),
                new TreeMap<>(run.annotations()),
                arguments,
                run.startedAt(),
                run.finishedAt(),
                run.metrics().stream().map(MetricView::of).toList());
    }
}
