package io.jenkins.plugins.waybill.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A watcher of repositories that assembles what it finds into Freight.
 *
 * @param name unique in the project
 * @param labels free
 * @param interval between two discoveries
 * @param automatic false when people assemble Freight by hand ({@code freightCreationPolicy: Manual})
 * @param freightCreationCriteria a bare expression that must hold; empty for none
 * @param subscriptions at least one
 * @param position where it is written
 */
public record Warehouse(
        String name,
        Map<String, String> labels,
        Duration interval,
        boolean automatic,
        String freightCreationCriteria,
        List<Subscription> subscriptions,
        SourcePosition position) {

    public Warehouse {
        labels = Map.copyOf(labels);
        subscriptions = List.copyOf(subscriptions);
    }

    /** This Warehouse as an origin of Freight. */
    public FreightOrigin origin() {
        return FreightOrigin.warehouse(name);
    }
}
