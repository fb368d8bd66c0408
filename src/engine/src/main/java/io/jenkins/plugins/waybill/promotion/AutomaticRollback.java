package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.AutoRollback;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPolicy;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.LastPromotion;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.policy.PolicyMatch;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.verification.StageVerification;

/**
 * Going back without being asked: which Freight, by the rules that Kargo's documentation gives for its commercial
 * edition. Stable is what was last verified in the Stage, origin by origin.
 *
 * @param freight what is promoted once more
 * @param reason what went wrong, in a sentence
 */
record AutomaticRollback(Freight freight, String reason) {

    /** What went wrong before that is history: switching rollbacks on is not to bring back old Freight. */
    private static final Duration LATEST = Duration.ofMinutes(20);

    /** Decides once a Stage has settled; as long as promotions are on their way there, one of them may be the cure. */
    static Optional<AutomaticRollback> due(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        PromotionPolicy policy = PolicyMatch.of(project, stage).policy();
        if (policy == null
                || policy.autoRollback() == null
                || !state.unfinished(stage.name()).isEmpty()) {
            return Optional.empty();
        }
        AutoRollback rules = policy.autoRollback();
        return Stream.of(failedPromotion(stage, state, rules), failedVerification(stage, state, rules))
                .flatMap(Optional::stream)
                .filter(failure -> failure.at().plus(LATEST).isAfter(now))
                .flatMap(failure -> remedies(failure, stage, state))
                .findFirst();
    }

    private static Stream<AutomaticRollback> remedies(Failure failure, Stage stage, ProjectState state) {
        return failure.origins().stream()
                .filter(origin -> stage.request(FreightOrigin.parse(origin)).isPresent())
                .flatMap(origin -> stable(state.stage(stage.name()), origin).stream())
                .filter(stable -> !wasTried(stable, failure, stage, state))
                .flatMap(stable -> state.freight(stable.name()).stream())
                .map(freight -> new AutomaticRollback(freight, failure.reason()));
    }

    /** A rollback that did not help is not repeated. */
    private static boolean wasTried(FreightReference stable, Failure failure, Stage stage, ProjectState state) {
        return state.promotions(stage.name()).stream()
                .takeWhile(promotion -> !promotion.createdAt().isBefore(failure.at()))
                .anyMatch(
                        promotion -> promotion.rollback() && promotion.freight().equals(stable.name()));
    }

    private static Optional<Failure> failedPromotion(Stage stage, ProjectState state, AutoRollback rules) {
        StageState stageState = state.stage(stage.name());
        LastPromotion last = stageState.lastPromotion();
        if (last == null || !rules.onPromotion().contains(last.phase())) {
            return Optional.empty();
        }
        String origin = last.freight().origin().key();
        boolean isStable = stable(stageState, origin)
                .filter(stable -> stable.name().equals(last.freight().name()))
                .isPresent();
        // One that never started has changed nothing.
        boolean counts = state.promotion(last.name())
                .filter(promotion -> !promotion.rollback() && promotion.startedAt() != null)
                .isPresent();
        return counts && !isStable
                ? Optional.of(new Failure(
                        last.finishedAt(),
                        List.of(origin),
                        "Promotion " + last.name() + " ended " + last.phase().displayName() + ": " + last.message()))
                : Optional.empty();
    }

    private static Optional<Failure> failedVerification(Stage stage, ProjectState state, AutoRollback rules) {
        StageState stageState = state.stage(stage.name());
        Verification latest = stageState
                .current()
                .flatMap(current -> current.verificationHistory().stream().findFirst())
                .orElse(null);
        if (latest == null
                || latest.finishedAt() == null
                || !rules.onVerification().contains(latest.phase())
                || latest.message().equals(StageVerification.ABORTED)) {
            return Optional.empty();
        }
        return Optional.of(new Failure(
                latest.finishedAt(),
                drifted(stageState),
                "The verification of what runs in '" + stage.name() + "' ended "
                        + latest.phase().displayName()
                        + (latest.message().isEmpty() ? "." : ": " + latest.message())));
    }

    /** Origins whose current Freight is not the stable one, those first that left it first. */
    private static List<String> drifted(StageState state) {
        Comparator<String> byLeaving = Comparator.comparingInt(origin -> -left(state, origin));
        return state.current().stream()
                .flatMap(current -> current.items().keySet().stream())
                .filter(origin -> left(state, origin) >= 0)
                .sorted(byLeaving.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** How many entries ago the Stage left the origin's stable Freight; -1 where it runs that, or there is none. */
    private static int left(StageState state, String origin) {
        Optional<FreightReference> stable = stable(state, origin);
        int entries = 0;
        for (FreightCollection collection : state.freightHistory()) {
            FreightReference item = collection.items().get(origin);
            if (stable.isEmpty()
                    || (item != null && item.name().equals(stable.get().name()))) {
                break;
            }
            entries++;
        }
        return stable.isEmpty() ? -1 : entries - 1;
    }

    private static Optional<FreightReference> stable(StageState state, String origin) {
        return state.freightHistory().stream()
                .filter(collection -> collection.verificationHistory().stream()
                        .anyMatch(verification -> verification.phase() == Verification.Phase.SUCCESSFUL))
                .flatMap(collection -> Optional.ofNullable(collection.items().get(origin)).stream())
                .findFirst();
    }

    private record Failure(Instant at, List<String> origins, String reason) {}
}
