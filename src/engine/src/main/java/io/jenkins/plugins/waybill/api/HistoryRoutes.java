package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jspecify.annotations.Nullable;

/** Who promoted what when, with whose approval, and how it did. */
final class HistoryRoutes {

    private static final List<String> COLUMNS = List.of(
            "name",
            "stage",
            "freight",
            "alias",
            "phase",
            "message",
            "rollback",
            "actor",
            "createdAt",
            "startedAt",
            "finishedAt",
            "answers",
            "verifications");

    private HistoryRoutes() {}

    static List<Route> all() {
        return List.of(Route.versioned("/projects/{project}/history", HistoryRoutes::history));
    }

    /**
     * A promotion with what people and verification said about it.
     *
     * @param answers to its approvals, oldest first
     * @param verifications of what it brought, newest first; empty once the Stage remembers it no more
     */
    record EntryView(
            String name,
            String stage,
            String freight,
            @Nullable String alias,
            String phase,
            String message,
            boolean rollback,
            @Nullable String actor,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<PromotionDetail.ResponseView> answers,
            List<StageView.VerificationView> verifications) {

        static EntryView of(Call call, PromotionSummary summary, ProjectState state) {
            PromotionView view = PromotionView.of(summary, state);
            Promotion promotion = call.engine().promotions().get(summary.project(), summary.name());
            return new EntryView(
                    view.name(),
                    view.stage(),
                    view.freight(),
                    view.alias(),
                    view.phase(),
                    view.message(),
                    view.rollback(),
                    view.actor(),
                    view.createdAt(),
                    view.startedAt(),
                    view.finishedAt(),
                    promotion.responses().stream()
                            .map(PromotionDetail.ResponseView::of)
                            .toList(),
                    verifications(promotion, state));
        }

        /** The same Freight may have come twice; each time, what was verified before the next counts. */
        private static List<StageView.VerificationView> verifications(Promotion promotion, ProjectState state) {
            FreightCollection brought = promotion.collection();
            Instant from = promotion.finishedAt();
            if (brought == null || from == null) {
                return List.of();
            }
            Instant until = state.promotions(promotion.stage()).stream()
                    .map(PromotionSummary::finishedAt)
                    .filter(other -> other != null && other.isAfter(from))
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            return state.stage(promotion.stage()).freightHistory().stream()
                    .filter(entry -> entry.id().equals(brought.id()))
                    .flatMap(entry -> entry.verificationHistory().stream())
                    .filter(verification -> !verification.startedAt().isBefore(from)
                            && verification.startedAt().isBefore(until))
                    .map(StageView.VerificationView::of)
                    .toList();
        }

        List<Object> cells() {
            return List.of(
                    name,
                    stage,
                    freight,
                    orEmpty(alias),
                    phase,
                    message,
                    rollback,
                    orEmpty(actor),
                    createdAt,
                    orEmpty(startedAt),
                    orEmpty(finishedAt),
                    answers.stream()
                            .map(answer -> (answer.approved() ? "approved by " : "rejected by ") + answer.actor()
                                    + " at " + answer.at()
                                    + (answer.comment().isEmpty() ? "" : ": " + answer.comment()))
                            .collect(Collectors.joining("\n")),
                    verifications.stream()
                            .map(verification -> verification.phase() + " at " + verification.startedAt())
                            .collect(Collectors.joining("\n")));
        }

        private static Object orEmpty(@Nullable Object value) {
            return value == null ? "" : value;
        }
    }

    private static ApiResponse history(Call call) {
        ProjectState state = call.state();
        String after = call.after().orElse(null);
        Stream<PromotionSummary> found =
                call.query("stage").map(state::promotions).orElseGet(state::promotions).stream()
                        .filter(promotion ->
                                after == null || ReadRoutes.place(promotion).compareTo(after) < 0)
                        .filter(wanted(call));
        return Export.of(call, "promotions")
                .map(export -> export.answer(
                        COLUMNS,
                        found.limit(Export.MOST)
                                .map(promotion -> EntryView.of(call, promotion, state))
                                .toList(),
                        EntryView::cells))
                .orElseGet(() -> ApiResponse.ok(Page.of(
                        found, call.limit(), ReadRoutes::place, promotion -> EntryView.of(call, promotion, state))));
    }

    private static Predicate<PromotionSummary> wanted(Call call) {
        String freight = call.query("freight")
                .map(name ->
                        call.engine().freight().get(call.projectName(), name).name())
                .orElse(null);
        String phase = call.query("phase").orElse(null);
        String actor = call.query("actor").map(AuditRoutes::actor).orElse(null);
        Instant since = call.time("since").orElse(Instant.MIN);
        Instant until = call.time("until").orElse(Instant.MAX);
        return promotion -> (freight == null || promotion.freight().equals(freight))
                && (phase == null || promotion.phase().displayName().equalsIgnoreCase(phase))
                && (actor == null || actor.equals(PromotionView.text(promotion.actor())))
                && !promotion.createdAt().isBefore(since)
                && promotion.createdAt().isBefore(until);
    }
}
