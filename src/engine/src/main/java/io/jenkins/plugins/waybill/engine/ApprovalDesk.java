package io.jenkins.plugins.waybill.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.approval.ApprovalDecision;
import io.jenkins.plugins.waybill.approval.ApprovalDecision.Verdict;
import io.jenkins.plugins.waybill.approval.Ballot;
import io.jenkins.plugins.waybill.approval.PlannedChange;
import io.jenkins.plugins.waybill.approval.Substitutes;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.store.ProjectState;

/** What a gate's answers come to, given what the project and its Stage are now. */
final class ApprovalDesk {

    /** What would happen where the Stage is not declared any more: nothing that anybody has agreed to. */
    private static final String NOTHING = "nothing";

    private ApprovalDesk() {}

    /** How it stands now: as it was decided, unless what was approved has changed or become too old since. */
    static ApprovalDecision decision(EngineRoom room, Approval approval, ProjectState state, Instant now) {
        Verdict verdict =
                switch (approval.status()) {
                    case WAITING -> null;
                    case APPROVED -> Verdict.APPROVED;
                    case REJECTED -> Verdict.REJECTED;
                    case EXPIRED -> Verdict.EXPIRED;
                    case CANCELLED -> Verdict.CANCELLED;
                    case BYPASSED -> Verdict.BYPASSED;
                };
        ApprovalDecision count = count(room, approval, state, now);
        if (verdict == null) {
            return count;
        }
        if (verdict == Verdict.APPROVED && count.verdict() == Verdict.WAITING && !runsThere(approval, state)) {
            boolean tooOld = approval.policy().validFor() != null
                    && new Ballot(approval.policy(), approval.involvement(), null)
                                    .count(approval.answers(), now)
                                    .verdict()
                            == Verdict.WAITING;
            return new ApprovalDecision(tooOld ? Verdict.EXPIRED : Verdict.LAPSED, count.reasons(), List.of());
        }
        return new ApprovalDecision(
                verdict, List.of(approval.outcome()), verdict == Verdict.APPROVED ? count.counted() : List.of());
    }

    /** Once it has arrived, the approval has done its work. */
    private static boolean runsThere(Approval approval, ProjectState state) {
        return state.stage(approval.stage())
                .current()
                .map(collection -> collection.items().values().stream()
                        .anyMatch(reference -> reference.name().equals(approval.freight())))
                .orElse(false);
    }

    static ApprovalDecision count(EngineRoom room, Approval approval, ProjectState state, Instant now) {
        return ballot(room, approval, state).count(approval.answers(), now);
    }

    private static Ballot ballot(EngineRoom room, Approval approval, ProjectState state) {
        return new Ballot(approval.policy(), approval.involvement(), change(room, approval, state));
    }

    private static String change(EngineRoom room, Approval approval, ProjectState state) {
        Optional<ProjectDefinition> project = room.definitions().find(approval.project());
        Optional<Stage> stage = project.flatMap(definition -> definition.stage(approval.stage()));
        return stage.isEmpty()
                ? NOTHING
                : PlannedChange.fingerprint(
                        project.get(),
                        stage.get(),
                        approval.freight(),
                        state.stage(approval.stage()),
                        approval.promisedChange());
    }

    /** The answer, bound to what would happen now; {@link Refusal} when it would not count. */
    static ApprovalResponse answer(
            EngineRoom room,
            Approval approval,
            ProjectState state,
            Identity by,
            boolean approved,
            String comment,
            Instant now) {
        Ballot ballot = ballot(room, approval, state);
        ApprovalResponse answer =
                new ApprovalResponse("", by.actor(), approved, comment, now, by, null, null, ballot.change());
        return counting(ballot, answer, state, now);
    }

    /** The answer with a right that counts; {@link Refusal} when there is none. */
    static ApprovalResponse counting(Ballot ballot, ApprovalResponse answer, ProjectState state, Instant now) {
        Substitutes.Found found = new Substitutes(state.delegations()).answer(ballot, answer, now);
        if (found instanceof Substitutes.Found.Objection objection) {
            throw new Refusal(Refusal.Code.FORBIDDEN, objection.reason(), List.of(objection.reason()));
        }
        return ((Substitutes.Found.Answer) found).response();
    }

    static Optional<String> objection(EngineRoom room, Approval approval, Identity identity, Instant now) {
        ProjectState state = room.state(approval.project());
        return new Substitutes(state.delegations()).objection(ballot(room, approval, state), identity, now);
    }

    static Optional<Identity> lender(EngineRoom room, Approval approval, Identity identity, Instant now) {
        ProjectState state = room.state(approval.project());
        return new Substitutes(state.delegations()).lender(ballot(room, approval, state), identity, now);
    }
}
