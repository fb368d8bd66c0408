package io.jenkins.plugins.waybill.step.data;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code toml-update}: changes values in a TOML file and nothing else in it. */
public final class TomlUpdateStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(TomlUpdateStep.class, "toml-update");

    @Override
    public String name() {
        return "toml-update";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        ValueUpdates config = StepConfig.read(context.config(), ValueUpdates.class);
        DataFile file = DataFile.read(context.workspace(), config.path());
        TomlEdit edit = TomlEdit.of(config.path(), file.text());
        for (ValueUpdates.Update update : config.updates()) {
            edit.set(update.key(), update.value());
        }
        file.write(edit.apply());
        config.log(context);
        return StepResult.succeeded(config.output());
    }
}
