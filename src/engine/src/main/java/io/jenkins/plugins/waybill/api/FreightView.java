package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jspecify.annotations.Nullable;

/**
 * Freight, with where it is and what it has passed; the maps are by Stage.
 *
 * @param promotedTo when it came there, whether or not it is there still; left out when a later try failed
 */
record FreightView(
        String name,
        String alias,
        String origin,
        List<ArtifactView> artifacts,
        Instant discoveredAt,
        String createdBy,
        Map<String, Instant> currentlyIn,
        Map<String, Instant> promotedTo,
        Map<String, VerifiedView> verifiedIn,
        Map<String, ApprovalView> approvedFor,
        Map<String, JsonNode> metadata) {

    /** Verified in a Stage; {@code longestSoakSeconds} is null before the first stay there has ended. */
    record VerifiedView(Instant at, @Nullable Long longestSoakSeconds) {}

    /** Cleared for a Stage by a person. */
    record ApprovalView(Instant at, String actor, String comment) {}

    static FreightView of(Freight freight, ProjectDefinition project, ProjectState state) {
        FreightStatus status = freight.status();
        return new FreightView(
                freight.name(),
                freight.alias(),
                freight.origin().key(),
                ArtifactView.of(freight.artifacts()),
                freight.discoveredAt(),
                freight.createdBy().toString(),
                sorted(status.currentlyIn(), FreightStatus.CurrentUse::since),
                promotedTo(freight, project, state),
                sorted(
                        status.verifiedIn(),
                        use -> new VerifiedView(
                                use.verifiedAt(),
                                use.longestSoak() == null
                                        ? null
                                        : use.longestSoak().toSeconds())),
                sorted(
                        status.approvedFor(),
                        approval -> new ApprovalView(
                                approval.approvedAt(), approval.actor().toString(), approval.comment())),
                new TreeMap<>(status.metadata()));
    }

    private static Map<String, Instant> promotedTo(Freight freight, ProjectDefinition project, ProjectState state) {
        Map<String, Instant> promoted = new TreeMap<>();
        for (String stage : project.stages().keySet()) {
            state.lastFinished(stage, freight.name())
                    .filter(promotion -> promotion.phase() == PromotionPhase.SUCCEEDED)
                    .map(PromotionSummary::finishedAt)
                    .ifPresent(finished -> promoted.put(stage, finished));
        }
        return promoted;
    }

    private static <S, T> Map<String, T> sorted(Map<String, S> source, Function<S, T> view) {
        Map<String, T> sorted = new TreeMap<>();
        source.forEach((stage, value) -> sorted.put(stage, view.apply(value)));
        return sorted;
    }
}
