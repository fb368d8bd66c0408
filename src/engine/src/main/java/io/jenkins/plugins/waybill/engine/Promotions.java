package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.policy.AutoPromotion;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.promotion.InvalidPromotion;
import io.jenkins.plugins.waybill.promotion.PromotionLedger;
import io.jenkins.plugins.waybill.promotion.Rehearsal;
import io.jenkins.plugins.waybill.promotion.SecretMask;
import io.jenkins.plugins.waybill.promotion.Waiting;
import io.jenkins.plugins.waybill.store.LogLine;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;

/** Bringing Freight to Stages: asking for it, rehearsing it, stopping it, and what has become of it. Thread-safe. */
public final class Promotions {

    private final EngineRoom room;
    private final Definitions definitions;
    private final FreightDesk freight;
    private final Stages stages;

    Promotions(EngineRoom room, FreightDesk freight, Stages stages) {
        this.room = room;
        definitions = room.definitions();
        this.freight = freight;
        this.stages = stages;
    }

    /** A promotion with all its steps, however old; {@link Refusal} when there is none. */
    public Promotion get(String project, String name) {
        return room.store()
                .promotion(project, name)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND, "Project '" + project + "' has no promotion '" + name + "'."));
    }

    /** What a promotion waits for, in a sentence; one that is over says so. */
    public String waitingFor(String project, String promotion) {
        Promotion asked = get(project, promotion);
        return Waiting.inWords(asked, room.state(project), stages.windows(project, asked.stage()));
    }

    /** Lines that the steps of a promotion logged, oldest first; secrets are masked. */
    public List<LogLine> log(String project, String promotion) {
        get(project, promotion);
        return room.store().log(project, promotion);
    }

    /**
     * What a step changed in the files, as a unified diff; empty when it changed nothing or has not ended.
     *
     * @param step the step's alias
     */
    public String stepDiff(String project, String promotion, String step) {
        Promotion run = get(project, promotion);
        String before = null;
        for (StepExecution execution : run.executions()) {
            if (execution.alias().equals(step)) {
                return execution.snapshot() == null
                        ? ""
                        : SecretMask.of(run, room.surroundings().host().credentials())
                                .hide(room.diff(before, execution.snapshot()).text());
            }
            before = execution.snapshot() == null ? before : execution.snapshot();
        }
        return "";
    }

    /**
     * Asks for a promotion; it is queued and runs by itself.
     *
     * @param freight name, prefix or alias
     * @param actor who asks
     * @param rollback whether the person means to go back
     */
    public Promotion promote(String project, String stage, String freight, Actor actor, boolean rollback) {
        ProjectDefinition definition = definitions.project(project);
        Stage declared = promotable(project, stage);
        Promotion promotion = room.write(definition, declared, (transaction, now) -> {
            Freight wanted = FreightDesk.find(transaction.state().project(project), project, freight);
            Eligibility eligibility = Eligibility.decide(definition, declared, wanted, now);
            if (!eligibility.eligible()) {
                throw new Refusal(
                        Refusal.Code.NOT_ELIGIBLE,
                        "'" + wanted.alias() + "' may not go to '" + stage + "' now. "
                                + String.join(" ", eligibility.obstacles()),
                        eligibility.obstacles());
            }
            return request(new PromotionLedger(transaction, definition, now), declared, wanted, actor, rollback);
        });
        return get(project, promotion.name());
    }

    private static Promotion request(
            PromotionLedger ledger, Stage stage, Freight freight, Actor actor, boolean rollback) {
        try {
            return ledger.request(stage, freight, actor, rollback);
        } catch (InvalidPromotion e) {
            throw new Refusal(Refusal.Code.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** Asks for a promotion of the origin's auto-promotion candidate. */
    public Promotion promoteNewest(String project, String stage, FreightOrigin origin, Actor actor) {
        Freight candidate = AutoPromotion.candidate(
                        definitions.project(project),
                        promotable(project, stage),
                        origin,
                        room.state(project),
                        room.now())
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_ELIGIBLE,
                        "No Freight of " + origin.key() + " may go to '" + stage + "' now."));
        return promote(project, stage, candidate.name(), actor, false);
    }

    /**
     * Goes back to what a Stage ran before: promotes the Freight of the latest earlier entry of its history that
     * differs. By the usual rule this holds auto-promotion.
     *
     * @param reason for the audit log; may be empty
     */
    public Promotion rollback(String project, String stage, Actor actor, String reason) {
        String freight =
                Rollback.target(promotable(project, stage), room.state(project).stage(stage));
        Promotion promotion = promote(project, stage, freight, actor, true);
        if (!reason.isEmpty()) {
            note(promotion, actor, reason);
        }
        return promotion;
    }

    private void note(Promotion promotion, Actor actor, String reason) {
        room.store().write(transaction -> {
            transaction.audit(
                    promotion.project(),
                    actor,
                    "PromotionReasonGiven",
                    "promotion/" + promotion.name(),
                    JsonNodeFactory.instance.objectNode().put("reason", reason));
            return promotion;
        });
    }

    private Stage promotable(String project, String stage) {
        Stage declared = definitions.stage(project, stage);
        if (declared.isControlFlow()) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "Stage '" + stage
                            + "' has no steps: Freight passes through it by itself, and nothing can be promoted"
                            + " to it.");
        }
        return declared;
    }

    /** Asks a promotion to stop; what it has already done outside stays. */
    public Promotion abort(String project, String promotion, Actor actor) {
        ProjectDefinition definition = definitions.project(project);
        Promotion unfinished = unfinished(project, promotion);
        Stage stage = definitions.stage(project, unfinished.stage());
        room.write(definition, stage, (transaction, now) -> new PromotionLedger(transaction, definition, now)
                .abort(latest(transaction, unfinished), actor));
        room.promoter().run(project, unfinished.stage(), promotion);
        return get(project, promotion);
    }

    /** Rehearses a promotion with every effect outside withheld; changes nothing. */
    public Plan plan(String project, String stage, String freight) {
        Stage declared = promotable(project, stage);
        Freight wanted = this.freight.get(project, freight);
        try {
            Rehearsal rehearsal = Rehearsal.of(room.surroundings(), definitions.project(project), declared, wanted);
            return new Plan(
                    stage,
                    wanted,
                    this.freight.eligibility(project, stage, wanted.name()),
                    rehearsal.steps(),
                    rehearsal.effects());
        } catch (InvalidPromotion e) {
            throw new Refusal(Refusal.Code.INVALID, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for the rehearsal's files.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.Code.CONFLICT, "The rehearsal was interrupted.");
        }
    }

    /** The promotion as it is now; {@link Refusal} when it is over. */
    Promotion unfinished(String project, String name) {
        Promotion promotion = get(project, name);
        refuseIfOver(promotion);
        return promotion;
    }

    /** The promotion as a change finds it; {@link Refusal} when it is over by then. */
    static Promotion latest(Transaction transaction, Promotion promotion) {
        ProjectState state = transaction.state().project(promotion.project());
        return PromotionLedger.find(state, promotion.stage(), promotion.name())
                .orElseThrow(() -> over(promotion.name()));
    }

    private static void refuseIfOver(Promotion promotion) {
        if (promotion.phase().isTerminal()) {
            throw over(promotion.name());
        }
    }

    private static Refusal over(String promotion) {
        return new Refusal(Refusal.Code.CONFLICT, "Promotion " + promotion + " is over already.");
    }
}
