package io.jenkins.plugins.waybill.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A gate that people open: their agreement to bring one piece of Freight to one Stage, outside of any promotion.
 *
 * @param project the project
 * @param id unique in the project, given by whoever asked
 * @param stage where the Freight is to go
 * @param freight its name
 * @param policy whose agreement is needed
 * @param message the question as people read it; may be empty
 * @param link where to see what it is about; may be empty
 * @param promisedChange what the asker says will be changed, such as a diff's digest; may be empty
 * @param involvement who had a hand in it
 * @param openedBy who asked
 * @param openedAt when
 * @param expiresAt when it is too late to answer; null for never
 * @param answers oldest first
 * @param status how it stands
 * @param outcome why it was decided so, in words; empty while it waits
 * @param decidedAt null while it waits
 */
public record Approval(
        String project,
        String id,
        String stage,
        String freight,
        ApprovalPolicy policy,
        String message,
        String link,
        String promisedChange,
        Involvement involvement,
        Actor openedBy,
        Instant openedAt,
        @Nullable Instant expiresAt,
        List<ApprovalResponse> answers,
        Status status,
        String outcome,
        @Nullable Instant decidedAt) {

    public Approval {
        answers = List.copyOf(answers);
    }

    /** How it stands. */
    public enum Status {
        /** Not enough people have answered. */
        WAITING,
        /** Enough people agreed. */
        APPROVED,
        /** One who may said no. */
        REJECTED,
        /** Nobody decided in time. */
        EXPIRED,
        /** Whoever asked does not want to know any more. */
        CANCELLED,
        /** Opened by force, with a reason. */
        BYPASSED;

        /** Whether nobody can change it any more. */
        public boolean isOver() {
            return this != WAITING;
        }

        /** Whether the Freight may go on. */
        public boolean lets() {
            return this == APPROVED || this == BYPASSED;
        }
    }

    /** With one more answer. */
    public Approval with(ApprovalResponse answer) {
        List<ApprovalResponse> more = new ArrayList<>(answers);
        more.add(answer);
        return copy(more, status, outcome, decidedAt);
    }

    /** Decided. */
    public Approval decided(Status newStatus, String why, Instant at) {
        return copy(answers, newStatus, why, at);
    }

    /** With another promise of what will be changed. */
    public Approval promising(String change) {
        return new Approval(
                project,
                id,
                stage,
                freight,
                policy,
                message,
                link,
                change,
                involvement,
                openedBy,
                openedAt,
                expiresAt,
                answers,
                status,
                outcome,
                decidedAt);
    }

    private Approval copy(
            List<ApprovalResponse> newAnswers, Status newStatus, String newOutcome, @Nullable Instant newDecidedAt) {
        return new Approval(
                project,
                id,
                stage,
                freight,
                policy,
                message,
                link,
                promisedChange,
                involvement,
                openedBy,
                openedAt,
                expiresAt,
                newAnswers,
                newStatus,
                newOutcome,
                newDecidedAt);
    }
}
