package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jspecify.annotations.Nullable;

/**
 * A promotion with everything that became of its steps.
 *
 * @param awaitingApproval alias of the step that waits for people; null when none does
 * @param question what it asks them; null when it does not
 * @param abortRequestedBy who asked to stop it; null for nobody
 */
record PromotionDetail(
        PromotionView promotion,
        List<ArtifactView> artifacts,
        List<StepView> steps,
        @Nullable String awaitingApproval,
        @Nullable QuestionView question,
        @Nullable String abortRequestedBy,
        List<ResponseView> responses) {

    /**
     * A step.
     *
     * @param status {@code Pending} before it was reached, then Kargo's
     * @param output what it left for later steps; secrets are masked
     * @param place where it is written, as {@code file:line:column}; empty when unknown
     */
    record StepView(
            String alias,
            @Nullable String uses,
            String status,
            String message,
            int errorCount,
            boolean continueOnError,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable JsonNode output,
            String place) {}

    /**
     * Someone's answer to a question.
     *
     * @param onBehalfOf whose right they used, by delegation; null for their own
     * @param bypass whether it opened the gate by force
     */
    record ResponseView(
            String step,
            String actor,
            @Nullable String onBehalfOf,
            boolean approved,
            String comment,
            Instant at,
            boolean bypass) {

        static ResponseView of(ApprovalResponse response) {
            return new ResponseView(
                    response.step(),
                    response.actor().toString(),
                    response.onBehalfOf() == null
                            ? null
                            : response.onBehalfOf().actor().toString(),
                    response.approved(),
                    response.comment(),
                    response.at(),
                    response.bypass());
        }
    }

    /** As someone may see it; whether their answer would count depends on who they are. */
    static PromotionDetail of(Promotion promotion, ProjectState state, Identity asker, Instant now) {
        return new PromotionDetail(
                PromotionView.of(PromotionSummary.of(promotion), state),
                ArtifactView.of(promotion.freight().artifacts()),
                steps(promotion),
                CurrentStep.of(promotion, now)
                        .filter(CurrentStep::awaitsApproval)
                        .map(CurrentStep::alias)
                        .orElse(null),
                QuestionView.of(promotion, state, asker, now),
                PromotionView.text(promotion.abortRequestedBy()),
                promotion.responses().stream().map(ResponseView::of).toList());
    }

    private static List<StepView> steps(Promotion promotion) {
        List<StepView> steps = new ArrayList<>();
        for (int index = 0; index < promotion.steps().size(); index++) {
            StepDefinition step = promotion.steps().get(index);
            StepExecution execution = index < promotion.executions().size()
                    ? promotion.executions().get(index)
                    : null;
            steps.add(execution == null ? notReached(step) : reached(step, execution, promotion.outputs()));
        }
        return List.copyOf(steps);
    }

    private static StepView notReached(StepDefinition step) {
        return new StepView(
                step.as(),
                step.uses(),
                "Pending",
                "",
                0,
                step.continueOnError(),
                null,
                null,
                null,
                step.position().toString());
    }

    private static StepView reached(StepDefinition step, StepExecution execution, ObjectNode outputs) {
        return new StepView(
                execution.alias(),
                execution.uses(),
                execution.status().displayName(),
                execution.message(),
                execution.errorCount(),
                execution.continueOnError(),
                execution.startedAt(),
                execution.finishedAt(),
                outputs.get(execution.alias()),
                step.position().toString());
    }
}
