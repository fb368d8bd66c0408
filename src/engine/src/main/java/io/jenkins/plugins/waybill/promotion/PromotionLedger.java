package io.jenkins.plugins.waybill.promotion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionName;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.Hold;
import io.jenkins.plugins.waybill.model.StageState.LastPromotion;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.model.Variable;
import io.jenkins.plugins.waybill.model.WindowOverride;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.policy.Holds;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Every transition of a promotion, with what it means for its Stage and its Freight. Each method is part of one durable
 * change and writes its own audit event; an object lives no longer than that change.
 */
public final class PromotionLedger {

    private static final int HISTORY = 10;
    private static final PromotionName NAMES = new PromotionName();

    private final Transaction transaction;
    private final ProjectDefinition project;
    private final Instant now;

    /** For one change at one moment. */
    public PromotionLedger(Transaction transaction, ProjectDefinition project, Instant now) {
        this.transaction = transaction;
        this.project = project;
        this.now = now;
    }

    /**
     * Makes a promotion and puts it in its Stage's queue. Whether the Freight may go there is for the caller to ask.
     *
     * @param actor who asks; null for automation
     * @throws InvalidPromotion when the Stage's tasks are not complete
     */
    public Promotion request(Stage stage, Freight freight, @Nullable Actor actor, boolean rollback) {
        Promotion.Intent intent = Holds.intent(project, stage, freight, actor, rollback, state(), now);
        Promotion promotion = draft(project, stage, freight, intent, actor, rollback, now);
        transaction.put(promotion);
        event(promotion, promotion.actor(), "PromotionCreated");
        return promotion;
    }

    /**
     * Makes the promotion that takes a Stage back without being asked, and says why.
     *
     * @throws InvalidPromotion when the Stage's tasks are not complete
     */
    Promotion goBack(Stage stage, AutomaticRollback rollback) {
        Promotion promotion = request(stage, rollback.freight(), null, true);
        transaction.audit(
                project.name(),
                Actor.ENGINE,
                "PromotionReasonGiven",
                "promotion/" + promotion.name(),
                JsonNodeFactory.instance.objectNode().put("reason", rollback.reason()));
        return promotion;
    }

    /** A promotion as its Stage is declared now, not yet in any queue. */
    static Promotion draft(
            ProjectDefinition project,
            Stage stage,
            Freight freight,
            Promotion.Intent intent,
            @Nullable Actor actor,
            boolean rollback,
            Instant now) {
        List<Variable> variables = new ArrayList<>(stage.variables());
        variables.addAll(stage.template().variables());
        return new Promotion(
                project.name(),
                NAMES.next(stage.name(), freight.name(), now),
                stage.name(),
                freight.reference(),
                variables,
                TaskInflation.inflate(project, stage, variables),
                intent,
                rollback,
                actor,
                now,
                null,
                null,
                PromotionPhase.PENDING,
                "",
                null,
                null,
                0,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of());
    }

    /**
     * Starts the promotion that is next in a Stage's queue, if one may start now. Those whose Freight may no longer go
     * there end on the way.
     */
    public Optional<Promotion> startNext(Stage stage) {
        PromotionWindows windows = PromotionWindows.decide(project, stage, now);
        for (Promotion next = StageQueue.of(stage.name(), state(), windows).next();
                next != null;
                next = StageQueue.of(stage.name(), state(), windows).next()) {
            Optional<String> obstacle = obstacle(stage, next);
            if (obstacle.isEmpty()) {
                return Optional.of(start(stage, next));
            }
            end(next, PromotionPhase.ERRORED, obstacle.get());
        }
        return Optional.empty();
    }

    private Optional<String> obstacle(Stage stage, Promotion promotion) {
        Optional<Freight> freight = state().freight(promotion.freight().name());
        if (freight.isEmpty()) {
            return Optional.of("Freight " + promotion.freight().name() + " does not exist any more.");
        }
        Eligibility eligibility = Eligibility.decide(project, stage, freight.get(), now);
        return eligibility.eligible()
                ? Optional.empty()
                : Optional.of("'" + freight.get().alias() + "' may not go to '" + stage.name() + "' any more. "
                        + String.join(" ", eligibility.obstacles()));
    }

