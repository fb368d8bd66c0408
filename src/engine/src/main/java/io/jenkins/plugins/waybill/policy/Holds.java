package io.jenkins.plugins.waybill.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Promotion.Intent;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState.Hold;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * Pauses of auto-promotion per origin: a person who promotes other Freight than the candidate means it to stay; one
 * who promotes the candidate lets automation go on. So does going back, whoever does it.
 */
public final class Holds {

    private Holds() {}

    /** What a new promotion means for auto-promotion of its origin; programs mean something only when they go back. */
    public static Intent intent(
            ProjectDefinition project,
            Stage stage,
            Freight freight,
            @Nullable Actor actor,
            boolean rollback,
            ProjectState state,
            Instant now) {
        boolean byProgram = actor == null || actor.isController();
        if ((byProgram && !rollback) || !PolicyMatch.of(project, stage).autoPromotionEnabled()) {
            return Intent.NONE;
        }
        boolean isCandidate = AutoPromotion.candidate(project, stage, freight.origin(), state, now)
                .filter(candidate -> candidate.name().equals(freight.name()))
                .isPresent();
        return isCandidate ? Intent.RESUME : Intent.HOLD;
    }

    /** The durable holds after a promotion ended; every end counts except an abort. */
    public static Map<String, Hold> afterEnd(Map<String, Hold> holds, Promotion promotion) {
        return promotion.phase() == PromotionPhase.ABORTED ? holds : overlay(holds, promotion);
    }

    /** The durable holds without those that have lost their meaning: automation is off, or the origin is gone. */
    public static Map<String, Hold> stillMeaningful(ProjectDefinition project, Stage stage, Map<String, Hold> holds) {
        if (!PolicyMatch.of(project, stage).autoPromotionEnabled()) {
            return Map.of();
        }
        Map<String, Hold> kept = new HashMap<>(holds);
        kept.keySet()
                .removeIf(origin -> stage.request(FreightOrigin.parse(origin)).isEmpty());
        return Map.copyOf(kept);
    }

    /** The holds that count now: the durable ones, with the intents of promotions on their way laid over them. */
    public static Map<String, Hold> effective(ProjectDefinition project, Stage stage, ProjectState state) {
        Map<String, Hold> holds = state.stage(stage.name()).holds();
        for (Promotion promotion : state.unfinished(stage.name())) {
            holds = overlay(holds, promotion);
        }
        return stillMeaningful(project, stage, holds);
    }

    private static Map<String, Hold> overlay(Map<String, Hold> holds, Promotion promotion) {
        String origin = promotion.freight().origin().key();
        Map<String, Hold> changed = new HashMap<>(holds);
        switch (promotion.intent()) {
            case NONE -> {
                return holds;
            }
            case RESUME -> changed.remove(origin);
            case HOLD ->
                changed.put(
                        origin,
                        new Hold(
                                promotion.freight().name(),
                                promotion.name(),
                                Optional.ofNullable(promotion.actor()).orElse(Actor.ENGINE),
                                promotion.createdAt()));
        }
        return Map.copyOf(changed);
    }

    /** Sentences about the holds of a Stage, one for each. */
    public static List<String> inWords(Map<String, Hold> holds) {
        return holds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> sentence(entry.getKey(), entry.getValue()))
                .toList();
    }

    static String sentence(String origin, Hold hold) {
        return hold.actor().displayName() + " holds " + shortName(hold.freightName()) + " of " + origin + " since "
                + hold.createdAt() + "; promoting the newest Freight resumes auto-promotion.";
    }

    private static String shortName(String freight) {
        return freight.substring(0, Math.min(7, freight.length()));
    }
}
