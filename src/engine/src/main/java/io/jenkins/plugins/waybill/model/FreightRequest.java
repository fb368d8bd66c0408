package io.jenkins.plugins.waybill.model;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Freight of one origin that a Stage takes, and from where.
 *
 * @param origin what makes the Freight
 * @param direct straight from the Warehouse
 * @param stages upstream Stages that must have verified it
 * @param requiredSoakTime how long it must have stayed upstream; null for no wait
 * @param availability whether all upstream Stages count or one is enough
 * @param selection what auto-promotion picks
 * @param position where it is written
 */
public record FreightRequest(
        FreightOrigin origin,
        boolean direct,
        List<String> stages,
        @Nullable Duration requiredSoakTime,
        Availability availability,
        Selection selection,
        SourcePosition position) {

    /** Kargo's {@code availabilityStrategy}; absent means {@link #ONE_OF}. */
    public enum Availability {
        ALL,
        ONE_OF
    }

    /** Kargo's {@code autoPromotionOptions.selectionPolicy}; absent means {@link #NEWEST_FREIGHT}. */
    public enum Selection {
        NEWEST_FREIGHT,
        MATCH_UPSTREAM
    }

    public FreightRequest {
        stages = List.copyOf(stages);
    }
}
