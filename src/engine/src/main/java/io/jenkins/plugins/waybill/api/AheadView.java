package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.policy.Reason;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * What an origin has that a Stage does not run yet.
 *
 * @param newer pieces of Freight newer than what runs there; all of them when nothing does
 * @param behindSince when the first of them was found
 * @param next the newest that may go there; else the one that time alone lets go there first; else the newest
 */
record AheadView(String origin, int newer, Instant behindSince, NextView next) {

    /** Older Freight is not asked about its eligibility: the answer would not be shown, and there may be much of it. */
    private static final int MOST_LOOKED_AT = 20;

    /**
     * Freight in front of a Stage.
     *
     * @param eligibleAt when time alone will make it eligible; null when it is, or when nobody can tell
     * @param obstacles what is in the way, a sentence each; empty when it is eligible
     */
    record NextView(
            String name,
            String alias,
            List<ArtifactView> artifacts,
            Instant discoveredAt,
            boolean eligible,
            @Nullable Instant eligibleAt,
            List<String> obstacles) {

        static NextView of(Freight freight, Eligibility eligibility) {
            return new NextView(
                    freight.name(),
                    freight.alias(),
                    ArtifactView.of(freight.artifacts()),
                    freight.discoveredAt(),
                    eligibility.eligible(),
                    whenByItself(eligibility),
                    eligibility.obstacles());
        }
    }

    /** One answer for each origin that has something newer, in the order of the Stage's requests. */
    static List<AheadView> of(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        return stage.requestedFreight().stream()
                .map(request -> of(project, stage, request, state, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<AheadView> of(
            ProjectDefinition project, Stage stage, FreightRequest request, ProjectState state, Instant now) {
        String origin = request.origin().key();
        String current = state.stage(stage.name())
                .current()
                .map(collection -> collection.items().get(origin))
                .map(FreightReference::name)
                .orElse("");
        List<Freight> newer = state.freightOf(request.origin()).stream()
                .takeWhile(freight -> !freight.name().equals(current))
                .toList();
        if (newer.isEmpty()) {
            return Optional.empty();
        }
        List<NextView> looked = newer.stream()
                .limit(MOST_LOOKED_AT)
                .map(freight -> NextView.of(freight, Eligibility.decide(project, stage, freight, now)))
                .toList();
        NextView next = looked.stream()
                .filter(NextView::eligible)
                .findFirst()
                .or(() -> looked.stream()
                        .filter(candidate -> candidate.eligibleAt() != null)
                        .min(Comparator.comparing(candidate -> Objects.requireNonNull(candidate.eligibleAt()))))
                .orElseGet(() -> looked.get(0));
        return Optional.of(
                new AheadView(origin, newer.size(), newer.get(newer.size() - 1).discoveredAt(), next));
    }

    /** When all that is missing comes by itself; with several upstream Stages, when the first of them has soaked. */
    private static @Nullable Instant whenByItself(Eligibility eligibility) {
        if (eligibility.eligible()) {
            return null;
        }
        List<Reason> missing = eligibility.reasons().stream()
                .filter(reason -> !reason.satisfied())
                .filter(reason -> !reason.rule().equals("availability"))
                .toList();
        return missing.stream().allMatch(reason -> reason.satisfiedAt() != null)
                ? missing.stream()
                        .map(reason -> Objects.requireNonNull(reason.satisfiedAt()))
                        .max(Comparator.naturalOrder())
                        .orElse(null)
                : null;
    }
}
