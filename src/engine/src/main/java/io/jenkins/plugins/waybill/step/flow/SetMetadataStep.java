package io.jenkins.plugins.waybill.step.flow;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code set-metadata}: records values on Stages and Freight of the project. */
public final class SetMetadataStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(SetMetadataStep.class, "set-metadata");

    private record Config(List<Update> updates) {}

    private record Update(String kind, String name, Map<String, JsonNode> values) {}

    @Override
    public String name() {
        return "set-metadata";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        for (Update update : StepConfig.read(context.config(), Config.class).updates()) {
            context.setMetadata(update.kind(), update.name(), update.values());
            context.log("Recorded " + String.join(", ", update.values().keySet()) + " on " + update.kind() + " "
                    + update.name());
        }
        return StepResult.succeeded();
    }
}
