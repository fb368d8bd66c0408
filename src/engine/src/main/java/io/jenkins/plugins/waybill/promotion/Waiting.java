package io.jenkins.plugins.waybill.promotion;

import java.util.List;

import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.store.ProjectState;

/** What a promotion waits for, in a sentence. */
public final class Waiting {

    private Waiting() {}

    /**
     * For a promotion in any phase; one that is over waits for nothing and says so.
     *
     * @param windows whether promotions to its Stage may start now
     */
    public static String inWords(Promotion promotion, ProjectState state, PromotionWindows windows) {
        return switch (promotion.phase()) {
            case PENDING -> queued(promotion, state, windows);
            case RUNNING -> running(promotion);
            case SUCCEEDED, FAILED, ERRORED, ABORTED ->
                "It is over: " + promotion.phase().displayName() + "."
                        + (promotion.message().isEmpty() ? "" : " " + promotion.message());
        };
    }

    private static String queued(Promotion promotion, ProjectState state, PromotionWindows windows) {
        List<String> before = state.unfinished(promotion.stage()).stream()
                .filter(other ->
                        other.phase() == PromotionPhase.PENDING && other.name().compareTo(promotion.name()) < 0)
                .map(Promotion::name)
                .toList();
        String obstacle = StageQueue.of(promotion.stage(), state, windows).obstacle();
        StringBuilder sentence =
                new StringBuilder("It waits because ").append(obstacle.isEmpty() ? "it is about to start" : obstacle);
        if (!before.isEmpty()) {
            sentence.append("; before it in the queue: ").append(String.join(", ", before));
        }
        return sentence.append('.').toString();
    }

    private static String running(Promotion promotion) {
        if (promotion.abortRequestedBy() != null) {
            return "It stops as soon as its step lets go; "
                    + promotion.abortRequestedBy().displayName() + " asked for it.";
        }
        return promotion.executions().stream()
                .filter(execution -> execution.status() == StepStatus.RUNNING)
                .findFirst()
                .map(execution -> step(promotion, execution))
                .orElse("It is between two steps.");
    }

    private static String step(Promotion promotion, StepExecution execution) {
        String place = "Step '" + execution.alias() + "' (" + (promotion.currentStep() + 1) + " of "
                + promotion.steps().size() + ") ";
        return execution.message().isEmpty()
                ? place + "runs since " + execution.startedAt() + "."
                : place + "waits: " + execution.message();
    }
}
