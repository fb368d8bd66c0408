package io.jenkins.plugins.waybill.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Stage's promotions as deployments. Going back is no deployment: it says that the one before failed, and
 * restores.
 */
final class Deployments {

    private final ProjectState state;
    private final List<PromotionSummary> arrivals;
    private final List<AuditEvent> failures;

    private Deployments(String stage, ProjectState state, List<AuditEvent> failures) {
        this.state = state;
        this.arrivals = state.promotions(stage).stream()
                .filter(promotion -> promotion.phase() == PromotionPhase.SUCCEEDED)
                .filter(promotion -> promotion.finishedAt() != null)
                .sorted(Comparator.comparing(Deployments::end))
                .toList();
        this.failures = failures.stream()
                .filter(event -> event.type().equals(DeliveryInsight.FAILED_VERIFICATION))
                .filter(event -> event.detail().path("stage").asText().equals(stage))
                .sorted(Comparator.comparing(AuditEvent::at))
                .toList();
    }

    /** Those that came in the window, oldest first. */
    static List<Deployment> of(String stage, ProjectState state, List<AuditEvent> failures, Instant from, Instant to) {
        return new Deployments(stage, state, failures)
                .all().stream()
                        .filter(deployment -> !deployment.at().isBefore(from)
                                && deployment.at().isBefore(to))
                        .toList();
    }

    private List<Deployment> all() {
        List<Deployment> deployments = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < arrivals.size(); index++) {
            PromotionSummary arrival = arrivals.get(index);
            boolean first = seen.add(arrival.freight());
            if (!arrival.rollback()) {
                Instant failedAt = failedAt(index);
                deployments.add(new Deployment(
                        end(arrival),
                        first ? leadTime(arrival) : null,
                        failedAt,
                        failedAt == null ? null : restoredAt(index)));
            }
        }
        return deployments;
    }

    private @Nullable Duration leadTime(PromotionSummary arrival) {
        return state.freight(arrival.freight())
                .map(freight -> Duration.between(freight.discoveredAt(), end(arrival)))
                .map(time -> time.isNegative() ? Duration.ZERO : time)
                .orElse(null);
    }

    private @Nullable Instant failedAt(int index) {
        Instant until = index + 1 < arrivals.size() ? end(arrivals.get(index + 1)) : Instant.MAX;
        String freight = arrivals.get(index).freight();
        for (AuditEvent failure : failures) {
            boolean ofThis = failure.detail().path("freight").asText().equals(freight);
            if (ofThis
                    && !failure.at().isBefore(end(arrivals.get(index)))
                    && failure.at().isBefore(until)) {
                return failure.at();
            }
        }
        // Nobody wrote down when people noticed; it was bad from its arrival on.
        return index + 1 < arrivals.size() && arrivals.get(index + 1).rollback() ? end(arrivals.get(index)) : null;
    }

    private @Nullable Instant restoredAt(int failed) {
        for (int index = failed + 1; index < arrivals.size(); index++) {
            boolean other =
                    !arrivals.get(index).freight().equals(arrivals.get(failed).freight());
            if (other && failedAt(index) == null) {
                return end(arrivals.get(index));
            }
        }
        return null;
    }

    private static Instant end(PromotionSummary promotion) {
        return Objects.requireNonNull(promotion.finishedAt());
    }
}