    private Promotion start(Stage stage, Promotion pending) {
        StageState state = state().stage(stage.name());
        PromotionDraft draft = new PromotionDraft(pending);
        draft.phase = PromotionPhase.RUNNING;
        draft.startedAt = now;
        draft.collection = InheritedFreight.with(pending.freight(), stage, state);
        Promotion running = draft.toPromotion();
        transaction.put(running);
        transaction.put(with(state, state.freightHistory(), running.name(), state.lastPromotion(), state.holds()));
        event(running, running.actor(), "PromotionStarted");
        return running;
    }

    /** Records how far a running promotion has come. */
    void progress(Promotion mine) {
        transaction.put(withLatestRequests(mine));
    }

    /** Ends a promotion whose steps are through. */
    Promotion endRun(Promotion mine, FinalPhase end) {
        return end(withLatestRequests(mine), end.phase(), end.message());
    }

    private Promotion end(Promotion promotion, PromotionPhase phase, String message) {
        StageState stage = state().stage(promotion.stage());
        PromotionDraft draft = new PromotionDraft(promotion);
        draft.phase = phase;
        draft.message = message;
        draft.finishedAt = now;
        Promotion ended = draft.toPromotion();
        transaction.put(ended);

        List<FreightCollection> history = stage.freightHistory();
        if (phase == PromotionPhase.SUCCEEDED && ended.collection() != null) {
            history = new ArrayList<>(history);
            history.add(0, ended.collection());
            history = history.subList(0, Math.min(HISTORY, history.size()));
            new CurrentFreight(transaction, project.name(), stage.stage(), now)
                    .replace(stage.current().orElse(null), ended.collection());
        }
        boolean wasCurrent = ended.name().equals(stage.currentPromotion());
        transaction.put(new StageState(
                stage.project(),
                stage.stage(),
                history,
                phase == PromotionPhase.SUCCEEDED ? null : stage.health(),
                wasCurrent ? null : stage.currentPromotion(),
                lastPromotion(ended, stage),
                Holds.afterEnd(stage.holds(), ended),
                stage.metadata()));
        Actor actor = phase == PromotionPhase.ABORTED ? ended.abortRequestedBy() : Actor.ENGINE;
        event(ended, actor, "Promotion" + phase.displayName());
        return ended;
    }

    private LastPromotion lastPromotion(Promotion ended, StageState stage) {
        FreightCollection collection = ended.collection();
        if (collection == null && stage.lastPromotion() != null) {
            collection = stage.lastPromotion().collection();
        }
        return new LastPromotion(
                ended.name(), ended.phase(), ended.message(), ended.freight(), collection, ended.healthChecks(), now);
    }

    /**
     * Asks a promotion to stop. One that waits in the queue ends at once; one that runs ends as soon as its step lets
     * go.
     */
    public Promotion abort(Promotion promotion, Actor actor) {
        PromotionDraft draft = new PromotionDraft(promotion);
        draft.abortRequestedBy = actor;
        if (promotion.phase() == PromotionPhase.PENDING) {
            return end(draft.toPromotion(), PromotionPhase.ABORTED, abortMessage(actor));
        }
        Promotion asked = draft.toPromotion();
        transaction.put(asked);
        event(asked, actor, "PromotionAbortRequested");
        return asked;
    }

    /** Stops a promotion between two runs of its steps. */
    Promotion endAborted(Promotion mine, Actor actor) {
        PromotionDraft draft = new PromotionDraft(withLatestRequests(mine));
        int last = draft.executions.size() - 1;
        if (last >= 0 && draft.executions.get(last).status() == StepStatus.RUNNING) {
            StepExecution running = draft.executions.get(last);
            draft.executions.set(
                    last,
                    new StepExecution(
                            running.alias(),
                            running.uses(),
                            StepStatus.ABORTED,
                            running.message(),
                            running.errorCount(),
                            running.continueOnError(),
                            running.startedAt(),
                            now,
                            running.snapshot()));
        }
        return end(draft.toPromotion(), PromotionPhase.ABORTED, abortMessage(actor));
    }

