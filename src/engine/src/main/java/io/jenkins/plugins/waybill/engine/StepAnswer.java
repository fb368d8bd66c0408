package io.jenkins.plugins.waybill.engine;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.approval.Ballot;
import io.jenkins.plugins.waybill.approval.InputForm;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * What someone answers to a step of a promotion.
 *
 * @param step the step that asks; null for the one that waits now
 * @param by who
 * @param approved false for a rejection
 * @param comment may be empty
 * @param values for a form; null for yes or no
 * @param bypass opens the gate by force; the comment says why
 */
record StepAnswer(
        @Nullable String step,
        Identity by,
        boolean approved,
        String comment,
        @Nullable ObjectNode values,
        boolean bypass) {

    /** The answer as it is written down; {@link Refusal} when nobody asks, or when it would not count. */
    ApprovalResponse to(Promotion promotion, ProjectState state, Instant now) {
        StepExecution waiting = waitingStep(promotion);
        Question question = waiting.question();
        if (question == null) {
            throw notAsked(promotion);
        }
        ApprovalResponse response = new ApprovalResponse(
                waiting.alias(), by.actor(), approved, comment, now, by, null, values, question.change(), bypass);
        refuseOtherKind(question, waiting.alias());
        return ApprovalDesk.counting(
                new Ballot(question.policy(), question.involvement(), question.change()), response, state, now);
    }

    private StepExecution waitingStep(Promotion promotion) {
        return promotion.executions().stream()
                .filter(execution -> execution.status() == StepStatus.RUNNING)
                .filter(execution -> step == null || execution.alias().equals(step))
                .findFirst()
                .orElseThrow(() -> notAsked(promotion));
    }

    private Refusal notAsked(Promotion promotion) {
        return new Refusal(
                Refusal.Code.CONFLICT,
                "Promotion " + promotion.name() + " does not wait "
                        + (step == null ? "for an answer" : "in step '" + step + "'") + " now.");
    }

    private void refuseOtherKind(Question question, String alias) {
        if (question.form() == null) {
            if (values != null) {
                throw new Refusal(Refusal.Code.INVALID, "Step '" + alias + "' asks for approval, not for values.");
            }
            return;
        }
        if (values == null) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    "Step '" + alias + "' asks for input" + (bypass ? ", and nothing stands in for that" : "")
                            + ": submit its values, or abort the promotion.");
        }
        List<String> violations = InputForm.of(question.form()).violations(values);
        if (!violations.isEmpty()) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    "These values do not fit the form: " + String.join("; ", violations) + ".",
                    violations);
        }
    }
}
