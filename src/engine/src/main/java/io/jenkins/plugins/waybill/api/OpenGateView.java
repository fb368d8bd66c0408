package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.approval.Ballot;
import io.jenkins.plugins.waybill.approval.PlannedChange;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * A gate before a Stage that nobody has opened yet, in short; the same for whoever looks.
 *
 * @param alias null when the Freight is gone
 * @param needed how many people must approve
 * @param given how many have
 */
record OpenGateView(String id, String freight, @Nullable String alias, int needed, int given) {

    static List<OpenGateView> of(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        return state.approvals().stream()
                .filter(approval -> approval.stage().equals(stage.name())
                        && !approval.status().isOver())
                .map(approval -> of(approval, project, stage, state, now))
                .toList();
    }

    private static OpenGateView of(
            Approval approval, ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        String change = PlannedChange.fingerprint(
                project, stage, approval.freight(), state.stage(stage.name()), approval.promisedChange());
        return new OpenGateView(
                approval.id(),
                approval.freight(),
                state.freight(approval.freight()).map(Freight::alias).orElse(null),
                approval.policy().people(),
                new Ballot(approval.policy(), approval.involvement(), change)
                        .count(approval.answers(), now)
                        .counted()
                        .size());
    }
}
