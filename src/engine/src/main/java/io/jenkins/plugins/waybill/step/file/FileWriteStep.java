package io.jenkins.plugins.waybill.step.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code file-write}: writes a file; what looks like an attack or a mistake is refused and never repeated. */
public final class FileWriteStep implements PromotionStep {

    private static final int ANY_EXECUTE = 0111;
    private static final int WORLD_WRITE = 0002;

    private final StepSchema schema = StepSchema.beside(FileWriteStep.class, "file-write");

    private record Config(
            String path, String contents, @Nullable String permissions, boolean overwrite) {}

    @Override
    public String name() {
        return "file-write";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Workspace workspace = context.workspace();
        refusePath(workspace, config.path());
        refusePermissions(config.permissions());
        Optional<FileEntry> existing = workspace.find(config.path());
        if (existing.isPresent() && existing.get().isDirectory()) {
            throw StepFailure.failed("'" + config.path() + "' is a directory; a file cannot take its place.");
        }
        if (existing.isPresent() && !config.overwrite()) {
            throw StepFailure.failed(
                    "There is a file at '" + config.path() + "' already. Set overwrite: true to replace it.");
        }
        workspace.write(config.path(), config.contents().getBytes(StandardCharsets.UTF_8), FileEntry.Kind.FILE);
        return StepResult.succeeded();
    }

    private static void refusePath(Workspace workspace, String path) throws IOException, StepFailure {
        if (path.startsWith("/")) {
            throw StepFailure.failed("'" + path + "' is absolute; give a path relative to the workspace.");
        }
        StringBuilder walked = new StringBuilder();
        int depth = 0;
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            depth += part.equals("..") ? -1 : 1;
            if (depth < 0) {
                throw StepFailure.failed("'" + path + "' attempts to leave the workspace.");
            }
            if (walked.length() == 0 && part.equals(".git")) {
                throw StepFailure.failed("'" + path + "' is inside .git, which steps may not write to.");
            }
            walked.append(walked.length() == 0 ? "" : "/").append(part);
            if (workspace.find(walked.toString()).map(FileEntry::kind).orElse(FileEntry.Kind.FILE)
                    == FileEntry.Kind.SYMLINK) {
                throw StepFailure.failed("'" + path + "' leads through the symbolic link '" + walked
                        + "'; write to the place that it points to.");
            }
        }
    }

    private static void refusePermissions(@Nullable String permissions) throws StepFailure {
        int mode = permissions == null ? 0600 : Integer.parseInt(permissions, 8);
        if ((mode & ANY_EXECUTE) != 0) {
            throw StepFailure.failed(
                    "permissions " + permissions + " would make the file executable; leave the" + " execute bits out.");
        }
        if ((mode & WORLD_WRITE) != 0) {
            throw StepFailure.failed(
                    "permissions " + permissions + " would let everyone write to the file; leave that bit out.");
        }
    }
}
