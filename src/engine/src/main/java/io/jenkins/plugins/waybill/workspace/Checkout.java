package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A commit's files mounted in a workspace, with what steps need to go on from there: the branch, the commits made since,
 * and who made them. Not thread-safe.
 */
public final class Checkout {

    private final GitRemote remote;
    private final GitMirror mirror;
    private final @Nullable String branch;
    private final @Nullable CommitIdentity author;
    private final Map<String, ObjectId> tags;
    private FileTree files;
    private @Nullable ObjectId base;
    private @Nullable ObjectId head;

    Checkout(
            GitRemote remote,
            GitMirror mirror,
            @Nullable String branch,
            @Nullable CommitIdentity author,
            @Nullable ObjectId base,
            @Nullable ObjectId head,
            ObjectId tree,
            Map<String, ObjectId> tags) {
        this.remote = remote;
        this.mirror = mirror;
        this.branch = branch;
        this.author = author;
        this.base = base;
        this.head = head;
        this.tags = new TreeMap<>(tags);
        this.files = new FileTree(mirror.repository(), tree);
    }

    /**
     * The files of a commit.
     *
     * @param branch what pushes go to by default; null when a commit or tag was checked out
     * @param author who makes commits here unless a step says otherwise; null for the host's identity
     * @param commit what to check out
     */
    public static Checkout of(
            GitRemote remote,
            GitMirror mirror,
            @Nullable String branch,
            @Nullable CommitIdentity author,
            ObjectId commit)
            throws IOException {
        return new Checkout(remote, mirror, branch, author, commit, commit, treeOf(mirror, commit), Map.of());
    }

    /** The repository that it came from. */
    public GitRemote remote() {
        return remote;
    }

    /** The mirror that holds its objects. */
    public GitMirror mirror() {
        return mirror;
    }

    /** The branch that was checked out, if it was one. */
    public Optional<String> branch() {
        return Optional.ofNullable(branch);
    }

    /** Who makes commits here unless a step says otherwise. */
    public Optional<CommitIdentity> author() {
        return Optional.ofNullable(author);
    }

    /** The commit that the remote has of this line of work; what lies above it is to be pushed. */
    public Optional<ObjectId> base() {
        return Optional.ofNullable(base);
    }

    /** The newest commit here. */
    public Optional<ObjectId> head() {
        return Optional.ofNullable(head);
    }

    /** The tree of the files as they are now, written to the object database. */
    public ObjectId writeTree() throws IOException {
        return files.writeTree();
    }

    /** Whether the files are other than those of the newest commit. */
    public boolean isChanged() throws IOException {
        ObjectId newest = head;
        return newest == null || !files.writeTree().equals(treeOf(mirror, newest));
    }

    /** Makes a commit with the files as they are now the newest one here. */
    public void committed(ObjectId commit) {
        head = commit;
    }

    /** The remote has the work now, as that commit; the files become the commit's. */
    public void landed(ObjectId commit) throws IOException {
        base = commit;
        head = commit;
        ObjectId tree = treeOf(mirror, commit);
        if (!files.writeTree().equals(tree)) {
            files = new FileTree(mirror.repository(), tree);
        }
    }

    /** Removes all files. */
    public void clear() throws IOException {
        files.delete("");
    }

    /** Tags made here by name, with the tag objects. */
    public Map<String, ObjectId> tags() {
        return Collections.unmodifiableMap(tags);
    }

    /** Remembers a tag that was made here and is not at the remote yet. */
    public void tagged(String name, ObjectId tag) {
        tags.put(name, tag);
    }

    FileTree files() {
        return files;
    }

    private static ObjectId treeOf(GitMirror mirror, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            return walk.parseCommit(commit).getTree().copy();
        }
    }
}
