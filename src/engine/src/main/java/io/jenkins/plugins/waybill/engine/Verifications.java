package io.jenkins.plugins.waybill.engine;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.store.Transaction;
import io.jenkins.plugins.waybill.verification.StageVerification;
import org.jspecify.annotations.Nullable;

/** Verifications that people and hosts ask for or report. */
final class Verifications {

    private final EngineRoom room;

    Verifications(EngineRoom room) {
        this.room = room;
    }

    Verification again(ProjectDefinition project, Stage stage, Actor actor) {
        return room.write(project, stage, (transaction, now) -> {
            StageState state = state(transaction, project, stage);
            refuseUnlessAtRest(stage, state);
            return orRefuse(stage, StageVerification.again(transaction, stage, state, actor, now));
        });
    }

    private static void refuseUnlessAtRest(Stage stage, StageState state) {
        if (state.currentPromotion() != null) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "Promotion " + state.currentPromotion() + " runs in '" + stage.name()
                            + "'; what it brings is verified afterwards.");
        }
        boolean goesOn = state.current().stream()
                .flatMap(current -> current.verificationHistory().stream())
                .anyMatch(verification -> !verification.phase().isTerminal());
        if (goesOn) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "The verification of '" + stage.name() + "' goes on. Wait for it, or abort it first.");
        }
        Health health = state.health();
        if (state.current().isPresent() && (health == null || health.status() != Health.Status.HEALTHY)) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "Stage '" + stage.name() + "' is not healthy, and only what is healthy is verified."
                            + (health == null ? "" : " " + String.join(" ", health.issues())));
        }
    }

    /** Ends the verification that goes on. */
    Verification abort(ProjectDefinition project, Stage stage, Actor actor) {
        return room.write(project, stage, (transaction, now) -> StageVerification.abort(
                        transaction, stage, state(transaction, project, stage), actor, now)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.CONFLICT, "No verification of Stage '" + stage.name() + "' goes on.")));
    }

    private static StageState state(Transaction transaction, ProjectDefinition project, Stage stage) {
        return transaction.state().project(project.name()).stage(stage.name());
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
                                state(transaction, project, stage),
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
