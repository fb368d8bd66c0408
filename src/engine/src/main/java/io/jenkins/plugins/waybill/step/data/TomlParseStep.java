package io.jenkins.plugins.waybill.step.data;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code toml-parse}: reads values from a TOML file by expressions over its document. */
public final class TomlParseStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(TomlParseStep.class, "toml-parse");

    @Override
    public String name() {
        return "toml-parse";
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
        return StepResult.succeeded(
                config.from(TomlReader.read(config.path(), file.text()).plain()));
    }
}
