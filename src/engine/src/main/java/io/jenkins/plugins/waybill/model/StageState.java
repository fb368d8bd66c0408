package io.jenkins.plugins.waybill.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a Stage has become; its declaration is {@link Stage}.
 *
 * @param project the project
 * @param stage the Stage's name
 * @param freightHistory newest first, at most ten; the first is what runs there now
 * @param health null before the first promotion
 * @param currentPromotion name of the one that runs; null for none
 * @param lastPromotion the last that ended; null for none
 * @param holds by origin key: Freight a person chose, which auto-promotion leaves alone
 * @param metadata what {@code set-metadata} recorded
 */
public record StageState(
        String project,
        String stage,
        List<FreightCollection> freightHistory,
        @Nullable Health health,
        @Nullable String currentPromotion,
        @Nullable LastPromotion lastPromotion,
        Map<String, Hold> holds,
        Map<String, JsonNode> metadata) {

    public StageState {
        freightHistory = List.copyOf(freightHistory);
        holds = Map.copyOf(holds);
        metadata = Map.copyOf(metadata);
    }

    /** A Stage that nothing has happened to. */
    public static StageState initial(String project, String stage) {
        return new StageState(project, stage, List.of(), null, null, null, Map.of(), Map.of());
    }

    /** What runs there now. */
    public Optional<FreightCollection> current() {
        return freightHistory.stream().findFirst();
    }

    /**
     * The last promotion that ended.
     *
     * @param name its name
     * @param phase how it ended
     * @param message what it told people
     * @param freight what was promoted
     * @param collection all origins' Freight it was to bring; null when it never started and had none to inherit
     * @param healthChecks what its steps left behind
     * @param finishedAt when
     */
    public record LastPromotion(
            String name,
            PromotionPhase phase,
            String message,
            FreightReference freight,
            @Nullable FreightCollection collection,
            List<HealthCheck> healthChecks,
            Instant finishedAt) {

        public LastPromotion {
            healthChecks = List.copyOf(healthChecks);
        }
    }

    /**
     * Auto-promotion pauses for an origin because a person promoted other Freight than the candidate.
     *
     * @param freightName what they promoted
     * @param promotionName with which promotion
     * @param actor who
     * @param createdAt when
     */
    public record Hold(String freightName, String promotionName, Actor actor, Instant createdAt) {}
}
