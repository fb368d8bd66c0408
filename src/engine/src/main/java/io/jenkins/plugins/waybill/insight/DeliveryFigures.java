package io.jenkins.plugins.waybill.insight;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The four figures, over some deployments.
 *
 * @param deployments how many there were
 * @param deploymentsPerDay how often
 * @param medianLeadTime from finding Freight to its first arrival; null when there was none
 * @param slowLeadTime nine of ten were faster; null when there was none
 * @param failures deployments that turned out bad
 * @param changeFailureRate their share; null without deployments
 * @param medianTimeToRestore from turning bad until something better had come; null when nothing was restored
 * @param unrestored failures that nothing better has followed yet
 */
public record DeliveryFigures(
        int deployments,
        double deploymentsPerDay,
        @Nullable Duration medianLeadTime,
        @Nullable Duration slowLeadTime,
        int failures,
        @Nullable Double changeFailureRate,
        @Nullable Duration medianTimeToRestore,
        int unrestored) {

    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.9;
    private static final double SECONDS_PER_DAY = 86_400;

    static DeliveryFigures of(List<Deployment> deployments, Duration window) {
        List<Duration> leadTimes = sorted(deployments, Deployment::leadTime);
        List<Duration> restored = sorted(
                deployments,
                deployment -> deployment.restoredAt() == null
                        ? null
                        : Duration.between(Objects.requireNonNull(deployment.failedAt()), deployment.restoredAt()));
        int failures = (int) deployments.stream()
                .filter(deployment -> deployment.failedAt() != null)
                .count();
        return new DeliveryFigures(
                deployments.size(),
                deployments.size() / (window.toSeconds() / SECONDS_PER_DAY),
                quantile(leadTimes, MEDIAN),
                quantile(leadTimes, SLOW),
                failures,
                deployments.isEmpty() ? null : (double) failures / deployments.size(),
                quantile(restored, MEDIAN),
                failures - restored.size());
    }

    private static List<Duration> sorted(
            List<Deployment> deployments, Function<Deployment, @Nullable Duration> measure) {
        return deployments.stream()
                .map(deployment -> Optional.ofNullable(measure.apply(deployment)))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /** The smallest value that so large a share of all does not exceed. */
    private static @Nullable Duration quantile(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
