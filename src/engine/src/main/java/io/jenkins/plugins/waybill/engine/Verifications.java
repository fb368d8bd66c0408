package io.jenkins.plugins.waybill.engine;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.verification.StageVerification;
import org.jspecify.annotations.Nullable;

/** Verifications that people and hosts ask for or report. */
final class Verifications {

    private final EngineRoom room;

    Verifications(EngineRoom room) {
        this.room = room;
    }

    Verification again(ProjectDefinition project, Stage stage, Actor actor) {
        return room.write(
                project,
                stage,
                (transaction, now) -> orRefuse(
                        stage,
                        StageVerification.again(
                                transaction,
                                stage,
                                transaction.state().project(project.name()).stage(stage.name()),
                                actor,
                                now)));
    }

    Verification report(
            ProjectDefinition project,
            Stage stage,
            Verification.Phase phase,
            String message,
            @Nullable JsonNode detail,
            Actor actor) {
        return room.write(
                project,
                stage,
                (transaction, now) -> orRefuse(
                        stage,
                        StageVerification.report(
                                transaction,
                                stage,
                                transaction.state().project(project.name()).stage(stage.name()),
                                phase,
                                message,
                                detail,
                                actor,
                                now)));
    }

    private static Verification orRefuse(Stage stage, Optional<Verification> verification) {
        return verification.orElseThrow(() -> new Refusal(
                Refusal.Code.CONFLICT,
                "Stage '" + stage.name() + "' runs nothing yet, so there is nothing to verify."));
    }
}
