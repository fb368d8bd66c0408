package io.jenkins.plugins.waybill.warehouse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Artifacts;

/**
 * What a discovery came to.
 *
 * @param results one per subscription, in the order written; empty when nothing changed since the last time
 * @param freight what new Freight would pin; empty when there is to be none
 * @param explanation why there is none, or an empty text
 * @param healthy false when something is missing that should be there
 * @param observed what the sources looked like, for the next time
 */
public record Discovered(
        List<SubscriptionResult> results,
        Optional<Artifacts> freight,
        String explanation,
        boolean healthy,
        Map<String, String> observed) {

    public Discovered {
        results = List.copyOf(results);
        observed = Map.copyOf(observed);
    }

    /** All candidates that were taken, kind by kind, best first within each subscription. */
    public Artifacts candidates() {
        return Assembly.union(
                results.stream().flatMap(result -> result.found().stream()).toList());
    }
}
