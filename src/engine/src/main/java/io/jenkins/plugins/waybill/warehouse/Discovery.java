package io.jenkins.plugins.waybill.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WarehouseState;

/** Asks a Warehouse's sources and decides what Freight comes of it; writes nothing. Thread-safe. */
public final class Discovery {

    private final List<SubscriptionSource> sources;

    /** Discovery with these kinds of sources; the first that watches a subscription is asked. */
    public Discovery(List<SubscriptionSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Asks the sources, unless they look as they did last time.
     *
     * @param before what is known of the Warehouse
     * @return empty when nothing changed since the last successful discovery
     * @throws DiscoveryException when a source cannot be asked or a rule cannot be applied; the first one that fails ends
     *     the discovery
     */
    public Optional<Discovered> discoverChanges(String project, Warehouse warehouse, WarehouseState before)
            throws DiscoveryException {
        Map<String, String> known = known(before);
        List<Observation> looks = observe(project, warehouse, known);
        if (before.discoveredAt() != null && known.equals(fingerprints(warehouse, looks))) {
            return Optional.empty();
        }
        return Optional.of(decide(warehouse, looks));
    }

    /**
     * Decides anew even when nothing changed, but asks the sources no more than {@link #discoverChanges} does; for a
     * Warehouse whose last outcome is not known any more.
     *
     * @param before what is known of the Warehouse
     * @throws DiscoveryException as in {@link #discoverChanges}
     */
    public Discovered discoverAgain(String project, Warehouse warehouse, WarehouseState before)
            throws DiscoveryException {
        return decide(warehouse, observe(project, warehouse, known(before)));
    }

    /** Asks the sources whatever they looked like last time. */
    public Discovered discover(String project, Warehouse warehouse) throws DiscoveryException {
        return decide(warehouse, observe(project, warehouse, Map.of()));
    }

    private static Map<String, String> known(WarehouseState before) {
        return before.discoveredAt() == null ? Map.of() : before.observed();
    }

    private List<Observation> observe(String project, Warehouse warehouse, Map<String, String> known)
            throws DiscoveryException {
        List<Observation> looks = new ArrayList<>();
        for (Subscription subscription : warehouse.subscriptions()) {
            looks.add(source(warehouse, subscription)
                    .observe(project, subscription, known.getOrDefault("" + looks.size(), "")));
        }
        return looks;
    }

    private static Map<String, String> fingerprints(Warehouse warehouse, List<Observation> looks) {
        Map<String, String> observed = new TreeMap<>();
        // A changed declaration counts as a change, wherever it stands in its file.
        observed.put(
                "declaration",
                warehouse.automatic() + " "
                        + warehouse.freightCreationCriteria().strip());
        for (int index = 0; index < looks.size(); index++) {
            observed.put("" + index, looks.get(index).fingerprint());
        }
        return observed;
    }

    private SubscriptionSource source(Warehouse warehouse, Subscription subscription) throws DiscoveryException {
        return sources.stream()
                .filter(source -> source.watches(subscription))
                .findFirst()
                .orElseThrow(() -> new DiscoveryException(subscription.position() + ": Warehouse '" + warehouse.name()
                        + "' subscribes to " + Subscriptions.describe(subscription) + ", which this Waybill does not"
                        + " know how to watch. Check the type, or register such Freight with createFreight."));
    }

    private static Discovered decide(Warehouse warehouse, List<Observation> looks) throws DiscoveryException {
        List<SubscriptionResult> results = new ArrayList<>();
        for (Observation look : looks) {
            results.add(look.candidates());
        }
        Map<String, String> observed = fingerprints(warehouse, looks);
        if (results.isEmpty()) {
            return new Discovered(
                    results,
                    Optional.empty(),
                    "Nothing to promote: Warehouse '" + warehouse.name() + "' has no subscriptions.",
                    false,
                    observed);
        }
        for (SubscriptionResult result : results) {
            if (result.found().isEmpty()) {
                return new Discovered(
                        results,
                        Optional.empty(),
                        "Nothing to promote in " + result.source() + ": " + nothingBecause(result),
                        false,
                        observed);
            }
        }
        if (!warehouse.automatic()) {
            return new Discovered(
                    results,
                    Optional.empty(),
                    "Freight of this Warehouse is assembled by hand (freightCreationPolicy: Manual).",
                    true,
                    observed);
        }
        String criteria = warehouse.freightCreationCriteria().strip();
        try {
            if (!criteria.isEmpty()
                    && !BooleanRule.of("freightCreationCriteria", criteria).holds(Criteria.scope(results))) {
                return new Discovered(
                        results,
                        Optional.empty(),
                        "The newest artifacts do not satisfy freightCreationCriteria: " + criteria,
                        true,
                        observed);
            }
        } catch (DiscoveryException e) {
            // Asking the sources again would make the expression no better.
            return new Discovered(results, Optional.empty(), String.valueOf(e.getMessage()), false, observed);
        }
        Artifacts best = Assembly.union(
                results.stream().map(result -> result.found().get(0)).toList());
        return new Discovered(results, Optional.of(best), "", true, observed);
    }

    private static String nothingBecause(SubscriptionResult result) {
        if (result.explained().isEmpty()) {
            return "the source has no candidates at all. Check its name, or publish the first one.";
        }
        Candidate last = result.explained().get(0);
        int number = result.explained().size();
        return (number == 1 ? "the only candidate was left out, " : "all " + number + " candidates were left out, ")
                + last.what() + " because " + last.reason() + ".";
    }
}
