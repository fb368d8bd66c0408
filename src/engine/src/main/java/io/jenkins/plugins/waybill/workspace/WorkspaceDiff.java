package io.jenkins.plugins.waybill.workspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two moments of a workspace.
 *
 * @param changes one per path, or per checkout that came or went
 * @param text as a unified diff; cut off where it becomes too long to read
 * @param truncated whether it was cut off
 */
public record WorkspaceDiff(List<Change> changes, String text, boolean truncated) {

    private static final int LONGEST_TEXT = 512 * 1024;
    private static final int MOST_CHANGES = 2_000;
    private static final int LARGEST_FILE = 2 * 1024 * 1024;

    public WorkspaceDiff {
        changes = List.copyOf(changes);
    }

    /** True when nothing changed. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * A changed path.
     *
     * @param path in the workspace
     * @param kind {@code add}, {@code modify}, {@code delete}, or {@code checkout} for a repository that was mounted
     * @param note what to know about a checkout; empty for files
     */
    public record Change(String path, String kind, String note) {}

    /** The diff of two trees of one repository. */
    public static WorkspaceDiff between(Repository repository, ObjectId before, ObjectId after) throws IOException {
        Builder builder = new Builder();
        builder.compare("", repository, before, after);
        return builder.build();
    }

    /** Puts a diff together repository by repository. */
    static final class Builder {

        private final List<Change> changes = new ArrayList<>();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private boolean truncated;

        void compare(String directory, Repository repository, ObjectId before, ObjectId after) throws IOException {
            if (before.equals(after)) {
                return;
            }
            String prefix = directory.isEmpty() ? "" : directory + "/";
            try (DiffFormatter formatter = new DiffFormatter(text)) {
                formatter.setRepository(repository);
                formatter.setOldPrefix("a/" + prefix);
                formatter.setNewPrefix("b/" + prefix);
                formatter.setBinaryFileThreshold(LARGEST_FILE);
                for (DiffEntry entry : formatter.scan(before, after)) {
                    if (changes.size() >= MOST_CHANGES) {
                        truncated = true;
                        break;
                    }
                    boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
                    changes.add(new Change(
                            prefix + (deleted ? entry.getOldPath() : entry.getNewPath()),
                            entry.getChangeType().name().toLowerCase(Locale.ROOT),
                            ""));
                    if (text.size() < LONGEST_TEXT) {
                        formatter.format(entry);
                    } else {
                        truncated = true;
                    }
                }
                formatter.flush();
            }
        }

        void checkedOut(String path, String url, @Nullable String commit) {
            changes.add(new Change(path, "checkout", commit == null ? url : url + " at " + commit));
        }

        void removed(String path) {
            changes.add(new Change(path, "delete", ""));
        }

        WorkspaceDiff build() {
            byte[] bytes = text.toByteArray();
            int length = Math.min(bytes.length, LONGEST_TEXT);
            return new WorkspaceDiff(
                    changes, new String(bytes, 0, length, StandardCharsets.UTF_8), truncated || length < bytes.length);
        }
    }
}
