package io.jenkins.plugins.waybill.step.data;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** {@code yaml-parse}: reads values from a YAML file by expressions over its document. */
public final class YamlParseStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(YamlParseStep.class, "yaml-parse");

    @Override
    public String name() {
        return "yaml-parse";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        DocumentOutputs config = StepConfig.read(context.config(), DocumentOutputs.class);
        DataFile file = DataFile.read(context.workspace(), config.path());
        return StepResult.succeeded(config.from(load(config.path(), file.text())));
    }

    private static @Nullable Object load(String path, String text) throws StepFailure {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(path)
                    .setSchema(new CoreSchema())
                    // At the edge of its buffer the reader breaks surrogate pairs; so one buffer holds all.
                    .setBufferSize(text.length() + 1)
                    .build();
            for (Object document : new Load(settings).loadAllFromString(text)) {
                return document;
            }
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(path + " is no YAML: " + e.getMessage());
        }
        throw StepFailure.retryable(path + " is empty; there is nothing to read.");
    }
}
