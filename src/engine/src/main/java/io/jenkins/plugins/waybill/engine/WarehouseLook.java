package io.jenkins.plugins.waybill.engine;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.warehouse.Explained;
import org.jspecify.annotations.Nullable;

/**
 * How a Warehouse is being watched, and what it last saw.
 *
 * @param lookedAt when its sources last answered, with news or without; null until they have answered this process
 * @param nextLookAt when they are asked again; null while they are being asked, and when nothing is done by itself
 * @param explainedAt of when {@code explained} is; null when there is none
 * @param explained what became of each candidate, subscription by subscription
 */
public record WarehouseLook(
        @Nullable Instant lookedAt,
        @Nullable Instant nextLookAt,
        @Nullable Instant explainedAt,
        List<Explained> explained) {

    public WarehouseLook {
        explained = List.copyOf(explained);
    }
}
