package io.jenkins.plugins.waybill.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.policy.FreightLag;
import io.jenkins.plugins.waybill.store.ProjectState;

/**
 * How delivery to one Stage went.
 *
 * @param stage its name
 * @param production whether no other Stage takes Freight from it
 * @param figures the four figures
 * @param unfinished promotions in the window that did not come to a good end
 * @param days every day of the window in UTC, oldest first
 * @param lags how far it is behind now, for each origin with something newer
 * @param skipped Freight found in the window that was passed over here: something newer came instead
 */
public record StageInsight(
        String stage,
        boolean production,
        DeliveryFigures figures,
        int unfinished,
        List<Day> days,
        List<FreightLag> lags,
        int skipped) {

    public StageInsight {
        days = List.copyOf(days);
        lags = List.copyOf(lags);
    }

    /** What happened on a day; {@code failures} are deployments of that day that turned out bad. */
    public record Day(LocalDate day, int deployments, int failures) {}

    static StageInsight of(
            Stage stage,
            boolean production,
            List<Deployment> deployments,
            ProjectState state,
            Instant from,
            Instant to) {
        int unfinished = (int) state.promotions(stage.name()).stream()
                .filter(promotion ->
                        promotion.phase() == PromotionPhase.FAILED || promotion.phase() == PromotionPhase.ERRORED)
                .filter(promotion -> !promotion.createdAt().isBefore(from)
                        && promotion.createdAt().isBefore(to))
                .count();
        return new StageInsight(
                stage.name(),
                production,
                DeliveryFigures.of(deployments, Duration.between(from, to)),
                unfinished,
                days(deployments, from, to),
                FreightLag.of(stage, state).stream()
                        .filter(lag -> lag.newer() > 0)
                        .toList(),
                skipped(stage, state, from));
    }

    private static List<Day> days(List<Deployment> deployments, Instant from, Instant to) {
        Map<LocalDate, List<Deployment>> byDay = new TreeMap<>();
        for (LocalDate day = day(from); !day.isAfter(day(to.minusNanos(1))); day = day.plusDays(1)) {
            byDay.put(day, new ArrayList<>());
        }
        deployments.forEach(deployment -> byDay.computeIfAbsent(day(deployment.at()), day -> new ArrayList<>())
                .add(deployment));
        return byDay.entrySet().stream()
                .map(entry -> new Day(entry.getKey(), entry.getValue().size(), (int) entry.getValue().stream()
                        .filter(deployment -> deployment.failedAt() != null)
                        .count()))
                .toList();
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static int skipped(Stage stage, ProjectState state, Instant from) {
        int skipped = 0;
        for (FreightRequest request : stage.requestedFreight()) {
            boolean somethingNewerCame = false;
            for (Freight freight : state.freightOf(request.origin())) {
                if (freight.discoveredAt().isBefore(from)) {
                    break;
                }
                boolean came = state.lastFinished(stage.name(), freight.name())
                        .filter(promotion -> promotion.phase() == PromotionPhase.SUCCEEDED)
                        .isPresent();
                skipped += somethingNewerCame && !came ? 1 : 0;
                somethingNewerCame |= came;
            }
        }
        return skipped;
    }
}
