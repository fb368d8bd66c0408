package io.jenkins.plugins.waybill.engine;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.store.Transaction;
import io.jenkins.plugins.waybill.verification.StageVerification;
import org.jspecify.annotations.Nullable;

/** Verifications that people and hosts ask for, look at or report. Thread-safe. */
public final class Verifications {

    private final EngineRoom room;
    private final Definitions definitions;

    Verifications(EngineRoom room) {
        this.room = room;
        definitions = room.definitions();
    }

    /** Verifies again what the Stage runs now. */
    public Verification reverify(String project, String stage, Actor actor) {
        return change(project, stage, (transaction, declared, state, now) -> {
            refuseUnlessAtRest(declared, state);
            return orRefuse(declared, StageVerification.again(transaction, declared, state, actor, now));
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

    /** Ends the verification of a Stage that goes on; it counts as failed. */
    public Verification abort(String project, String stage, Actor actor) {
        return change(project, stage, (transaction, declared, state, now) -> StageVerification.abort(
                        transaction, declared, state, actor, now)
                .orElseThrow(
                        () -> new Refusal(Refusal.Code.CONFLICT, "No verification of Stage '" + stage + "' goes on.")));
    }

    /**
     * Takes over the result of a verification that was made outside: a job, a test, a person.
     *
     * @param phase how it stands; a later report completes one that is not terminal
     * @param detail what to keep for people; null for nothing
     */
    public Verification report(
            String project,
            String stage,
            Verification.Phase phase,
            String message,
            @Nullable JsonNode detail,
            Actor actor) {
        return change(
                project,
                stage,
                (transaction, declared, state, now) -> orRefuse(
                        declared,
                        StageVerification.report(transaction, declared, state, phase, message, detail, actor, now)));
    }

    private interface Change {
        Verification apply(Transaction transaction, Stage stage, StageState state, Instant now);
    }

    private Verification change(String project, String stage, Change change) {
        ProjectDefinition definition = definitions.project(project);
        Stage declared = definitions.stage(project, stage);
        return room.write(definition, declared, (transaction, now) -> {
            StageState state = transaction.state().project(project).stage(stage);
            return change.apply(transaction, declared, state, now);
        });
    }

    private static Verification orRefuse(Stage stage, Optional<Verification> verification) {
        return verification.orElseThrow(() -> new Refusal(
                Refusal.Code.CONFLICT,
                "Stage '" + stage.name() + "' runs nothing yet, so there is nothing to verify."));
    }

    /** An execution of analysis templates with all its measurements; {@link Refusal} when there is none. */
    public AnalysisRun analysisRun(String project, String name) {
        return room.store()
                .analysisRun(project, name)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND,
                        "Project '" + project + "' has no analysis run '" + name
                                + "'. Runs are kept as long as the verification they belong to."));
    }
}
