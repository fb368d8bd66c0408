package io.jenkins.plugins.waybill.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;

/**
 * How delivery went in a window of time.
 *
 * @param from the window's beginning
 * @param to its end, not included
 * @param production the figures of all production Stages together: those that no other Stage takes Freight from
 * @param stages each Stage that things are promoted to, in the order of the manifests
 */
public record DeliveryInsight(Instant from, Instant to, DeliveryFigures production, List<StageInsight> stages) {

    public DeliveryInsight {
        stages = List.copyOf(stages);
    }

    /** The type of the audit events that count as failures of what runs in a Stage. */
    public static final String FAILED_VERIFICATION = "FreightVerificationFailed";

    /**
     * Looks back.
     *
     * @param failures events of type {@link #FAILED_VERIFICATION} since {@code from}; others are passed over
     */
    public static DeliveryInsight of(
            ProjectDefinition project, ProjectState state, List<AuditEvent> failures, Instant from, Instant to) {
        Set<String> upstream = project.stages().values().stream()
                .flatMap(stage -> stage.requestedFreight().stream())
                .flatMap(request -> request.stages().stream())
                .collect(Collectors.toSet());
        List<StageInsight> stages = new ArrayList<>();
        List<Deployment> production = new ArrayList<>();
        for (Stage stage : project.stages().values()) {
            if (stage.isControlFlow()) {
                continue;
            }
            boolean last = !upstream.contains(stage.name());
            List<Deployment> deployments = Deployments.of(stage.name(), state, failures, from, to);
            if (last) {
                production.addAll(deployments);
            }
            stages.add(StageInsight.of(stage, last, deployments, state, from, to));
        }
        production.sort(Comparator.comparing(Deployment::at));
        return new DeliveryInsight(from, to, DeliveryFigures.of(production, Duration.between(from, to)), stages);
    }
}
