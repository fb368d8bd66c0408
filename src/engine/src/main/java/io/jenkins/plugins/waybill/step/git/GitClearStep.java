package io.jenkins.plugins.waybill.step.git;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;

/** {@code git-clear}: removes all files of a checkout. */
public final class GitClearStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GitClearStep.class, "git-clear");

    private record Config(String path) {}

    @Override
    public String name() {
        return "git-clear";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Checkouts.at(context, config.path()).clear();
        return StepResult.succeeded();
    }
}
