package io.jenkins.plugins.waybill.step.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import io.jenkins.plugins.waybill.workspace.PathGlob;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code delete}: deletes files, links and directories. */
public final class DeleteStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(DeleteStep.class, "delete");

    private record Config(@Nullable String path, @Nullable List<String> paths, boolean pathsAreGlobs, boolean strict) {

        List<String> wanted() {
            return path != null ? List.of(path) : paths == null ? List.of() : paths;
        }
    }

    @Override
    public String name() {
        return "delete";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Set<String> doomed = new LinkedHashSet<>();
        for (String wanted : config.wanted()) {
            Set<String> found = config.pathsAreGlobs()
                    ? matching(context.workspace(), wanted)
                    : literal(context.workspace(), wanted);
            if (found.isEmpty() && config.strict()) {
                throw StepFailure.retryable("There is nothing at '" + wanted
                        + "' to delete, and strict is true. Check the path, or leave strict out.");
            }
            doomed.addAll(found);
        }
        for (String path : doomed) {
            // What a directory above it took along already is gone.
            if (context.workspace().delete(path)) {
                context.log("Deleted " + path);
            }
        }
        return StepResult.succeeded();
    }

    private static Set<String> literal(Workspace workspace, String path) throws IOException, StepFailure {
        refuseEscape(path);
        return workspace
                .find(path)
                .map(FileEntry::path)
                .filter(found -> !found.isEmpty())
                .map(Set::of)
                .orElse(Set.of());
    }

    private static Set<String> matching(Workspace workspace, String glob) throws IOException, StepFailure {
        Pattern pattern;
        try {
            pattern = PathGlob.compile(glob.replaceAll("^(\\./+)+", ""));
        } catch (PatternSyntaxException e) {
            throw StepFailure.errored("'" + glob + "' is no glob: " + e.getDescription() + ".");
        }
        Set<String> found = new LinkedHashSet<>();
        Deque<String> directories = new ArrayDeque<>(List.of(""));
        while (!directories.isEmpty()) {
            for (FileEntry entry : workspace.list(directories.remove())) {
                if (pattern.matcher(entry.path()).matches()) {
                    found.add(entry.path());
                } else if (entry.isDirectory()) {
                    directories.add(entry.path());
                }
            }
        }
        return found;
    }

    private static void refuseEscape(String path) throws StepFailure {
        int depth = 0;
        for (String part : path.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                throw StepFailure.retryable("'" + path + "' attempts to leave the workspace; nothing was deleted.");
            }
        }
    }
}
