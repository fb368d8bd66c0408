package io.jenkins.plugins.waybill.step.argocd;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.argocd.Operation;
import io.jenkins.plugins.waybill.argocd.OperationState;
import org.jspecify.annotations.Nullable;

/** What is to be done about an Application now, seen from a promotion that wants it synced. */
sealed interface SyncDecision {

    /** What Kargo marks its operations with, so that both recognise each other's. */
    String PROMOTION = "kargo.akuity.io/promotion";

    /** Which step of the promotion asked; Kargo has none such. */
    String STEP = "waybill/step";

    /** How soon a sync that came out at another revision is tried again. */
    Duration PAUSE = Duration.ofSeconds(30);

    /** Ask for a sync. */
    record Start() implements SyncDecision {}

    /** Something goes on. */
    record Wait(String why) implements SyncDecision {}

    /** The sync that was asked for is over. */
    record Over(OperationState state) implements SyncDecision {}

    /**
     * Looks at an Application.
     *
     * @param promotion who asks
     * @param step its alias
     * @param revisions what each source is to be synced to; empty where nothing is said
     */
    static SyncDecision of(
            Application application, String promotion, String step, List<String> revisions, Instant now) {
        Operation requested = application.requested();
        OperationState state = application.last();
        if (requested != null) {
            return new Wait(
                    isOurs(requested, promotion, step)
                            ? state == null ? "the sync is about to begin" : going(state)
                            : "another operation goes on" + by(requested));
        }
        if (state == null) {
            return new Start();
        }
        boolean ours = isOurs(state.operation(), promotion, step);
        if (!state.phase().isCompleted()) {
            return new Wait(ours ? going(state) : "another operation goes on" + by(state.operation()));
        }
        if (!ours) {
            return new Start();
        }
        String lacking = lacking(state, revisions);
        if (lacking == null) {
            return new Over(state);
        }
        Instant end = state.finishedAt();
        boolean early = end != null && now.isBefore(end.plus(PAUSE));
        return early ? new Wait(lacking + "; it is synced again") : new Start();
    }

    private static @Nullable String lacking(OperationState state, List<String> revisions) {
        List<String> synced = state.revisions();
        if (synced == null) {
            return "the sync ended without a result";
        }
        for (int index = 0; index < Math.min(synced.size(), revisions.size()); index++) {
            String desired = revisions.get(index);
            if (!desired.isEmpty() && !desired.equals(synced.get(index))) {
                return "it was synced to " + synced.get(index) + " instead of " + desired;
            }
        }
        return null;
    }

    private static boolean isOurs(Operation operation, String promotion, String step) {
        return promotion.equals(operation.info().get(PROMOTION))
                && step.equals(operation.info().getOrDefault(STEP, step));
    }

    private static String going(OperationState state) {
        return "it is being synced" + (state.message().isEmpty() ? "" : " (" + state.message() + ")");
    }

    private static String by(Operation operation) {
        String promotion = operation.info().get(PROMOTION);
        if (promotion != null) {
            return ", begun by promotion " + promotion;
        }
        return operation.startedBy().isEmpty() ? "" : ", begun by " + operation.startedBy();
    }
}
