package io.jenkins.plugins.waybill.verification;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.FreightStatus.VerifiedUse;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.store.Transaction;

/** What a verification means for the Freight: once verified in a Stage it stays so. */
public final class VerifiedFreight {

    private VerifiedFreight() {}

    /**
     * Marks what a Stage runs as verified there, if the Stage is healthy and its latest verification was successful.
     * Changes nothing where all is marked already.
     */
    public static void markIfDue(Transaction transaction, Stage stage, StageState state) {
        Optional<FreightCollection> current = state.current().filter(collection -> isVerified(state, collection));
        if (current.isEmpty()) {
            return;
        }
        Verification latest = current.get().verificationHistory().get(0);
        Instant at = latest.finishedAt() == null ? latest.startedAt() : latest.finishedAt();
        for (FreightReference reference : current.get().items().values()) {
            transaction
                    .state()
                    .project(state.project())
                    .freight(reference.name())
                    .ifPresent(freight -> mark(transaction, freight, stage.name(), at));
        }
    }

    private static boolean isVerified(StageState state, FreightCollection collection) {
        List<Verification> history = collection.verificationHistory();
        return state.health() != null
                && state.health().status() == Health.Status.HEALTHY
                && !history.isEmpty()
                && history.get(0).phase() == Verification.Phase.SUCCESSFUL
                && history.stream()
                        .allMatch(verification -> verification.phase().isTerminal());
    }

    /** Writes the event of a verification that is over, one for each piece of Freight. */
    static void announce(
            Transaction transaction,
            Stage stage,
            String project,
            FreightCollection collection,
            Verification verification) {
        if (verification.phase().isTerminal()) {
            for (FreightReference reference : collection.items().values()) {
                transaction
                        .state()
                        .project(project)
                        .freight(reference.name())
                        .ifPresent(freight -> event(transaction, freight, stage, verification));
            }
        }
    }

    /** Marks Freight as verified in a Stage without steps, where nothing can go wrong. */
    public static void passThrough(Transaction transaction, Collection<Freight> freight, Stage stage, Instant now) {
        for (Freight passing : freight) {
            mark(transaction, passing, stage.name(), now);
            ObjectNode detail = detail(passing, stage);
            transaction.audit(
                    passing.project(),
                    Actor.ENGINE,
                    "FreightVerificationSucceeded",
                    "freight/" + passing.name(),
                    detail);
        }
    }

    private static void mark(Transaction transaction, Freight freight, String stage, Instant at) {
        FreightStatus status = freight.status();
        if (status.verifiedIn().containsKey(stage)) {
            return;
        }
        Map<String, VerifiedUse> verified = new LinkedHashMap<>(status.verifiedIn());
        verified.put(stage, new VerifiedUse(at, null));
        transaction.put(freight.withStatus(
                new FreightStatus(status.currentlyIn(), verified, status.approvedFor(), status.metadata())));
    }

    private static void event(Transaction transaction, Freight freight, Stage stage, Verification verification) {
        String suffix =
                switch (verification.phase()) {
                    case SUCCESSFUL -> "Succeeded";
                    case FAILED -> "Failed";
                    case ERROR -> "Errored";
                    case ABORTED -> "Aborted";
                    case INCONCLUSIVE -> "Inconclusive";
                    case PENDING, RUNNING -> "Unknown";
                };
        ObjectNode detail = detail(freight, stage);
        if (!verification.message().isEmpty()) {
            detail.put("message", verification.message());
        }
        transaction.audit(
                freight.project(),
                verification.actor() == null ? Actor.ENGINE : verification.actor(),
                "FreightVerification" + suffix,
                "freight/" + freight.name(),
                detail);
    }

    private static ObjectNode detail(Freight freight, Stage stage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("stage", stage.name())
                .put("freight", freight.name())
                .put("alias", freight.alias());
    }
}
