package io.jenkins.plugins.waybill.step.file;

import java.util.List;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code copy}: copies a file or directory; symbolic links are left out, as in Kargo. */
public final class CopyStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(CopyStep.class, "copy");

    private record Config(
            String inPath, String outPath, @Nullable String ignore) {}

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Workspace workspace = context.workspace();
        String from = workspace.resolve(config.inPath());
        FileEntry source = workspace
                .find(from)
                .orElseThrow(() -> StepFailure.retryable("There is nothing at '" + config.inPath()
                        + "' to copy. Check the path, and that a step before this one put it there."));
        IgnoreRules ignored = IgnoreRules.of(".git\n" + (config.ignore() == null ? "" : config.ignore()));
        if (!source.isDirectory()) {
            workspace.write(config.outPath(), workspace.read(from), source.kind());
            return StepResult.succeeded();
        }
        // Listed first: the target may lie inside the source.
        List<FileEntry> files = workspace.walk(from);
        int copied = 0;
        for (FileEntry file : files) {
            String below = from.isEmpty() ? file.path() : file.path().substring(from.length() + 1);
            if (file.isFile() && !ignored.leaveOut(below, false)) {
                workspace.write(config.outPath() + "/" + below, workspace.read(file.path()), file.kind());
                copied++;
            }
        }
        context.log("Copied " + copied + " files from " + config.inPath() + " to " + config.outPath());
        return StepResult.succeeded();
    }
}
