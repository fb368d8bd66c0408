package io.jenkins.plugins.waybill.step.data;

import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code json-parse}: reads values from a JSON file by expressions over its document. */
public final class JsonParseStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(JsonParseStep.class, "json-parse");

    @Override
    public String name() {
        return "json-parse";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        DocumentOutputs config = StepConfig.read(context.config(), DocumentOutputs.class);
        DataFile file = DataFile.read(context.workspace(), config.path());
        if (file.text().isBlank()) {
            throw StepFailure.retryable(config.path() + " is empty; there is nothing to read.");
        }
        try {
            return StepResult.succeeded(config.from(GoJson.parse(file.text())));
        } catch (ExpressionException e) {
            throw StepFailure.retryable(config.path() + " is " + e.getMessage());
        }
    }
}
