package io.jenkins.plugins.waybill.promotion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.Hold;
import io.jenkins.plugins.waybill.model.StageState.LastPromotion;
import io.jenkins.plugins.waybill.policy.AutoPromotion;
import io.jenkins.plugins.waybill.policy.ControlFlow;
import io.jenkins.plugins.waybill.policy.Holds;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;
import io.jenkins.plugins.waybill.verification.StageVerification;
import io.jenkins.plugins.waybill.verification.VerifiedFreight;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a Stage up to date with what has happened around it: health, verification, verified Freight, holds, automatic
 * rollbacks and promotions, and the queue. Part of one durable change; puts nothing when nothing has happened.
 */
public final class StagePass {

    private static final Logger LOG = LoggerFactory.getLogger(StagePass.class);

    private final Transaction transaction;
    private final ProjectDefinition project;
    private final Stage stage;
    private final Instant now;

    private StagePass(Transaction transaction, ProjectDefinition project, Stage stage, Instant now) {
        this.transaction = transaction;
        this.project = project;
        this.stage = stage;
        this.now = now;
    }

    /**
     * Makes the pass.
     *
     * @param examined health as the checks of the last promotion found it just now; null when there are none or they
     *     were not made
     * @param automatic whether to promote automatically; off for one-off commands
     * @return the promotion that was started
     */
    public static Optional<Promotion> run(
            Transaction transaction,
            ProjectDefinition project,
            Stage stage,
            @Nullable Health examined,
            boolean automatic,
            Instant now) {
        return new StagePass(transaction, project, stage, now).run(examined, automatic);
    }

    private Optional<Promotion> run(@Nullable Health examined, boolean automatic) {
        if (stage.isControlFlow()) {
            List<Freight> passing = ControlFlow.toVerify(project, stage, projectState(), now);
            VerifiedFreight.passThrough(transaction, passing, stage, now);
            return Optional.empty();
        }
        updateHealthAndHolds(examined);
        StageVerification.beginIfDue(transaction, stage, state(), now);
        VerifiedFreight.markIfDue(transaction, stage, state());
        PromotionLedger ledger = new PromotionLedger(transaction, project, now);
        if (automatic) {
            goBackIfDue(ledger);
            promoteAutomatically(ledger);
        }
        return ledger.startNext(stage);
    }

    private void updateHealthAndHolds(@Nullable Health examined) {
        StageState state = state();
        Health health = health(state, examined);
        Map<String, Hold> holds = Holds.stillMeaningful(project, stage, state.holds());
        StageState updated = new StageState(
                state.project(),
                state.stage(),
                state.freightHistory(),
                health,
                state.currentPromotion(),
                state.lastPromotion(),
                holds,
                state.metadata());
        if (!updated.equals(state)) {
            transaction.put(updated);
        }
    }

    private static @Nullable Health health(StageState state, @Nullable Health examined) {
        LastPromotion last = state.lastPromotion();
        if (last == null || state.currentPromotion() != null) {
            return state.health();
        }
        if (last.phase() != PromotionPhase.SUCCEEDED) {
            return new Health(
                    Health.Status.UNKNOWN,
                    List.of("The last promotion ended " + last.phase().displayName() + ": " + last.message()));
        }
        if (last.healthChecks().isEmpty()) {
            return new Health(Health.Status.HEALTHY, List.of());
        }
        return examined == null ? state.health() : examined;
    }

    /** Comes before automatic promotions: the hold that it leaves keeps them from undoing it. */
    private void goBackIfDue(PromotionLedger ledger) {
        AutomaticRollback.due(project, stage, projectState(), now).ifPresent(rollback -> {
            try {
                ledger.goBack(stage, rollback);
            } catch (InvalidPromotion e) {
                LOG.warn("'{}' does not go back automatically: {}", stage.name(), e.getMessage());
            }
        });
    }

    private void promoteAutomatically(PromotionLedger ledger) {
        List<Freight> chosen = new ArrayList<>();
        for (AutoPromotion decision : AutoPromotion.decide(project, stage, projectState(), now)) {
            if (decision.freight() != null) {
                chosen.add(decision.freight());
            }
        }
        for (Freight freight : chosen) {
            try {
                ledger.request(stage, freight, null, false);
            } catch (InvalidPromotion e) {
                // Nobody asked, so nobody is there to be told; lint and a promotion by hand say the same.
                LOG.warn("'{}' is not promoted automatically: {}", stage.name(), e.getMessage());
            }
        }
    }

    private ProjectState projectState() {
        return transaction.state().project(project.name());
    }

    private StageState state() {
        return projectState().stage(stage.name());
    }
}
