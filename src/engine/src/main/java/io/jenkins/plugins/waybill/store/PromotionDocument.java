package io.jenkins.plugins.waybill.store;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.Variable;
import io.jenkins.plugins.waybill.model.WindowOverride;
import org.jspecify.annotations.Nullable;

/** A promotion in the parts that are written at different times: its definition once, its course often. */
final class PromotionDocument {

    private PromotionDocument() {}

    /** What never changes after creation. */
    record Definition(
            FreightReference freight, List<Variable> variables, List<StepDefinition> steps, Promotion.Intent intent) {

        static Definition of(Promotion promotion) {
            return new Definition(promotion.freight(), promotion.variables(), promotion.steps(), promotion.intent());
        }
    }

    /** What changes as it runs; steps and approvals have rows of their own. */
    record Course(
            String stage,
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
            ObjectNode outputs,
            List<HealthCheck> healthChecks,
            @Nullable WindowOverride windowOverride) {

        static Course of(Promotion promotion) {
            return new Course(
                    promotion.stage(),
                    promotion.rollback(),
                    promotion.actor(),
                    promotion.createdAt(),
                    promotion.startedAt(),
                    promotion.finishedAt(),
                    promotion.phase(),
                    promotion.message(),
                    promotion.abortRequestedBy(),
                    promotion.collection(),
                    promotion.currentStep(),
                    promotion.outputs(),
                    promotion.healthChecks(),
                    promotion.windowOverride());
        }
    }

    static Promotion assemble(
            String project,
            String name,
            Definition definition,
            Course course,
            List<StepExecution> executions,
            List<ApprovalResponse> responses) {
        return new Promotion(
                project,
                name,
                course.stage(),
                definition.freight(),
                definition.variables(),
                definition.steps(),
                definition.intent(),
                course.rollback(),
                course.actor(),
                course.createdAt(),
                course.startedAt(),
                course.finishedAt(),
                course.phase(),
                course.message(),
                course.abortRequestedBy(),
                course.collection(),
                course.currentStep(),
                executions,
                course.outputs(),
                course.healthChecks(),
                responses,
                course.windowOverride());
    }
}
