package io.jenkins.plugins.waybill.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.approval.ApprovalDecision;
import io.jenkins.plugins.waybill.approval.Ballot;
import io.jenkins.plugins.waybill.approval.Substitutes;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks people, how far it is from being answered, and whether the asker's answer would count.
 *
 * @param kind {@code Approval} or {@code Input}
 * @param text the question; may be empty
 * @param who who may answer, in words
 * @param form JSON schema of the values wanted; null when only yes or no is
 * @param quorum how many must agree and who has; null where one answer is enough by its nature
 * @param reasons what is missing, and whose answers do not count, in sentences
 * @param until when the step gives up; null for never
 * @param mayNot why an answer of the asker would not count; null when it would
 * @param standingInFor whose right the asker would use; null for their own
 */
record QuestionView(
        String step,
        String kind,
        String text,
        String who,
        @Nullable JsonNode form,
        @Nullable QuorumView quorum,
        List<String> reasons,
        @Nullable Instant until,
        @Nullable String mayNot,
        @Nullable String standingInFor) {

    /** What a promotion asks now; null when it asks nothing. */
    static @Nullable QuestionView of(Promotion promotion, ProjectState state, Identity asker, Instant now) {
        StepExecution asking = asking(promotion);
        Question question = asking == null ? null : asking.question();
        if (asking == null || question == null) {
            return null;
        }
        boolean approval = question.kind() == Question.Kind.APPROVAL;
        ApprovalDecision decision = decision(promotion, asking, question, now);
        return new QuestionView(
                asking.alias(),
                StageView.capitalised(question.kind().name()),
                question.text(),
                question.policy().who(),
                question.form(),
                approval ? QuorumView.of(question.policy(), question.involvement(), decision) : null,
                approval ? decision.reasons() : List.of(),
                until(promotion, asking),
                objection(question, state, asker, now),
                lender(question, state, asker, now));
    }

    /** The step that waits for people; null when none does. */
    static @Nullable StepExecution asking(Promotion promotion) {
        return promotion.executions().stream()
                .filter(execution -> execution.status() == StepStatus.RUNNING && execution.question() != null)
                .findFirst()
                .orElse(null);
    }

    static ApprovalDecision decision(Promotion promotion, StepExecution asking, Question question, Instant now) {
        List<ApprovalResponse> answers = promotion.responses().stream()
                .filter(response -> response.step().equals(asking.alias()))
                .toList();
        return ballot(question).count(answers, now);
    }

    /** Why an approval, or values, by someone would not count; null when they would. */
    static @Nullable String objection(Question question, ProjectState state, Identity identity, Instant now) {
        return new Substitutes(state.delegations())
                .objection(ballot(question), identity, now)
                .orElse(null);
    }

    /** The name of the person whose right somebody would use to answer; null for their own. */
    static @Nullable String lender(Question question, ProjectState state, Identity identity, Instant now) {
        return name(new Substitutes(state.delegations()).lender(ballot(question), identity, now));
    }

    static @Nullable String name(Optional<Identity> someone) {
        return someone.map(identity -> identity.actor().name()).orElse(null);
    }

    private static Ballot ballot(Question question) {
        return new Ballot(question.policy(), question.involvement(), question.change());
    }

    private static @Nullable Instant until(Promotion promotion, StepExecution asking) {
        int index = promotion.executions().indexOf(asking);
        Duration timeout = index < promotion.steps().size()
                ? promotion.steps().get(index).retry().timeout()
                : null;
        return timeout == null || timeout.isZero() || timeout.isNegative() || asking.startedAt() == null
                ? null
                : asking.startedAt().plus(timeout);
    }
}
