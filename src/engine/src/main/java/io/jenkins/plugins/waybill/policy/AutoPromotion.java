package io.jenkins.plugins.waybill.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.FreightRequest.Selection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState.Hold;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jspecify.annotations.Nullable;

/**
 * What automation does about one origin's Freight in one Stage.
 *
 * @param origin the origin
 * @param freight what is to be promoted now; null when nothing is
 * @param explanation why, in a sentence
 */
public record AutoPromotion(FreightOrigin origin, @Nullable Freight freight, String explanation) {

    /** Decides for each origin that the Stage requests, in that order. */
    public static List<AutoPromotion> decide(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        PolicyMatch policy = PolicyMatch.of(project, stage);
        if (!policy.autoPromotionEnabled() || stage.isControlFlow()) {
            String explanation = stage.isControlFlow()
                    ? "'" + stage.name() + "' has no steps, so nothing is promoted to it."
                    : policy.explanation();
            return stage.requestedFreight().stream()
                    .map(request -> new AutoPromotion(request.origin(), null, explanation))
                    .toList();
        }
        PromotionWindows windows = PromotionWindows.decide(project, stage, now);
        if (!windows.open()) {
            // Nothing is queued meanwhile, so that what is newest then goes when the window opens.
            return stage.requestedFreight().stream()
                    .map(request -> nothing(request.origin(), windows.summary()))
                    .toList();
        }
        Map<String, Hold> holds = Holds.effective(project, stage, state);
        return stage.requestedFreight().stream()
                .map(request -> decide(project, stage, request, holds, state, now))
                .toList();
    }

    /** The Freight that automation would choose for an origin, whether or not anything stands in the way. */
    public static Optional<Freight> candidate(
            ProjectDefinition project, Stage stage, FreightOrigin origin, ProjectState state, Instant now) {
        return stage.request(origin).flatMap(request -> {
            List<Freight> newest = twoNewest(project, stage, request, state, now);
            return ambiguous(request, newest)
                    ? Optional.empty()
                    : newest.stream().findFirst();
        });
    }

    private static List<Freight> twoNewest(
            ProjectDefinition project, Stage stage, FreightRequest request, ProjectState state, Instant now) {
        return AvailableFreight.candidates(project, stage, request, state, now)
                .limit(2)
                .toList();
    }

    private static boolean ambiguous(FreightRequest request, List<Freight> candidates) {
        return request.selection() == Selection.MATCH_UPSTREAM && candidates.size() > 1;
    }

    private static AutoPromotion decide(
            ProjectDefinition project,
            Stage stage,
            FreightRequest request,
            Map<String, Hold> holds,
            ProjectState state,
            Instant now) {
        FreightOrigin origin = request.origin();
        if (project.warehouse(origin.name()).isEmpty()) {
            return nothing(origin, "There is no Warehouse '" + origin.name() + "' in the project.");
        }
        Hold hold = holds.get(origin.key());
        if (hold != null) {
            return nothing(origin, Holds.sentence(origin.key(), hold));
        }
        List<Freight> candidates = twoNewest(project, stage, request, state, now);
        if (candidates.isEmpty()) {
            return nothing(origin, "No Freight of " + origin.key() + " may go to '" + stage.name() + "' yet.");
        }
        if (ambiguous(request, candidates)) {
            return nothing(
                    origin, "The upstream runs more than one piece of Freight at once; one is needed to match it.");
        }
        Freight candidate = candidates.get(0);
        return obstacle(stage, candidate, state)
                .map(explanation -> nothing(origin, explanation))
                .orElseGet(() -> new AutoPromotion(
                        origin, candidate, "'" + candidate.alias() + "' is the newest Freight that may go there."));
    }

    private static Optional<String> obstacle(Stage stage, Freight candidate, ProjectState state) {
        String name = "'" + candidate.alias() + "'";
        boolean current = state.stage(stage.name())
                .current()
                .map(collection -> collection.items().get(candidate.origin().key()))
                .map(FreightReference::name)
                .filter(candidate.name()::equals)
                .isPresent();
        if (current) {
            return Optional.of("The newest Freight that may go there, " + name + ", is there already.");
        }
        boolean onItsWay = state.unfinished(stage.name()).stream()
                .anyMatch(promotion -> promotion.freight().name().equals(candidate.name()));
        if (onItsWay) {
            return Optional.of(name + " is on its way.");
        }
        // One that did not succeed would most likely not succeed again: a person must look first.
        return state.lastFinished(stage.name(), candidate.name())
                .filter(last -> last.phase() != PromotionPhase.SUCCEEDED)
                .map(last -> lastOne(name, last));
    }

    private static String lastOne(String name, PromotionSummary last) {
        return "The last promotion of " + name + " ended " + last.phase().displayName() + " (" + last.name()
                + "); automation does not repeat it. Promote it by hand, or wait for newer Freight.";
    }

    private static AutoPromotion nothing(FreightOrigin origin, String explanation) {
        return new AutoPromotion(origin, null, explanation);
    }
}
