package io.jenkins.plugins.waybill.model;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What discovery last found for a Warehouse; its declaration is {@link Warehouse}.
 *
 * @param project the project
 * @param warehouse the Warehouse's name
 * @param discovered candidates per kind, newest preference first; the first of each makes the Freight
 * @param discoveredAt when discovery last succeeded; null for never
 * @param attemptedAt when it was last tried; null for never
 * @param failingSince when it began to fail; null while it succeeds
 * @param message the error, or why no Freight came of it; empty when all is well
 * @param lastFreight name of the Freight that the last discovery led to; null for none
 * @param observed per subscription, what lets the next discovery do nothing when nothing changed (ref lists, ETags)
 */
public record WarehouseState(
        String project,
        String warehouse,
        Artifacts discovered,
        @Nullable Instant discoveredAt,
        @Nullable Instant attemptedAt,
        @Nullable Instant failingSince,
        String message,
        @Nullable String lastFreight,
        Map<String, String> observed) {

    public WarehouseState {
        observed = Map.copyOf(observed);
    }

    /** A Warehouse that was never polled. */
    public static WarehouseState initial(String project, String warehouse) {
        return new WarehouseState(project, warehouse, Artifacts.NONE, null, null, null, "", null, Map.of());
    }
}
