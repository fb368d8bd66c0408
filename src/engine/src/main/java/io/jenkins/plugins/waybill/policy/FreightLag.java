package io.jenkins.plugins.waybill.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * How far a Stage is behind what its Warehouse has made.
 *
 * @param origin which Warehouse
 * @param newer pieces of Freight newer than what runs there; all of them when nothing does
 * @param behindSince when the first newer one was found; null when it is up to date
 */
public record FreightLag(
        FreightOrigin origin, int newer, @Nullable Instant behindSince) {

    /** One answer for each origin that the Stage requests, in that order. */
    public static List<FreightLag> of(Stage stage, ProjectState state) {
        return stage.requestedFreight().stream()
                .map(request -> of(stage, request.origin(), state))
                .toList();
    }

    private static FreightLag of(Stage stage, FreightOrigin origin, ProjectState state) {
        Optional<String> current = state.stage(stage.name())
                .current()
                .map(collection -> collection.items().get(origin.key()))
                .map(FreightReference::name);
        List<Freight> newer = state.freightOf(origin).stream()
                .takeWhile(freight -> !current.equals(Optional.of(freight.name())))
                .toList();
        return new FreightLag(
                origin,
                newer.size(),
                newer.isEmpty() ? null : newer.get(newer.size() - 1).discoveredAt());
    }
}
