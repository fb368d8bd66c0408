package io.jenkins.plugins.waybill.api;

import java.util.List;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.store.ProjectState;

/** Everything that the board's graph shows of a project. */
record ProjectGraph(String project, List<WarehouseView> warehouses, List<StageView> stages) {

    static ProjectGraph of(ProjectDefinition project, ProjectState state) {
        return new ProjectGraph(
                project.name(),
                project.warehouses().values().stream()
                        .map(warehouse -> WarehouseView.of(warehouse, state.warehouse(warehouse.name())))
                        .toList(),
                project.stages().values().stream()
                        .map(stage -> StageView.of(project, stage, state))
                        .toList());
    }
}
