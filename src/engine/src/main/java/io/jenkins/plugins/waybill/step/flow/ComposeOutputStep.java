package io.jenkins.plugins.waybill.step.flow;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code compose-output}: hands its config on as output; in a task also as what the task returns. */
public final class ComposeOutputStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(ComposeOutputStep.class, "compose-output");

    @Override
    public String name() {
        return "compose-output";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public boolean returnsTaskOutput() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) {
        return StepResult.succeeded(context.config().deepCopy());
    }
}
