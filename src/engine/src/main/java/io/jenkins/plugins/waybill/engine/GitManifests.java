package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.git.RemoteRefs;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Reads manifests from Git repositories, out of the same mirrors that promotions use. Thread-safe. */
public final class GitManifests {

    private static final int MOST_FILES = 2_000;
    private static final int LARGEST_FILE = 4 << 20;

    private final Git git;

    GitManifests(Git git) {
        this.git = git;
    }

    /**
     * Where manifests are.
     *
     * @param repoUrl the repository
     * @param branch empty for the default branch
     * @param directory whose files are read, with those below it; empty for all
     */
    public record Location(String repoUrl, String branch, String directory) {
        /** Without slashes around the directory. */
        public Location {
            repoUrl = repoUrl.trim();
            branch = branch.trim();
            directory = directory.trim().replaceAll("^[./]*/|^\\.$", "").replaceAll("/+$", "");
        }
    }

    /**
     * Files at a commit.
     *
     * @param revision the commit's full id
     * @param files texts by path in the repository, sorted
     */
    public record Files(String revision, Map<String, String> files) {
        /** Keeps the order. */
        public Files {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }

    /**
     * The commit that the branch is at, asked with one request.
     *
     * @param project whose credentials to use
     * @throws ManifestsUnavailable when the repository cannot be asked or has no such branch
     */
    public String revision(String project, Location location) throws ManifestsUnavailable {
        try {
            RemoteRefs refs = git.lsRemote(remote(project, location));
            String branch = location.branch().isEmpty() ? refs.defaultBranch().orElse("") : location.branch();
            return commit(location, branch, refs.branches().get(branch)).name();
        } catch (GitException e) {
            throw new ManifestsUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The manifests as of now: files that end in {@code .yaml}, {@code .yml} or {@code .json}. Hidden directories and the
     * templates of Helm charts are passed over, as they are on a disk.
     *
     * @param project whose credentials to use
     * @throws ManifestsUnavailable when they cannot be had
     */
    public Files read(String project, Location location) throws ManifestsUnavailable {
        try {
            GitMirror mirror = git.mirror(remote(project, location));
            mirror.fetch();
            String branch = location.branch().isEmpty() ? mirror.defaultBranch().orElse("") : location.branch();
            ObjectId commit = commit(location, branch, mirror.branch(branch).orElse(null));
            return new Files(commit.name(), files(mirror.repository(), commit, location));
        } catch (GitException e) {
            throw new ManifestsUnavailable(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ManifestsUnavailable(
                    "The mirror of " + location.repoUrl() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectId commit(Location location, String branch, @Nullable ObjectId commit)
            throws ManifestsUnavailable {
        if (commit == null) {
            throw new ManifestsUnavailable(
                    location.repoUrl() + " has no "
                            + (branch.isEmpty() ? "default branch; name one." : "branch '" + branch + "'."),
                    null);
        }
        return commit;
    }

    private static GitRemote remote(String project, Location location) {
        return new GitRemote(project, location.repoUrl(), false);
    }

    private static Map<String, String> files(Repository repository, ObjectId commit, Location location)
            throws IOException, ManifestsUnavailable {
        Map<String, String> files = new TreeMap<>();
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId tree = walk.parseCommit(commit).getTree();
            if (location.directory().isEmpty()) {
                collect(repository, tree, "", files);
                return files;
            }
            try (TreeWalk found = TreeWalk.forPath(repository, location.directory(), tree)) {
                if (found == null) {
                    throw new ManifestsUnavailable(
                            location.repoUrl() + " has no '" + location.directory() + "' at "
                                    + commit.abbreviate(7).name() + ".",
                            null);
                }
                if (found.getFileMode() == FileMode.TREE) {
                    collect(repository, found.getObjectId(0), location.directory() + "/", files);
                } else {
                    read(repository, found.getObjectId(0), location.directory(), files);
                }
            }
        }
        return files;
    }

    private static void collect(Repository repository, ObjectId tree, String prefix, Map<String, String> files)
            throws IOException, ManifestsUnavailable {
        Map<String, ObjectId> directories = new TreeMap<>();
        boolean chart = false;
        try (TreeWalk entries = new TreeWalk(repository)) {
            entries.addTree(tree);
            while (entries.next()) {
                String name = entries.getNameString();
                chart |= name.equals("Chart.yaml");
                if (entries.getFileMode() == FileMode.TREE) {
                    if (!name.startsWith(".")) {
                        directories.put(name, entries.getObjectId(0));
                    }
                } else if (isManifestName(name) && entries.getFileMode() != FileMode.SYMLINK) {
                    read(repository, entries.getObjectId(0), prefix + name, files);
                }
            }
        }
        if (chart) {
            directories.remove("templates");
        }
        for (Map.Entry<String, ObjectId> directory : directories.entrySet()) {
            collect(repository, directory.getValue(), prefix + directory.getKey() + "/", files);
        }
    }

    private static boolean isManifestName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
    }

    private static void read(Repository repository, ObjectId blob, String path, Map<String, String> files)
            throws IOException, ManifestsUnavailable {
        ObjectLoader content = repository.open(blob);
        if (files.size() >= MOST_FILES || content.getSize() > LARGEST_FILE) {
            throw new ManifestsUnavailable(
                    files.size() >= MOST_FILES
                            ? "There are more than " + MOST_FILES
                                    + " manifest files. Name the directory that holds this project's."
                            : path + " has " + content.getSize() + " bytes; a manifest has at most " + LARGEST_FILE
                                    + ".",
                    null);
        }
        files.put(path, new String(content.getCachedBytes(LARGEST_FILE), StandardCharsets.UTF_8));
    }
}
