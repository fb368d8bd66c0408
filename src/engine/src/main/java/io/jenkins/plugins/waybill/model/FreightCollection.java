package io.jenkins.plugins.waybill.model;

import java.util.List;
import java.util.Map;

/**
 * The Freight of all origins that a Stage runs at one time.
 *
 * @param id SHA-1 over the sorted Freight names; see {@link FreightName#ofCollection}
 * @param items by {@link FreightOrigin#key()}
 * @param verificationHistory newest first, at most ten
 */
public record FreightCollection(
        String id, Map<String, FreightReference> items, List<Verification> verificationHistory) {

    public FreightCollection {
        items = Map.copyOf(items);
        verificationHistory = List.copyOf(verificationHistory);
    }
}
