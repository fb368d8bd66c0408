package io.jenkins.plugins.waybill.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.AnalysisRun;
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

    /** The message of a verification that somebody ended; Kargo's words. */
    public static final String ABORTED = "Verification aborted by user";

    private static final int HISTORY = 10;

    private StageVerification() {}

    /**
     * Begins the verification of current Freight that has none, once the Stage is healthy and no promotion runs. Without
     * {@code spec.verification} it succeeds at once; with it, it waits for its analysis.
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

    /** The verification that waits for its analysis, or whose analysis goes on; empty when there is none. */
    public static Optional<Verification> open(StageState state) {
        return state.current().flatMap(current -> current.verificationHistory().stream()
                .findFirst()
                .filter(latest ->
                        latest.analysisRun() != null ? !latest.phase().isTerminal() : latest.phase() == Phase.PENDING));
    }

    /** A verification of what the Stage runs or ran, by id. */
    public static Optional<Verification> find(StageState state, String id) {
        return state.freightHistory().stream()
                .flatMap(collection -> collection.verificationHistory().stream())
                .filter(verification -> verification.id().equals(id))
                .findFirst();
    }

    /**
     * Records how a run stands, and what it means for its verification; one that is over or forgotten stays as it is.
     *
     * @param sealed the run as it may be written down
     */
    public static void follow(Transaction transaction, Stage stage, StageState state, AnalysisRun sealed) {
        transaction.put(sealed);
        find(state, sealed.verification())
                .filter(verification -> !verification.phase().isTerminal())
                .ifPresent(verification -> record(transaction, stage, state, verification.decidedBy(sealed)));
    }

    /** Ends a verification whose analysis cannot even begin. */
    public static void fail(
            Transaction transaction, Stage stage, StageState state, String id, String message, Instant now) {
        find(state, id)
                .filter(verification -> !verification.phase().isTerminal())
                .ifPresent(verification ->
                        record(transaction, stage, state, verification.with(Phase.ERROR, message, now)));
    }

    /**
     * Ends the verification that goes on; it counts as failed, as in Kargo.
     *
     * @return the verification; empty when none goes on
     */
    public static Optional<Verification> abort(
            Transaction transaction, Stage stage, StageState state, Actor actor, Instant now) {
        Optional<Verification> aborted = state.current()
                .flatMap(current -> current.verificationHistory().stream().findFirst())
                .filter(latest -> !latest.phase().isTerminal())
                .map(latest -> latest.with(Phase.FAILED, ABORTED, now));
        aborted.ifPresent(verification -> {
            record(transaction, stage, state, verification);
            transaction.audit(
                    state.project(),
                    actor,
                    "VerificationAborted",
                    "stage/" + stage.name(),
                    JsonNodeFactory.instance.objectNode().put("verification", verification.id()));
        });
        return aborted;
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
                : new Verification(id, Phase.PENDING, "", actor, now, null, null, null);
    }

    private static void record(Transaction transaction, Stage stage, StageState state, Verification verification) {
        List<FreightCollection> collections = new ArrayList<>(state.freightHistory());
        int index = 0;
        for (int i = 0; i < collections.size(); i++) {
            if (collections.get(i).verificationHistory().stream()
                    .anyMatch(known -> known.id().equals(verification.id()))) {
                index = i;
            }
        }
        FreightCollection collection = collections.get(index);
        List<Verification> history = new ArrayList<>(collection.verificationHistory());
        int place = 0;
        while (place < history.size() && !history.get(place).id().equals(verification.id())) {
            place++;
        }
        if (place < history.size()) {
            history.set(place, verification);
        } else {
            history.add(0, verification);
        }
        collections.set(
                index,
                new FreightCollection(
                        collection.id(), collection.items(), history.subList(0, Math.min(HISTORY, history.size()))));
        transaction.put(new StageState(
                state.project(),
                state.stage(),
                collections,
                state.health(),
                state.currentPromotion(),
                state.lastPromotion(),
                state.holds(),
                state.metadata()));
        VerifiedFreight.announce(transaction, stage, state.project(), collection, verification);
    }
}
