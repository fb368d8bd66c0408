package io.jenkins.plugins.waybill.step.flow;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code fail}: ends the promotion as failed, for use with a condition. */
public final class FailStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(FailStep.class, "fail");

    @Override
    public String name() {
        return "fail";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws StepFailure {
        String message = context.config().path("message").asText();
        throw StepFailure.failed(message.isEmpty() ? "failed" : "failed: " + message);
    }
}
