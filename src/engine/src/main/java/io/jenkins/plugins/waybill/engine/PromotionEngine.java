package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.audit.AuditLog;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.policy.AutoPromotion;
import io.jenkins.plugins.waybill.policy.Eligibility;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.promotion.InvalidPromotion;
import io.jenkins.plugins.waybill.promotion.PromotionLedger;
import io.jenkins.plugins.waybill.promotion.Rehearsal;
import io.jenkins.plugins.waybill.promotion.SecretMask;
import io.jenkins.plugins.waybill.promotion.Waiting;
import io.jenkins.plugins.waybill.store.LogLine;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.StoreTrouble;
import io.jenkins.plugins.waybill.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The engine as hosts see it. Thread-safe. Reading never waits for writing; every change is durable when its method
 * returns and carries an audit event.
 */
public final class PromotionEngine implements AutoCloseable {

    /** How much an engine does by itself. */
    public enum Mode {
        /** Resumes what was running, polls Warehouses, promotes automatically, verifies. */
        AUTOMATIC,
        /** Only what this process asks for: no polling, no auto-promotion, nothing resumed. For one-off commands. */
        ON_REQUEST
    }

    private final EngineRoom room;
    private final Definitions definitions;
    private final Projects projects;
    private final Warehouses warehouses;
    private final FreightDesk freight;
    private final Stages stages;
    private final Verifications verifications;
    private final WebhookDesk webhooks;

    private PromotionEngine(EngineRoom room) {
        this.room = room;
        definitions = room.definitions();
        projects = new Projects(room);
        warehouses = new Warehouses(room);
        freight = new FreightDesk(room);
        stages = new Stages(room);
        verifications = new Verifications(room);
        webhooks = new WebhookDesk(room);
    }

    /** Opens the state in {@link Host#home()}, resumes what was running, and starts the loops. */
    public static PromotionEngine start(Host host) {
        return start(host, EngineOptions.standard());
    }

    /** Opens the state in {@link Host#home()}. */
    public static PromotionEngine start(Host host, Mode mode) {
        return start(host, EngineOptions.standard().with(mode));
    }

    /** Opens the state in {@link Host#home()}; promotions of a project go on once it is defined. */
    public static PromotionEngine start(Host host, EngineOptions options) {
        return new PromotionEngine(EngineRoom.open(host, options));
    }

    /**
     * Why the store takes no changes at the moment, for hosts that warn their administrators; empty when all is well.
     * Never blocks.
     */
    public Optional<StoreTrouble> storeTrouble() {
        return room.store().trouble();
    }

    /** The projects in force. */
    public Projects projects() {
        return projects;
    }

    /** What the Warehouses of these projects see. */
    public Warehouses warehouses() {
        return warehouses;
    }

    /** What there is to promote, and where to. */
    public FreightDesk freight() {
        return freight;
    }

    /** What goes for a Stage now. */
    public Stages stages() {
        return stages;
    }

    /** Whether what a Stage runs does well there. */
    public Verifications verifications() {
        return verifications;
    }

    /** What forges and registries tell. */
    public WebhookDesk webhooks() {
        return webhooks;
    }

    /** What has become of a project as of the last durable change; never blocks. */
    public ProjectState state(String project) {
        return room.store().state().project(project);
    }

    /** The audit log of all projects. */
    public AuditLog audit() {
        return room.store().audit();
    }

    /** A promotion with all its steps, however old; {@link Refusal} when there is none. */
    public Promotion promotion(String project, String name) {
        return room.store()
                .promotion(project, name)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND, "Project '" + project + "' has no promotion '" + name + "'."));
    }

    /** What a promotion waits for, in a sentence; one that is over says so. */
    public String waitingFor(String project, String promotion) {
        Promotion asked = promotion(project, promotion);
        return Waiting.inWords(asked, state(project), stages.windows(project, asked.stage()));
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
        Promotion unfinished = unfinished(project, promotion);
        Stage stage = definitions.stage(project, unfinished.stage());
        room.write(definition, stage, (transaction, now) -> {
            Promotion latest = latest(transaction, unfinished);
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
        return promotion(project, promotion);
    }

    /** Lines that the steps of a promotion logged, oldest first; secrets are masked. */
    public List<LogLine> log(String project, String promotion) {
        promotion(project, promotion);
        return room.store().log(project, promotion);
    }

    /**
     * What a step changed in the files, as a unified diff; empty when it changed nothing or has not ended.
     *
     * @param step the step's alias
     */
    public String stepDiff(String project, String promotion, String step) {
        Promotion run = promotion(project, promotion);
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
        return promotion(project, promotion.name());
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
                        definitions.project(project), promotable(project, stage), origin, state(project), room.now())
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
                Rollback.target(promotable(project, stage), state(project).stage(stage));
        Promotion promotion = promote(project, stage, freight, actor, true);
        if (!reason.isEmpty()) {
            room.note(project, actor, "PromotionReasonGiven", "promotion/" + promotion.name(), reason);
        }
        return promotion;
    }

    /** Asks a promotion to stop; what it has already done outside stays. */
    public Promotion abort(String project, String promotion, Actor actor) {
        ProjectDefinition definition = definitions.project(project);
        Promotion unfinished = unfinished(project, promotion);
        Stage stage = definitions.stage(project, unfinished.stage());
        room.write(definition, stage, (transaction, now) -> new PromotionLedger(transaction, definition, now)
                .abort(latest(transaction, unfinished), actor));
        room.promoter().run(project, unfinished.stage(), promotion);
        return promotion(project, promotion);
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
        Promotion unfinished = unfinished(project, promotion);
        room.write(definition, definitions.stage(project, unfinished.stage()), (transaction, now) -> {
            Promotion latest = latest(transaction, unfinished);
            return new PromotionLedger(transaction, definition, now)
                    .respond(latest, answer.to(latest, transaction.state().project(project), now));
        });
        room.promoter().run(project, unfinished.stage(), promotion);
        return promotion(project, promotion);
    }

    private Promotion unfinished(String project, String name) {
        Promotion promotion = promotion(project, name);
        refuseIfOver(promotion);
        return promotion;
    }

    private static Promotion latest(Transaction transaction, Promotion promotion) {
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

    /** Gates that people open outside of any promotion. */
    public Approvals approvals() {
        return room.approvals();
    }

    /** Rights to answer that people lend to others. */
    public Delegations delegations() {
        return new Delegations(room);
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

    /** Looks at every Stage and throws away what is too old. Happens by itself; for clocks that jump. */
    public void reconcile() {
        room.reconcile();
    }

    /**
     * Has a listener told the project whenever something in it changed durably. It must not block.
     *
     * @return closing it ends the telling
     */
    public AutoCloseable onChange(Consumer<String> listener) {
        return room.onChange(listener);
    }

    /**
     * Has somebody told how long things took. It must not block.
     *
     * @return closing it ends the telling
     */
    public AutoCloseable onTiming(Consumer<Timing> watch) {
        return room.onTiming(watch);
    }

    /** Stops the loops, lets running steps reach a safe point, closes the state. */
    @Override
    public void close() {
        room.close();
    }
}
