package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.policy.Holds;
import io.jenkins.plugins.waybill.policy.PolicyMatch;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.promotion.Waiting;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * A Stage as the graph shows it. Everything here changes only with the project's version, or when the earliest
 * {@code eligibleAt} has come, or a promotion window opens or closes.
 *
 * @param controlFlow true when it only passes Freight on
 * @param current what runs there, one item per origin
 * @param health {@code Healthy}, {@code Progressing} …; null before the first promotion
 * @param verification the newest of what runs there; null when there is none
 * @param running the promotion that runs; null for none
 * @param waiting promotions queued behind it, next first
 * @param last the last promotion that ended; null for none
 * @param ahead what its origins have that it does not run yet, as of {@code now}
 * @param holds sentences about origins that auto-promotion leaves alone
 * @param windows whether promotions may start now; null when no promotion window is about the Stage
 * @param gates gates outside of any promotion that nobody has opened yet
 */
record StageView(
        String name,
        @Nullable String description,
        @Nullable String color,
        Map<String, String> labels,
        boolean controlFlow,
        boolean autoPromotion,
        List<RequestView> requestedFreight,
        List<CarriedView> current,
        @Nullable String health,
        List<String> healthIssues,
        @Nullable VerificationView verification,
        @Nullable RunningView running,
        List<QueuedView> waiting,
        @Nullable LastView last,
        List<AheadView> ahead,
        List<String> holds,
        @Nullable WindowsView windows,
        List<OpenGateView> gates) {

    private static final String DESCRIPTION = "kargo.akuity.io/description";
    private static final String COLOR = "kargo.akuity.io/color";

    /** Freight that the Stage takes; the graph's edges. */
    record RequestView(
            String origin,
            boolean direct,
            List<String> stages,
            @Nullable Long soakSeconds,
            String availability) {

        static RequestView of(FreightRequest request) {
            return new RequestView(
                    request.origin().key(),
                    request.direct(),
                    request.stages(),
                    request.requiredSoakTime() == null
                            ? null
                            : request.requiredSoakTime().toSeconds(),
                    request.availability() == FreightRequest.Availability.ALL ? "All" : "OneOf");
        }
    }

    /** Freight that runs there; {@code alias} is null when the Freight itself is gone. */
    record CarriedView(
            String name,
            @Nullable String alias,
            String origin,
            List<ArtifactView> artifacts,
            @Nullable Instant since) {

        static CarriedView of(FreightReference reference, String stage, ProjectState state) {
            Freight freight = state.freight(reference.name()).orElse(null);
            var use = freight == null ? null : freight.status().currentlyIn().get(stage);
            return new CarriedView(
                    reference.name(),
                    freight == null ? null : freight.alias(),
                    reference.origin().key(),
                    ArtifactView.of(reference.artifacts()),
                    use == null ? null : use.since());
        }
    }

    /** A verification. */
    record VerificationView(
            String id,
            String phase,
            String message,
            @Nullable String actor,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String analysisRun) {

        static VerificationView of(Verification verification) {
            return new VerificationView(
                    verification.id(),
                    capitalised(verification.phase().name()),
                    verification.message(),
                    PromotionView.text(verification.actor()),
                    verification.startedAt(),
                    verification.finishedAt(),
                    verification.analysisRun());
        }
    }

    /**
     * Whether promotions may start now.
     *
     * @param reasons in sentences
     * @param changesAt when that changes by itself; null when never
     */
    record WindowsView(
            boolean open, List<String> reasons, @Nullable Instant changesAt) {

        static WindowsView of(PromotionWindows windows) {
            return new WindowsView(windows.open(), windows.reasons(), windows.changesAt());
        }
    }

    /** The promotion that runs, and where it stands. */
    record RunningView(
            String name,
            String freight,
            @Nullable String alias,
            @Nullable String actor,
            @Nullable Instant startedAt,
            @Nullable CurrentStep step) {}

    /** A promotion in the queue. */
    record QueuedView(String name, String freight, @Nullable String alias, String message, Instant createdAt) {}

    /** A promotion that is over. */
    record LastView(String name, String freight, String phase, String message, Instant finishedAt) {

        static LastView of(StageState.LastPromotion last) {
            return new LastView(
                    last.name(), last.freight().name(), last.phase().displayName(), last.message(), last.finishedAt());
        }
    }

    static StageView of(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        StageState known = state.stage(stage.name());
        List<Promotion> unfinished = state.unfinished(stage.name());
        Health health = known.health();
        PromotionWindows windows = PromotionWindows.decide(project, stage, now);
        return new StageView(
                stage.name(),
                stage.annotations().get(DESCRIPTION),
                stage.annotations().get(COLOR),
                new TreeMap<>(stage.labels()),
                stage.isControlFlow(),
                PolicyMatch.of(project, stage).autoPromotionEnabled(),
                stage.requestedFreight().stream().map(RequestView::of).toList(),
                known.current()
                        .map(current -> carried(current, stage.name(), state))
                        .orElse(List.of()),
                health == null ? null : health(health.status()),
                health == null ? List.of() : health.issues(),
                known.current()
                        .flatMap(current ->
                                current.verificationHistory().stream().findFirst())
                        .map(VerificationView::of)
                        .orElse(null),
                unfinished.stream()
                        .filter(promotion -> promotion.phase() == PromotionPhase.RUNNING)
                        .findFirst()
                        .map(promotion -> running(promotion, state, now))
                        .orElse(null),
                unfinished.stream()
                        .filter(promotion -> promotion.phase() == PromotionPhase.PENDING)
                        .map(promotion -> queued(promotion, state, windows))
                        .toList(),
                known.lastPromotion() == null ? null : LastView.of(known.lastPromotion()),
                AheadView.of(project, stage, state, now),
                Holds.inWords(Holds.effective(project, stage, state)),
                windows.selected() ? WindowsView.of(windows) : null,
                OpenGateView.of(project, stage, state, now));
    }

    static List<CarriedView> carried(FreightCollection collection, String stage, ProjectState state) {
        return collection.items().values().stream()
                .sorted((left, right) -> left.origin().compareTo(right.origin()))
                .map(reference -> CarriedView.of(reference, stage, state))
                .toList();
    }

    static String capitalised(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String health(Health.Status status) {
        return status == Health.Status.NOT_APPLICABLE ? "NotApplicable" : capitalised(status.name());
    }

    private static RunningView running(Promotion promotion, ProjectState state, Instant now) {
        return new RunningView(
                promotion.name(),
                promotion.freight().name(),
                alias(promotion.freight(), state),
                PromotionView.text(promotion.actor()),
                promotion.startedAt(),
                CurrentStep.of(promotion, now).orElse(null));
    }

    private static QueuedView queued(Promotion promotion, ProjectState state, PromotionWindows windows) {
        return new QueuedView(
                promotion.name(),
                promotion.freight().name(),
                alias(promotion.freight(), state),
                Waiting.inWords(promotion, state, windows),
                promotion.createdAt());
    }

    private static @Nullable String alias(FreightReference reference, ProjectState state) {
        return state.freight(reference.name()).map(Freight::alias).orElse(null);
    }
}
