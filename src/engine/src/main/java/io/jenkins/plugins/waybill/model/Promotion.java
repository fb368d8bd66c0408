package io.jenkins.plugins.waybill.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One run of a Stage's steps for one piece of Freight.
 *
 * @param project the project
 * @param name {@code <stage>.<ULID>.<first 7 of the Freight>}; names order by time
 * @param stage where to
 * @param freight what is promoted
 * @param variables Stage variables, then template variables, as they were when it was made
 * @param steps tasks already put in place; as they were when it was made
 * @param intent what it means for auto-promotion
 * @param rollback whether it is meant to go back, by a person or a policy
 * @param actor who asked; null for automatic promotions
 * @param createdAt when it was asked for
 * @param startedAt null while pending
 * @param finishedAt null until terminal
 * @param phase where it stands
 * @param message what to tell people; may be empty
 * @param abortRequestedBy who asked to stop it; null for nobody
 * @param collection the promoted Freight and that inherited from other origins; null while pending
 * @param currentStep index of the step that runs or comes next
 * @param executions one per step that was reached, in order
 * @param outputs alias to output; secrets are masked
 * @param healthChecks left behind by succeeded steps
 * @param responses answers to approvals, oldest first
 * @param windowOverride who lets it start outside of the promotion windows; null for nobody
 */
public record Promotion(
        String project,
        String name,
        String stage,
        FreightReference freight,
        List<Variable> variables,
        List<StepDefinition> steps,
        Intent intent,
        boolean rollback,
        @Nullable Actor actor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        PromotionPhase phase,
        String message,
        @Nullable Actor abortRequestedBy,
        @Nullable FreightCollection collection,
        int currentStep,
        List<StepExecution> executions,
        ObjectNode outputs,
        List<HealthCheck> healthChecks,
        List<ApprovalResponse> responses,
        @Nullable WindowOverride windowOverride) {

    public Promotion {
        variables = List.copyOf(variables);
        steps = List.copyOf(steps);
        executions = List.copyOf(executions);
        healthChecks = List.copyOf(healthChecks);
        responses = List.copyOf(responses);
    }

    /** A promotion that keeps to the promotion windows. */
    public Promotion(
            String project,
            String name,
            String stage,
            FreightReference freight,
            List<Variable> variables,
            List<StepDefinition> steps,
            Intent intent,
            boolean rollback,
            @Nullable Actor actor,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            PromotionPhase phase,
            String message,
            @Nullable Actor abortRequestedBy,
            @Nullable FreightCollection collection,
            int currentStep,
            List<StepExecution> executions,
            ObjectNode outputs,
            List<HealthCheck> healthChecks,
            List<ApprovalResponse> responses) {
        this(
                project,
                name,
                stage,
                freight,
                variables,
                steps,
                intent,
                rollback,
                actor,
                createdAt,
                startedAt,
                finishedAt,
                phase,
                message,
                abortRequestedBy,
                collection,
                currentStep,
                executions,
                outputs,
                healthChecks,
                responses,
                null);
    }

    /** Kargo's auto-promotion-hold and auto-promotion-resume annotations. */
    public enum Intent {
        NONE,
        HOLD,
        RESUME
    }
}
