package io.jenkins.plugins.waybill.policy;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;

/** Stages without steps: what may go there counts as verified there at once. */
public final class ControlFlow {

    private ControlFlow() {}

    /** Freight to mark as verified in a control-flow Stage now. */
    public static List<Freight> toVerify(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        return stage.requestedFreight().stream()
                .flatMap(request -> AvailableFreight.candidates(project, stage, request, state, now))
                .filter(freight -> !freight.status().verifiedIn().containsKey(stage.name()))
                .toList();
    }
}
