package io.jenkins.plugins.waybill.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A place that Freight is promoted to, as its manifest declares it.
 *
 * @param name unique in the project
 * @param labels for policies' selectors
 * @param annotations free; colours and descriptions among them
 * @param variables for promotions and the only ones verification sees
 * @param requestedFreight each origin at most once
 * @param template what a promotion does
 * @param verification null when nothing is verified beyond health
 * @param position where it is written
 */
public record Stage(
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<Variable> variables,
        List<FreightRequest> requestedFreight,
        PromotionTemplate template,
        @Nullable VerificationTemplate verification,
        SourcePosition position) {

    public Stage {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        variables = List.copyOf(variables);
        requestedFreight = List.copyOf(requestedFreight);
    }

    /** A Stage without steps only passes Freight on; nothing can be promoted to it. */
    public boolean isControlFlow() {
        return template.steps().isEmpty();
    }

    /** The request for that origin's Freight, if this Stage takes it at all. */
    public Optional<FreightRequest> request(FreightOrigin origin) {
        return requestedFreight.stream()
                .filter(request -> request.origin().equals(origin))
                .findFirst();
    }
}
