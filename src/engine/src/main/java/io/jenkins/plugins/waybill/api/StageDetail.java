package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;

/**
 * A Stage with its past.
 *
 * @param history what ran there, newest first; the first runs there now
 * @param place where it is written, as {@code file:line:column}
 */
record StageDetail(StageView stage, List<EntryView> history, String place) {

    /** What ran there for a while, with the verifications of it, newest first. */
    record EntryView(String id, List<StageView.CarriedView> freight, List<StageView.VerificationView> verifications) {}

    static StageDetail of(ProjectDefinition project, Stage stage, ProjectState state, Instant now) {
        return new StageDetail(
                StageView.of(project, stage, state, now),
                state.stage(stage.name()).freightHistory().stream()
                        .map(entry -> new EntryView(
                                entry.id(),
                                StageView.carried(entry, stage.name(), state),
                                entry.verificationHistory().stream()
                                        .map(StageView.VerificationView::of)
                                        .toList()))
                        .toList(),
                stage.position().toString());
    }
}
