package io.jenkins.plugins.waybill.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import io.jenkins.plugins.waybill.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The verification of what a Stage runs: the current Freight of all origins as one. Each method is
 * part of one durable change.
 */
public final class StageVerification {

    private static final int HISTORY = 10;

    private StageVerification() {}

    /** Why a Stage is not verified by Waybill itself, and who can help. */
    public static final String NO_ANALYSIS =
            "This Stage asks for analysis templates, which Waybill does not run by itself. Report the result from a job"
                    + " (verifyStage) or through the API, or approve the Freight for the Stages that wait for it.";

    /**
     * Begins the verification of current Freight that has none, once the Stage is healthy and no promotion runs. Without
     * {@code spec.verification} it succeeds at once.
     */
    public static void beginIfDue(Transaction transaction, Stage stage, StageState state, Instant now) {
        if (state.currentPromotion() == null
                && isHealthy(state)
                && state.current()
                        .filter(current -> current.verificationHistory().isEmpty())
                        .isPresent()) {
            record(transaction, stage, state, begin(stage, null, now));
        }
    }

    /**
     * Verifies again what the Stage runs.
     *
     * @return the new verification; empty when the Stage runs nothing
     */
    public static Optional<Verification> again(
            Transaction transaction, Stage stage, StageState state, Actor actor, Instant now) {
        if (state.current().isEmpty()) {
            return Optional.empty();
        }
        Verification verification = begin(stage, actor, now);
        record(transaction, stage, state, verification);
        return Optional.of(verification);
    }

    /**
     * Takes over a result that somebody outside found.
     *
     * @return the verification with that result; empty when the Stage runs nothing
     */
    public static Optional<Verification> report(
            Transaction transaction,
            Stage stage,
            StageState state,
            Phase phase,
            String message,
            @Nullable JsonNode detail,
            Actor actor,
            Instant now) {
        return state.current().map(current -> {
            Verification open = current.verificationHistory().stream()
                    .filter(verification -> !verification.phase().isTerminal())
                    .findFirst()
                    .orElse(null);
            Verification result = new Verification(
                    open == null ? UUID.randomUUID().toString() : open.id(),
                    phase,
                    message,
                    actor,
                    open == null ? now : open.startedAt(),
                    phase.isTerminal() ? now : null,
                    detail,
                    open == null ? null : open.analysisRun());
            record(transaction, stage, state, result);
            return result;
        });
    }

    private static boolean isHealthy(StageState state) {
        return state.health() != null && state.health().status() == Health.Status.HEALTHY;
    }

    private static Verification begin(Stage stage, @Nullable Actor actor, Instant now) {
        String id = UUID.randomUUID().toString();
        return stage.verification() == null
                ? new Verification(id, Phase.SUCCESSFUL, "", actor, now, now, null, null)
                : new Verification(id, Phase.ERROR, NO_ANALYSIS, actor, now, now, null, null);
    }

    private static void record(Transaction transaction, Stage stage, StageState state, Verification verification) {
        FreightCollection current = state.current().orElseThrow();
        List<Verification> history = new ArrayList<>(current.verificationHistory());
        history.removeIf(earlier -> earlier.id().equals(verification.id()));
        history.add(0, verification);
        List<FreightCollection> collections = new ArrayList<>(state.freightHistory());
        collections.set(
                0,
                new FreightCollection(
                        current.id(), current.items(), history.subList(0, Math.min(HISTORY, history.size()))));
        transaction.put(new StageState(
                state.project(),
                state.stage(),
                collections,
                state.health(),
                state.currentPromotion(),
                state.lastPromotion(),
                state.holds(),
                state.metadata()));
        VerifiedFreight.announce(transaction, stage, state.project(), current, verification);
    }
}
