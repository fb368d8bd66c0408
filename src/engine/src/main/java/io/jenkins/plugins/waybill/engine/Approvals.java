package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.approval.ApprovalDecision;
import io.jenkins.plugins.waybill.approval.ApprovalDecision.Verdict;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Approval.Status;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gates that people open, for hosts that ask outside of any promotion, such as {@code awaitApproval} in a Jenkinsfile.
 * Thread-safe; every question and answer is durable when its method returns, and survives restarts.
 */
public final class Approvals {

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final EngineRoom room;
    private final ScheduledExecutorService timers;
    private final List<Consumer<Approval>> listeners = new CopyOnWriteArrayList<>();

    Approvals(EngineRoom room, ScheduledExecutorService timers) {
        this.room = room;
        this.timers = timers;
    }

    /**
     * Asks people, or finds the question that was asked under that id before; a question for another Stage or Freight is
     * refused. A change that differs from the one promised before replaces it, and approvals of the old one lapse.
     *
     * @param openedBy who asks; counts as who started the promotion
     */
    public Approval awaitApproval(ApprovalRequest request, Actor openedBy) {
        ProjectDefinition project = room.definitions().project(request.project());
        Stage stage = room.definitions().stage(request.project(), request.stage());
        Approval opened = room.store().write(transaction -> {
            ProjectState state = transaction.state().project(request.project());
            Freight freight = FreightDesk.find(state, request.project(), request.freight());
            Optional<Approval> known = state.approval(request.id());
            return known.isPresent()
                    ? again(transaction, known.get(), request, freight)
                    : open(transaction, project, stage, freight, request, openedBy);
        });
        room.changed(request.project());
        schedule(opened);
        return opened;
    }

