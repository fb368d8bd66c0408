package io.jenkins.plugins.waybill.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.insight.DeliveryFigures;
import io.jenkins.plugins.waybill.insight.DeliveryInsight;
import io.jenkins.plugins.waybill.insight.StageInsight;
import io.jenkins.plugins.waybill.policy.FreightLag;
import org.jspecify.annotations.Nullable;

/** How well delivery goes. */
final class InsightRoutes {

    private static final int STANDARD_DAYS = 30;
    private static final int MOST_DAYS = 366;
    private static final int EVENTS_AT_ONCE = 1000;

    private InsightRoutes() {}

    static List<Route> all() {
        return List.of(Route.get("/projects/{project}/insight", InsightRoutes::insight));
    }

    /** A window's figures; times are in seconds. */
    record InsightView(Instant from, Instant to, FiguresView production, List<StageInsightView> stages) {

        static InsightView of(DeliveryInsight insight) {
            return new InsightView(
                    insight.from(),
                    insight.to(),
                    FiguresView.of(insight.production()),
                    insight.stages().stream().map(StageInsightView::of).toList());
        }
    }

    /** The four figures. */
    record FiguresView(
            int deployments,
            double deploymentsPerDay,
            @Nullable Long medianLeadSeconds,
            @Nullable Long slowLeadSeconds,
            int failures,
            @Nullable Double changeFailureRate,
            @Nullable Long medianRestoreSeconds,
            int unrestored) {

        static FiguresView of(DeliveryFigures figures) {
            return new FiguresView(
                    figures.deployments(),
                    figures.deploymentsPerDay(),
                    seconds(figures.medianLeadTime()),
                    seconds(figures.slowLeadTime()),
                    figures.failures(),
                    figures.changeFailureRate(),
                    seconds(figures.medianTimeToRestore()),
                    figures.unrestored());
        }

        private static @Nullable Long seconds(@Nullable Duration duration) {
            return duration == null ? null : duration.toSeconds();
        }
    }

    /** One Stage's figures and drift. */
    record StageInsightView(
            String stage,
            boolean production,
            FiguresView figures,
            int unfinished,
            List<DayView> days,
            List<LagView> lags,
            int skipped) {

        static StageInsightView of(StageInsight insight) {
            return new StageInsightView(
                    insight.stage(),
                    insight.production(),
                    FiguresView.of(insight.figures()),
                    insight.unfinished(),
                    insight.days().stream().map(DayView::of).toList(),
                    insight.lags().stream().map(LagView::of).toList(),
                    insight.skipped());
        }
    }

    /** A day in UTC. */
    record DayView(String day, int deployments, int failures) {
        static DayView of(StageInsight.Day day) {
            return new DayView(day.day().toString(), day.deployments(), day.failures());
        }
    }

    /** How far a Stage is behind an origin. */
    record LagView(String origin, int newer, @Nullable Instant behindSince) {
        static LagView of(FreightLag lag) {
            return new LagView(lag.origin().key(), lag.newer(), lag.behindSince());
        }
    }

    private static ApiResponse insight(Call call) {
        int days = call.query("days").map(InsightRoutes::days).orElse(STANDARD_DAYS);
        Instant to = call.now();
        Instant from = to.minus(Duration.ofDays(days));
        return ApiResponse.ok(
                InsightView.of(DeliveryInsight.of(call.project(), call.state(), failures(call, from), from, to)));
    }

    private static List<AuditEvent> failures(Call call, Instant from) {
        AuditFilter filter =
                new AuditFilter(call.projectName(), DeliveryInsight.FAILED_VERIFICATION, null, null, from, null);
        List<AuditEvent> all = new ArrayList<>();
        List<AuditEvent> part;
        long before = Long.MAX_VALUE;
        do {
            part = call.engine().audit().events(filter, before, EVENTS_AT_ONCE);
            all.addAll(part);
            before = part.isEmpty() ? 0 : part.get(part.size() - 1).sequence();
        } while (part.size() == EVENTS_AT_ONCE);
        return all;
    }

    private static int days(String text) {
        try {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= MOST_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer.
        }
        throw Problem.invalid("'days' is '" + text + "'; expected a number from 1 to " + MOST_DAYS + ".");
    }
}
