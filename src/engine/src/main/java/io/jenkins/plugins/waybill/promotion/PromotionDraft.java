package io.jenkins.plugins.waybill.promotion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.WindowOverride;
import org.jspecify.annotations.Nullable;

/** A promotion while it changes: a {@link Promotion} with its moving parts in reach. Not thread-safe. */
final class PromotionDraft {

    private final Promotion original;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    PromotionPhase phase;
    String message;

    @Nullable
    Actor abortRequestedBy;

    @Nullable
    FreightCollection collection;

    int currentStep;
    final List<StepExecution> executions;
    ObjectNode outputs;
    final List<HealthCheck> healthChecks;
    final List<ApprovalResponse> responses;

    @Nullable
    WindowOverride windowOverride;

    PromotionDraft(Promotion promotion) {
        original = promotion;
        startedAt = promotion.startedAt();
        finishedAt = promotion.finishedAt();
        phase = promotion.phase();
        message = promotion.message();
        abortRequestedBy = promotion.abortRequestedBy();
        collection = promotion.collection();
        currentStep = promotion.currentStep();
        executions = new ArrayList<>(promotion.executions());
        outputs = promotion.outputs();
        healthChecks = new ArrayList<>(promotion.healthChecks());
        responses = new ArrayList<>(promotion.responses());
        windowOverride = promotion.windowOverride();
    }

    /** What the promotion has become. */
    Promotion toPromotion() {
        return new Promotion(
                original.project(),
                original.name(),
                original.stage(),
                original.freight(),
                original.variables(),
                original.steps(),
                original.intent(),
                original.rollback(),
                original.actor(),
                original.createdAt(),
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
                windowOverride);
    }
}
