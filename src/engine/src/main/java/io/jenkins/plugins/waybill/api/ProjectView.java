package io.jenkins.plugins.waybill.api;

import java.util.Objects;

import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.store.ProjectState;

/**
 * A project as lists show it.
 *
 * @param running promotions that run
 * @param unhealthy Stages that are
 */
record ProjectView(String name, int warehouses, int stages, int freight, long running, long unhealthy) {

    static ProjectView of(ProjectDefinition project, ProjectState state) {
        return new ProjectView(
                project.name(),
                project.warehouses().size(),
                project.stages().size(),
                state.freight().size(),
                state.unfinished().stream()
                        .filter(promotion -> promotion.phase() == PromotionPhase.RUNNING)
                        .count(),
                project.stages().keySet().stream()
                        .map(stage -> state.stage(stage).health())
                        .filter(Objects::nonNull)
                        .filter(health -> health.status() == Health.Status.UNHEALTHY)
                        .count());
    }
}
