package io.jenkins.plugins.waybill.step.flow;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code set-freight-alias}: gives Freight another alias. */
public final class SetFreightAliasStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(SetFreightAliasStep.class, "set-freight-alias");

    private record Config(String name, String alias) {}

    @Override
    public String name() {
        return "set-freight-alias";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        context.setFreightAlias(config.name(), config.alias());
        context.log("Freight " + config.name() + " is called " + config.alias() + " now");
        return StepResult.succeeded();
    }
}
