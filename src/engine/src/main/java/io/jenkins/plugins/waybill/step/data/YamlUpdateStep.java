package io.jenkins.plugins.waybill.step.data;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code yaml-update}: changes values in a YAML file and nothing else in it. */
public final class YamlUpdateStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(YamlUpdateStep.class, "yaml-update");

    private record Config(String path, List<Update> updates) {}

    /** A value for a key. */
    record Update(String key, JsonNode value) {}

    @Override
    public String name() {
        return "yaml-update";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        DataFile file = DataFile.read(context.workspace(), config.path());
        YamlEdit edit = YamlEdit.of(config.path(), file.text());
        for (Update update : config.updates()) {
            edit.set(update.key(), update.value());
        }
        file.write(edit.apply());
        for (Update update : config.updates()) {
            context.log("Set " + update.key() + " to " + update.value() + " in " + config.path());
        }
        return StepResult.succeeded(UpdateMessage.of(config.path(), config.updates()));
    }
}
