package io.jenkins.plugins.waybill.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a metric of an {@link AnalysisRun} came to so far.
 *
 * @param name of the metric
 * @param phase how it stands
 * @param message what decided it; may be empty
 * @param measurements oldest first; the oldest are dropped beyond what is to be retained
 * @param count measurements that counted: all but errors, dropped ones too
 * @param successful how many were successful
 * @param failed how many failed
 * @param inconclusive how many were neither
 * @param error how many could not be made
 * @param consecutiveError errors since the last measurement that could be made
 * @param consecutiveSuccess successes since the last measurement that was none
 * @param dryRun whether it is measured without a say in the result
 * @param metadata such as the query that was sent
 */
public record MetricResult(
        String name,
        Verification.Phase phase,
        String message,
        List<Measurement> measurements,
        int count,
        int successful,
        int failed,
        int inconclusive,
        int error,
        int consecutiveError,
        int consecutiveSuccess,
        boolean dryRun,
        Map<String, String> metadata) {

    public MetricResult {
        measurements = List.copyOf(measurements);
        metadata = Map.copyOf(metadata);
    }

    /** A metric that is about to be measured for the first time. */
    public static MetricResult begun(String name, boolean dryRun, Map<String, String> metadata) {
        return new MetricResult(name, Verification.Phase.RUNNING, "", List.of(), 0, 0, 0, 0, 0, 0, 0, dryRun, metadata);
    }

    /** The latest measurement. */
    public Optional<Measurement> last() {
        return measurements.isEmpty() ? Optional.empty() : Optional.of(measurements.get(measurements.size() - 1));
    }

    /** The same with another verdict. */
    public MetricResult with(Verification.Phase newPhase, String newMessage) {
        return new MetricResult(
                name,
                newPhase,
                newMessage,
                measurements,
                count,
                successful,
                failed,
                inconclusive,
                error,
                consecutiveError,
                consecutiveSuccess,
                dryRun,
                metadata);
    }
}
