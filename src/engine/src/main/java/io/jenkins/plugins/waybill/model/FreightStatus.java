package io.jenkins.plugins.waybill.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of Freight is and what it has passed; keys are Stage names.
 *
 * @param currentlyIn Stages that use it now
 * @param verifiedIn Stages it was verified in; a key never disappears by a later failure
 * @param approvedFor Stages a person cleared it for
 * @param metadata what {@code set-metadata} recorded
 */
public record FreightStatus(
        Map<String, CurrentUse> currentlyIn,
        Map<String, VerifiedUse> verifiedIn,
        Map<String, FreightApproval> approvedFor,
        Map<String, JsonNode> metadata) {

    /** New Freight. */
    public static final FreightStatus NEW = new FreightStatus(Map.of(), Map.of(), Map.of(), Map.of());

    public FreightStatus {
        currentlyIn = Map.copyOf(currentlyIn);
        verifiedIn = Map.copyOf(verifiedIn);
        approvedFor = Map.copyOf(approvedFor);
        metadata = Map.copyOf(metadata);
    }

    /** In a Stage since then. */
    public record CurrentUse(Instant since) {}

    /**
     * Verified in a Stage.
     *
     * @param verifiedAt the first time
     * @param longestSoak the longest completed stay there; null before the first one ended
     */
    public record VerifiedUse(Instant verifiedAt, @Nullable Duration longestSoak) {}

    /**
     * Cleared for a Stage by a person, whatever verification and soak time say.
     *
     * @param approvedAt when
     * @param actor who
     * @param comment why; may be empty
     */
    public record FreightApproval(Instant approvedAt, Actor actor, String comment) {}
}
