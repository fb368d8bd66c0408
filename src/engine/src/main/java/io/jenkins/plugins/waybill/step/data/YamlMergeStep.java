package io.jenkins.plugins.waybill.step.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code yaml-merge}: lays YAML files over one another, the later ones on top. */
public final class YamlMergeStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(YamlMergeStep.class, "yaml-merge");

    private record Config(List<String> inFiles, String outFile, boolean ignoreMissingFiles) {}

    @Override
    public String name() {
        return "yaml-merge";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        List<String> merged = new ArrayList<>();
        @Nullable Node result = null;
        String base = "";
        for (String path : config.inFiles()) {
            if (config.ignoreMissingFiles() && context.workspace().find(path).isEmpty()) {
                context.log("Left out " + path + ", which is not there");
                continue;
            }
            DataFile file = DataFile.read(context.workspace(), path);
            Optional<Node> document = YamlDocument.read(path, file.text());
            if (document.isEmpty()) {
                continue;
            }
            merged.add(path);
            if (result == null) {
                result = document.get();
                base = file.text();
            } else {
                result = YamlMerge.merge(result, document.get())
                        .orElseThrow(() -> StepFailure.retryable(
                                path + " would delete the whole document; a document of its own is no null."));
            }
        }
        String text =
                merged.isEmpty() || result == null ? "" : merged.size() == 1 ? base : YamlDocument.write(result, base);
        context.workspace().write(config.outFile(), text.getBytes(StandardCharsets.UTF_8));
        context.log("Wrote " + config.outFile() + " from " + merged);
        if (merged.isEmpty()) {
            return StepResult.succeeded();
        }
        return StepResult.succeeded(
                JsonNodeFactory.instance.objectNode().put("commitMessage", message(merged, config.outFile())));
    }

    private static String message(List<String> merged, String outFile) {
        return merged.size() == 1
                ? "Wrote " + merged.get(0) + " to " + outFile
                : "Merged " + merged.size() + " YAML files to " + outFile + "\n- " + String.join("\n- ", merged);
    }
}