    private static String abortMessage(Actor actor) {
        return "Promotion terminated by " + actor.displayName();
    }

    /** Records a person's answer to the step that asked for approval. */
    public Promotion respond(Promotion promotion, ApprovalResponse response) {
        PromotionDraft draft = new PromotionDraft(promotion);
        draft.responses.add(response);
        Promotion answered = draft.toPromotion();
        transaction.put(answered);
        ObjectNode detail = detail(answered);
        detail.put("step", response.step()).put("comment", response.comment());
        if (response.onBehalfOf() != null) {
            detail.put("onBehalfOf", response.onBehalfOf().actor().toString());
        }
        if (response.change() != null) {
            detail.put("change", response.change());
        }
        transaction.audit(
                project.name(),
                response.actor(),
                response.values() != null
                        ? "PromotionInputGiven"
                        : response.bypass()
                                ? "PromotionApprovalBypassed"
                                : response.approved() ? "PromotionApproved" : "PromotionRejected",
                "promotion/" + answered.name(),
                detail);
        return answered;
    }

    /**
     * Lets a promotion that waits start although the promotion windows forbid it.
     *
     * @param reason not empty
     */
    public Promotion overrideWindows(Promotion promotion, Actor actor, String reason, List<String> closed) {
        PromotionDraft draft = new PromotionDraft(promotion);
        draft.windowOverride = new WindowOverride(actor, reason, now);
        Promotion let = draft.toPromotion();
        transaction.put(let);
        ObjectNode detail = detail(let).put("reason", reason);
        closed.forEach(detail.putArray("windows")::add);
        transaction.audit(project.name(), actor, "PromotionWindowOverridden", "promotion/" + let.name(), detail);
        return let;
    }

    /** Takes over what others have asked of the promotion since it was last read. */
    private Promotion withLatestRequests(Promotion mine) {
        PromotionDraft draft = new PromotionDraft(mine);
        find(state(), mine.stage(), mine.name()).ifPresent(latest -> {
            draft.abortRequestedBy = latest.abortRequestedBy();
            draft.responses.clear();
            draft.responses.addAll(latest.responses());
        });
        return draft.toPromotion();
    }

    /** A promotion that is not over. */
    public static Optional<Promotion> find(ProjectState state, String stage, String name) {
        return state.unfinished(stage).stream()
                .filter(promotion -> promotion.name().equals(name))
                .findFirst();
    }

    private static StageState with(
            StageState state,
            List<FreightCollection> history,
            @Nullable String currentPromotion,
            @Nullable LastPromotion lastPromotion,
            Map<String, Hold> holds) {
        return new StageState(
                state.project(),
                state.stage(),
                history,
                state.health(),
                currentPromotion,
                lastPromotion,
                holds,
                state.metadata());
    }

    private ProjectState state() {
        return transaction.state().project(project.name());
    }

    private void event(Promotion promotion, @Nullable Actor actor, String type) {
        transaction.audit(
                project.name(),
                actor == null ? Actor.ENGINE : actor,
                type,
                "promotion/" + promotion.name(),
                detail(promotion));
    }

    private ObjectNode detail(Promotion promotion) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("stage", promotion.stage())
                .put("freight", promotion.freight().name())
                .put("warehouse", promotion.freight().origin().name());
        state().freight(promotion.freight().name()).ifPresent(freight -> detail.put("alias", freight.alias()));
        if (promotion.rollback()) {
            detail.put("rollback", true);
        }
        if (!promotion.message().isEmpty()) {
            detail.put("message", promotion.message());
        }
        if (promotion.phase() == PromotionPhase.SUCCEEDED) {
            detail.put(
                    "verificationPending",
                    project.stage(promotion.stage())
                            .map(stage -> stage.verification() != null)
                            .orElse(false));
        }
        return detail;
    }
}
