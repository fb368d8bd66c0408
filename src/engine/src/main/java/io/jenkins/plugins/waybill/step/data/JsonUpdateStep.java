package io.jenkins.plugins.waybill.step.data;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code json-update}: sets values in a JSON file, makes keys that are missing, and leaves the rest as it is. */
public final class JsonUpdateStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(JsonUpdateStep.class, "json-update");

    @Override
    public String name() {
        return "json-update";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        ValueUpdates config = StepConfig.read(context.config(), ValueUpdates.class);
        DataFile file = DataFile.read(context.workspace(), config.path());
        JsonEdit edit = new JsonEdit(config.path(), file.text());
        for (ValueUpdates.Update update : config.updates()) {
            edit.set(update.key(), update.value());
        }
        file.write(edit.text());
        config.log(context);
        return StepResult.succeeded(config.output());
    }
}
