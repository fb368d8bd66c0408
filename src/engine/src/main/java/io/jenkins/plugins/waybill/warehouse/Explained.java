package io.jenkins.plugins.waybill.warehouse;

import java.util.List;

/**
 * What became of the candidates of one subscription.
 *
 * @param source what was looked at, for people
 * @param candidates those that were taken before the others
 */
public record Explained(String source, List<Candidate> candidates) {

    public Explained {
        candidates = List.copyOf(candidates);
    }

    /** The explanations of a discovery. */
    public static List<Explained> of(Discovered discovered) {
        return discovered.results().stream()
                .map(result -> new Explained(result.source(), result.explained()))
                .toList();
    }
}
