package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WarehouseState;
import org.jspecify.annotations.Nullable;

/**
 * A Warehouse and what it last found.
 *
 * @param message the error, or why no Freight came of it; empty when all is well
 */
record WarehouseView(
        String name,
        long intervalSeconds,
        boolean automatic,
        List<SubscriptionView> subscriptions,
        @Nullable Instant discoveredAt,
        @Nullable Instant attemptedAt,
        @Nullable Instant failingSince,
        String message,
        @Nullable String lastFreight) {

    /**
     * What it watches.
     *
     * @param kind {@code git}, {@code image}, {@code chart} or another type
     * @param repoURL null for other types
     */
    record SubscriptionView(
            String kind, String name, @Nullable String repoURL) {

        static SubscriptionView of(Subscription subscription) {
            if (subscription instanceof Subscription.Git git) {
                return new SubscriptionView("git", git.name(), ArtifactView.withoutPassword(git.repoUrl()));
            }
            if (subscription instanceof Subscription.ContainerImage image) {
                return new SubscriptionView("image", image.name(), ArtifactView.withoutPassword(image.repoUrl()));
            }
            if (subscription instanceof Subscription.HelmChart chart) {
                return new SubscriptionView("chart", chart.name(), ArtifactView.withoutPassword(chart.repoUrl()));
            }
            String type = subscription instanceof Subscription.Generic generic ? generic.type() : "";
            return new SubscriptionView(type, subscription.name(), null);
        }
    }

    static WarehouseView of(Warehouse warehouse, WarehouseState state) {
        return new WarehouseView(
                warehouse.name(),
                warehouse.interval().toSeconds(),
                warehouse.automatic(),
                warehouse.subscriptions().stream().map(SubscriptionView::of).toList(),
                state.discoveredAt(),
                state.attemptedAt(),
                state.failingSince(),
                state.message(),
                state.lastFreight());
    }
}
