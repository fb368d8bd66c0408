package io.jenkins.plugins.waybill.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.argocd.LiveApplication;
import io.jenkins.plugins.waybill.argocd.LiveApplication.Reference;
import io.jenkins.plugins.waybill.argocd.LiveApplications;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.promotion.Surroundings;

/**
 * The Argo CD Applications of a Stage: those that its last promotion or the one that runs dealt with, as Kargo's
 * annotation {@code argocd-context} lists them.
 */
final class StageApplications {

    private static final Set<String> STEPS = Set.of("argocd-update", "argocd-wait");

    private final Surroundings surroundings;
    private final LiveApplications live = new LiveApplications();

    StageApplications(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    List<LiveApplication> of(String project, String stage) {
        Set<Reference> references = references(project, stage);
        Optional<ArgoServer> server = surroundings.host().argoServers().find(project, stage);
        if (references.isEmpty()) {
            return List.of();
        }
        if (server.isEmpty()) {
            return references.stream()
                    .map(reference -> new LiveApplication(
                            reference.name(),
                            reference.namespace(),
                            "",
                            null,
                            null,
                            List.of(),
                            "No Argo CD server is known for this Stage any more."))
                    .toList();
        }
        try {
            return live.at(server.get(), references);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private Set<Reference> references(String project, String stage) {
        StageState state = surroundings.store().state().project(project).stage(stage);
        Set<Reference> references = new LinkedHashSet<>();
        if (state.lastPromotion() != null) {
            for (HealthCheck check : state.lastPromotion().healthChecks()) {
                if (STEPS.contains(check.uses())) {
                    add(references, check.config().path("apps"));
                }
            }
            surroundings
                    .store()
                    .promotion(project, state.lastPromotion().name())
                    .ifPresent(last -> addOutputs(references, last));
        }
        surroundings
                .store()
                .state()
                .project(project)
                .unfinished(stage)
                .forEach(running -> addOutputs(references, running));
        return references;
    }

    private static void addOutputs(Set<Reference> references, Promotion promotion) {
        promotion.executions().stream()
                .filter(execution -> STEPS.contains(execution.uses()))
                .map(StepExecution::alias)
                .flatMap(alias -> Stream.of(promotion.outputs().path(alias).path("apps")))
                .forEach(apps -> add(references, apps));
    }

    private static void add(Set<Reference> references, JsonNode apps) {
        for (JsonNode app : apps) {
            references.add(new Reference(
                    app.path("name").asText(""), app.path("namespace").asText("")));
        }
    }
}
