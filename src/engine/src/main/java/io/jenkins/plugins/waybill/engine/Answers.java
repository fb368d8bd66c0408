package io.jenkins.plugins.waybill.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.promotion.PromotionLedger;
import org.jspecify.annotations.Nullable;

/** What people say to promotions that wait for them. Thread-safe. */
public final class Answers {

    private final EngineRoom room;
    private final Definitions definitions;
    private final Promotions promotions;

    Answers(EngineRoom room, Promotions promotions) {
        this.room = room;
        definitions = room.definitions();
        this.promotions = promotions;
    }

    /** Answers a promotion that waits for approval, by someone of whom only the name is known. */
    public Promotion respond(
            String project, String promotion, @Nullable String step, Actor actor, boolean approved, String comment) {
        return respond(project, promotion, step, Identity.of(actor), approved, comment);
    }

    /**
     * Answers a promotion that waits for approval. {@link Refusal} with the reason when the answer would not count.
     *
     * @param step the step that asks; null for the one that waits now
     * @param by who answers, with the groups the host knows them to be in
     */
    public Promotion respond(
            String project, String promotion, @Nullable String step, Identity by, boolean approved, String comment) {
        return respond(project, promotion, new StepAnswer(step, by, approved, comment, null, false));
    }

    /**
     * Fills in the form of a promotion that waits for input. {@link Refusal} with each field that does not fit.
     *
     * @param step the step that asks; null for the one that waits now
     */
    public Promotion submit(
            String project, String promotion, @Nullable String step, Identity by, ObjectNode values, String comment) {
        return respond(project, promotion, new StepAnswer(step, by, true, comment, values, false));
    }

    /**
     * Lets a promotion that waits for approval go on without it; for those whom the host lets override.
     *
     * @param step the step that asks; null for the one that waits now
     * @param reason must not be empty; loud in the audit log
     */
    public Promotion bypass(String project, String promotion, @Nullable String step, Identity by, String reason) {
        String why = Reasons.required(reason, "An approval can be bypassed only with a reason");
        return respond(project, promotion, new StepAnswer(step, by, true, why, null, true));
    }

    private Promotion respond(String project, String promotion, StepAnswer answer) {
        ProjectDefinition definition = definitions.project(project);
        Promotion unfinished = promotions.unfinished(project, promotion);
        room.write(definition, definitions.stage(project, unfinished.stage()), (transaction, now) -> {
            Promotion latest = Promotions.latest(transaction, unfinished);
            return new PromotionLedger(transaction, definition, now)
                    .respond(latest, answer.to(latest, transaction.state().project(project), now));
        });
        room.promoter().run(project, unfinished.stage(), promotion);
        return promotions.get(project, promotion);
    }

    /**
     * Lets a promotion start although the promotion windows forbid it; for those whom the host gives that permission.
     * {@link Refusal} when it has started already or no window stands in its way.
     *
     * @param reason must not be empty; loud in the audit log
     */
    public Promotion overrideWindows(String project, String promotion, Identity by, String reason) {
        String why = Reasons.required(reason, "A promotion window can be overridden only with a reason");
        ProjectDefinition definition = definitions.project(project);
        Promotion unfinished = promotions.unfinished(project, promotion);
        Stage stage = definitions.stage(project, unfinished.stage());
        room.write(definition, stage, (transaction, now) -> {
            Promotion latest = Promotions.latest(transaction, unfinished);
            PromotionWindows windows = PromotionWindows.decide(definition, stage, now);
            if (latest.phase() != PromotionPhase.PENDING || windows.open()) {
                throw new Refusal(
                        Refusal.Code.CONFLICT,
                        latest.phase() == PromotionPhase.PENDING
                                ? windows.summary() + " There is nothing to override."
                                : "Promotion " + promotion + " has started already.");
            }
            return new PromotionLedger(transaction, definition, now)
                    .overrideWindows(latest, by.actor(), why, windows.reasons());
        });
        return promotions.get(project, promotion);
    }
}