    private Approval again(Transaction transaction, Approval known, ApprovalRequest request, Freight freight) {
        if (!known.stage().equals(request.stage()) || !known.freight().equals(freight.name())) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "Approval '" + known.id() + "' asks about " + known.freight() + " for '" + known.stage()
                            + "', not about " + freight.name() + " for '" + request.stage()
                            + "'. Ask under another id.");
        }
        if (known.status().isOver() || known.promisedChange().equals(request.promisedChange())) {
            return known;
        }
        Approval changed = known.promising(request.promisedChange());
        transaction.put(changed);
        audit(transaction, changed, Actor.ENGINE, "ApprovalChanged", "");
        return changed;
    }

    private Approval open(
            Transaction transaction,
            ProjectDefinition project,
            Stage stage,
            Freight freight,
            ApprovalRequest request,
            Actor openedBy) {
        Instant now = room.now();
        Approval approval = new Approval(
                project.name(),
                request.id(),
                stage.name(),
                freight.name(),
                request.policy(),
                request.message(),
                request.link(),
                request.promisedChange(),
                Involvement.of(freight.createdBy(), freight.artifacts(), openedBy),
                openedBy,
                now,
                request.timeout() == null ? null : now.plus(request.timeout()),
                List.of(),
                Status.WAITING,
                "",
                null);
        transaction.put(approval);
        audit(transaction, approval, openedBy, "ApprovalRequested", request.message());
        return approval;
    }

    /** A question by its id. */
    public Optional<Approval> find(String project, String id) {
        return room.state(project).approval(id);
    }

    /** A question by its id; {@link Refusal} when there is none. */
    public Approval get(String project, String id) {
        return find(project, id).orElseThrow(() -> missing(project, id));
    }

    private static Refusal missing(String project, String id) {
        return new Refusal(Refusal.Code.NOT_FOUND, "Project '" + project + "' has no approval '" + id + "'.");
    }

    /** All questions of a project, those decided included, oldest first. */
    public List<Approval> all(String project) {
        return room.state(project).approvals();
    }

    /**
     * How a question stands now, and why: what is missing from whom, or who decided. An approval whose Freight or planned
     * change is not the one that people agreed to any more has lapsed; ask before acting on it.
     */
    public ApprovalDecision decision(String project, String id) {
        return decision(get(project, id));
    }

    /** How a question stands now, and why. */
    public ApprovalDecision decision(Approval approval) {
        return ApprovalDesk.decision(room, approval, room.state(approval.project()), room.now());
    }

    /**
     * Answers. {@link Refusal} with the reason when the question is decided already, or when the answer would not count:
     * nobody asks this person, or they had a hand in it.
     *
     * @param by who answers, with the groups the host knows them to be in
     * @param comment may be empty
     */
    public Approval answer(String project, String id, Identity by, boolean approved, String comment) {
        return change(project, id, (transaction, approval, now) -> {
            ApprovalResponse answer = ApprovalDesk.answer(
                    room, approval, transaction.state().project(project), by, approved, comment, now);
            Approval answered = approval.with(answer);
            transaction.put(answered);
            audit(transaction, answered, by.actor(), approved ? "ApprovalGiven" : "ApprovalRefused", comment);
            return settle(transaction, answered, now);
        });
    }

    /** Gives up asking, for instance because the build was stopped; a question that is decided stays as it is. */
    public Approval cancel(String project, String id, Actor by, String reason) {
        Approval known = get(project, id);
        if (known.status().isOver()) {
            return known;
        }
        return change(
                project,
                id,
                (transaction, approval, now) -> decide(
                        transaction,
                        approval,
                        Status.CANCELLED,
                        "Cancelled by " + by.displayName() + (reason.isEmpty() ? "." : ": " + reason),
                        by,
                        now));
    }

    /**
     * Opens a gate by force; for those whom the host lets override.
     *
     * @param reason must not be empty; loud in the audit log
     */
    public Approval bypass(String project, String id, Identity by, String reason) {
        String why = Reasons.required(reason, "An approval can be bypassed only with a reason");
        return change(
                project,
                id,
                (transaction, approval, now) -> decide(
                        transaction,
                        approval,
                        Status.BYPASSED,
                        "BYPASSED by " + by.actor().displayName() + " without the approvals it asks for: " + why,
                        by.actor(),
                        now));
    }

    /** Whether an approval by someone would count now. */
    public boolean mayApprove(Approval approval, Identity identity) {
        return objection(approval, identity).isEmpty();
    }

    /** Why an approval by someone would not count now, in a sentence; empty when it would. */
    public Optional<String> objection(Approval approval, Identity identity) {
        return ApprovalDesk.objection(room, approval, identity, room.now());
    }

    /** Whose right someone would use to approve; empty for their own, and when they may not. */
    public Optional<Identity> lender(Approval approval, Identity identity) {
        return ApprovalDesk.lender(room, approval, identity, room.now());
    }

    /**
     * What someone could answer now, over all projects, oldest first: a rule is about them and nothing excludes them from
     * approving. Which projects they may see is the host's to say.
     */
    public List<Approval> waitingFor(Identity identity) {
        List<Approval> waiting = new ArrayList<>();
        for (ProjectDefinition project : room.definitions().all()) {
            for (Approval approval : all(project.name())) {
                if (!approval.status().isOver() && mayApprove(approval, identity)) {
                    waiting.add(approval);
                }
            }
        }
        return waiting;
    }

    /**
     * Has a listener told every decision once it is durable: approved, rejected, expired, cancelled, bypassed. It must
     * not block. What was decided while nobody listened is told by {@link #find}.
     *
     * @return closing it ends the telling
     */
    public AutoCloseable onDecision(Consumer<Approval> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends what nobody answered in time. */
    void expire() {
        room.definitions().all().forEach(project -> all(project.name()).stream()
                .filter(this::isLate)
                .forEach(approval -> expire(project.name(), approval.id())));
    }

    private boolean isLate(Approval approval) {
        return !approval.status().isOver()
                && approval.expiresAt() != null
                && !room.now().isBefore(approval.expiresAt());
    }

    private void expire(String project, String id) {
        Approval known = get(project, id);
        if (!isLate(known)) {
            schedule(known);
            return;
        }
        change(
                project,
                id,
                (transaction, approval, now) -> decide(
                        transaction,
                        approval,
                        Status.EXPIRED,
                        "Expired at " + approval.expiresAt() + ". "
                                + ApprovalDesk.decision(
                                                room,
                                                approval,
                                                transaction.state().project(project),
                                                now)
                                        .summary(),
                        Actor.ENGINE,
                        now));
    }

    /** Arms the clock for what waits in a project; after a restart, and when it is defined again. */
    void watch(String project) {
        all(project).forEach(this::schedule);
    }

    private void schedule(Approval approval) {
        if (approval.status().isOver()
                || approval.expiresAt() == null
                || !room.surroundings().automatic()) {
            return;
        }
        try {
            timers.schedule(
                    () -> {
                        try {
                            expire(approval.project(), approval.id());
                        } catch (RuntimeException e) {
                            LOG.warn("Approval {} could not be ended; it is tried again later", approval.id(), e);
                        }
                    },
                    Math.max(
                                    0,
                                    Duration.between(room.now(), approval.expiresAt())
                                            .toMillis())
                            + 1,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The engine closes; {} is looked after when it is opened again", approval.id());
        }
    }

    private interface Step {
        Approval apply(Transaction transaction, Approval approval, Instant now);
    }

    private Approval change(String project, String id, Step step) {
        Approval changed = room.store().write(transaction -> {
            Approval approval =
                    transaction.state().project(project).approval(id).orElseThrow(() -> missing(project, id));
            if (approval.status().isOver()) {
                throw new Refusal(
                        Refusal.Code.CONFLICT, "Approval '" + id + "' is decided already: " + approval.outcome());
            }
            return step.apply(transaction, approval, room.now());
        });
        room.changed(project);
        if (changed.status().isOver()) {
            tell(changed);
        }
        return changed;
    }

    private void tell(Approval decided) {
        for (Consumer<Approval> listener : listeners) {
            try {
                listener.accept(decided);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on the decision of approval {}", decided.id(), e);
            }
        }
    }

    private Approval settle(Transaction transaction, Approval answered, Instant now) {
        ApprovalDecision decision =
                ApprovalDesk.count(room, answered, transaction.state().project(answered.project()), now);
        if (decision.verdict() == Verdict.WAITING) {
            return answered;
        }
        Status status = decision.verdict() == Verdict.APPROVED ? Status.APPROVED : Status.REJECTED;
        return decide(transaction, answered, status, decision.summary(), Actor.ENGINE, now);
    }

    private static Approval decide(
            Transaction transaction, Approval approval, Status status, String why, Actor by, Instant now) {
        Approval decided = approval.decided(status, why, now);
        transaction.put(decided);
        String type =
                switch (status) {
                    case APPROVED -> "ApprovalGranted";
                    case REJECTED -> "ApprovalDenied";
                    case EXPIRED -> "ApprovalExpired";
                    case CANCELLED -> "ApprovalCancelled";
                    case BYPASSED -> "ApprovalBypassed";
                    case WAITING -> throw new IllegalArgumentException("That is no decision");
                };
        audit(transaction, decided, by, type, why);
        return decided;
    }

    private static void audit(Transaction transaction, Approval approval, Actor by, String type, String comment) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("stage", approval.stage())
                .put("freight", approval.freight());
        transaction
                .state()
                .project(approval.project())
                .freight(approval.freight())
                .ifPresent(freight -> detail.put("alias", freight.alias()));
        if (!comment.isEmpty()) {
            detail.put("comment", comment);
        }
        transaction.audit(approval.project(), by, type, "approval/" + approval.id(), detail);
    }
}
