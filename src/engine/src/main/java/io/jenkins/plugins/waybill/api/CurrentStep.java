package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where a running promotion stands.
 *
 * @param number 1-based
 * @param count of all steps
 * @param message what it waits for; may be empty
 * @param awaitsApproval whether it waits for people, be it for a yes or for input
 * @param asks what it asks them; null when it does not
 */
record CurrentStep(
        String alias,
        String uses,
        String message,
        int number,
        int count,
        boolean awaitsApproval,
        @Nullable AsksView asks) {

    /**
     * A question in short; the same for whoever looks.
     *
     * @param kind {@code Approval} or {@code Input}
     * @param needed how many must answer
     * @param given how many have
     */
    record AsksView(String kind, int needed, int given) {

        static AsksView of(Promotion promotion, StepExecution asking, Question question, Instant now) {
            boolean approval = question.kind() == Question.Kind.APPROVAL;
            return new AsksView(
                    StageView.capitalised(question.kind().name()),
                    approval ? question.policy().people() : 1,
                    approval
                            ? QuestionView.decision(promotion, asking, question, now)
                                    .counted()
                                    .size()
                            : 0);
        }
    }

    /** Empty before the first step and after the last. */
    static Optional<CurrentStep> of(Promotion promotion, Instant now) {
        int index = promotion.currentStep();
        if (promotion.phase().isTerminal() || index >= promotion.steps().size()) {
            return Optional.empty();
        }
        StepDefinition step = promotion.steps().get(index);
        StepExecution execution =
                index < promotion.executions().size() ? promotion.executions().get(index) : null;
        String message = execution != null && execution.status() == StepStatus.RUNNING ? execution.message() : null;
        Question question = execution != null && message != null ? execution.question() : null;
        String uses = step.uses() == null ? "" : step.uses();
        return Optional.of(new CurrentStep(
                step.as(),
                uses,
                message == null ? "" : message,
                index + 1,
                promotion.steps().size(),
                question != null,
                execution == null || question == null ? null : AsksView.of(promotion, execution, question, now)));
    }
}
