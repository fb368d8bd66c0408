package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/** Everything that the board's graph shows of a project. */
record ProjectGraph(String project, List<WarehouseView> warehouses, List<StageView> stages) {

    static ProjectGraph of(ProjectDefinition project, ProjectState state, Instant now) {
        return new ProjectGraph(
                project.name(),
                project.warehouses().values().stream()
                        .map(warehouse -> WarehouseView.of(warehouse, state.warehouse(warehouse.name())))
                        .toList(),
                project.stages().values().stream()
                        .map(stage -> StageView.of(project, stage, state, now))
                        .toList());
    }

    /** When it would read differently though nothing happens; null when it would not. */
    @Nullable
    Instant staleAt() {
        return stages.stream()
                .flatMap(stage -> Stream.concat(
                        stage.ahead().stream().map(ahead -> ahead.next().eligibleAt()),
                        Stream.ofNullable(stage.windows()).map(StageView.WindowsView::changesAt)))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
