package io.jenkins.plugins.waybill.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.FreightRequest.Selection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;

/**
 * The Freight that may go to a Stage. Unlike Kargo's listing it applies the very rule of
 * {@link Eligibility}, so what is listed is never refused afterwards.
 */
public final class AvailableFreight {

    private AvailableFreight() {}

    /** Everything that may go to the Stage, newest first over all origins. */
    public static List<Freight> list(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        return stage.requestedFreight().stream()
                .flatMap(request -> state.freightOf(request.origin()).stream())
                .filter(freight ->
                        Eligibility.decide(project, stage, freight, now).eligible())
                .sorted(Comparator.comparing(Freight::discoveredAt)
                        .thenComparing(Freight::name)
                        .reversed())
                .toList();
    }

    /**
     * What automatic rules may choose from, newest first and found lazily: what may go to the Stage and, where a request matches its
     * upstream, is in that upstream now.
     */
    static Stream<Freight> candidates(
            ProjectDefinition project, Stage stage, FreightRequest request, ProjectState state, Instant now) {
        return state.freightOf(request.origin()).stream()
                .filter(freight -> matchesUpstream(request, freight))
                .filter(freight ->
                        Eligibility.decide(project, stage, freight, now).eligible());
    }

    /** The next moment at which Freight becomes eligible by time alone. */
    public static Optional<Instant> nextSoakEnd(Stage stage, ProjectState state, Instant now) {
        return stage.requestedFreight().stream()
                .filter(request -> request.requiredSoakTime() != null && !request.direct())
                .flatMap(request -> soakEnds(request, state))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    private static boolean matchesUpstream(FreightRequest request, Freight freight) {
        return request.selection() != Selection.MATCH_UPSTREAM
                || request.stages().stream()
                        .anyMatch(upstream -> freight.status().currentlyIn().containsKey(upstream));
    }

    private static Stream<Instant> soakEnds(FreightRequest request, ProjectState state) {
        return request.stages().stream()
                .flatMap(upstream -> current(state, upstream, request)
                        .flatMap(freight -> SoakTime.reachedAt(freight.status(), upstream, required(request)))
                        .stream());
    }

    private static Duration required(FreightRequest request) {
        return request.requiredSoakTime() == null ? Duration.ZERO : request.requiredSoakTime();
    }

    private static Optional<Freight> current(ProjectState state, String stage, FreightRequest request) {
        return state.stage(stage)
                .current()
                .map(FreightCollection::items)
                .flatMap(items -> Optional.ofNullable(items.get(request.origin().key())))
                .map(FreightReference::name)
                .flatMap(state::freight);
    }
}
