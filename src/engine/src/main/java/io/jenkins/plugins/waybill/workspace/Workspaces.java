package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Secret;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces of all promotions. A snapshot is a text of ids; refs under {@code refs/waybill/promotions/} hold the
 * objects, one ref per promotion in each repository that it uses. Thread-safe, a single workspace is not.
 */
public final class Workspaces implements AutoCloseable {

    private static final ObjectId EMPTY_TREE = new TreeFormatter().computeId(new ObjectInserter.Formatter());

    private final Git git;
    private final Repository scratch;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private Workspaces(Git git, Repository scratch) {
        this.git = git;
        this.scratch = scratch;
    }

    /** Keeps scratch files in a repository in that directory; checkouts live in the mirrors. */
    public static Workspaces open(Path directory, Git git) throws IOException {
        Path repository = directory.resolve("scratch.git");
        FileRepository scratch = new FileRepository(repository.toFile());
        if (!Files.isRegularFile(repository.resolve("HEAD"))) {
            scratch.create(true);
        }
        clearLocks(repository.resolve("refs"));
        try (ObjectInserter inserter = scratch.newObjectInserter()) {
            inserter.insert(new TreeFormatter());
            inserter.flush();
        }
        return new Workspaces(git, scratch);
    }

    /** A process that was killed leaves the lock of the ref that it was writing, and nobody else would ever take it away. */
    private static void clearLocks(Path refs) throws IOException {
        try (Stream<Path> files = Files.walk(refs)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".lock")).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** An empty workspace. */
    public Workspace create(String promotion) {
        return new Workspace(promotion, new FileTree(scratch, EMPTY_TREE));
    }

    /**
     * The workspace as it was at a snapshot.
     *
     * @param unseal undoes what was done to the signing keys in {@link #snapshot}
     * @throws IOException when the text is no snapshot or the objects are gone
     */
    public Workspace restore(String promotion, String snapshot, UnaryOperator<String> unseal) throws IOException {
        Snapshot ids = Snapshot.read(snapshot);
        Workspace workspace = new Workspace(promotion, new FileTree(scratch, ObjectId.fromString(ids.scratch())));
        for (Snapshot.Mounted mounted : ids.checkouts()) {
            workspace.mount(mounted.path(), checkout(mounted, unseal));
        }
        return workspace;
    }

    private Checkout checkout(Snapshot.Mounted mounted, UnaryOperator<String> unseal) throws IOException {
        GitRemote remote = new GitRemote(mounted.project(), mounted.url(), mounted.insecureSkipTlsVerify());
        return new Checkout(
                remote,
                mirror(remote),
                mounted.branch(),
                mounted.authorName() == null || mounted.authorEmail() == null
                        ? null
                        : new CommitIdentity(
                                mounted.authorName(),
                                mounted.authorEmail(),
                                mounted.signingKey() == null ? null : Secret.of(unseal.apply(mounted.signingKey()))),
                id(mounted.base()),
                id(mounted.head()),
                ObjectId.fromString(mounted.tree()),
                ids(mounted.tags()));
    }

    private static Map<String, String> names(Map<String, ObjectId> ids) {
        Map<String, String> names = new TreeMap<>();
        ids.forEach((name, id) -> names.put(name, id.name()));
        return names;
    }

    private static Map<String, ObjectId> ids(@Nullable Map<String, String> names) {
        Map<String, ObjectId> ids = new TreeMap<>();
        if (names != null) {
            names.forEach((name, id) -> ids.put(name, ObjectId.fromString(id)));
        }
        return ids;
    }

    private static @Nullable ObjectId id(@Nullable String text) {
        return text == null ? null : ObjectId.fromString(text);
    }

    private GitMirror mirror(GitRemote remote) throws IOException {
        try {
            return git.mirror(remote);
        } catch (GitException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * The files as they are now, as a text that {@link #restore} takes; the objects are written and held.
     *
     * @param seal what to do to the signing keys of checkouts, which must not be written down
     */
    public String snapshot(Workspace workspace, UnaryOperator<String> seal) throws IOException {
        List<Snapshot.Mounted> mounted = new ArrayList<>();
        for (Map.Entry<String, Checkout> entry : workspace.checkouts().entrySet()) {
            Checkout checkout = entry.getValue();
            ObjectId tree = checkout.writeTree();
            hold(
                    workspace.promotion(),
                    checkout.mirror().repository(),
                    tree,
                    checkout.head().orElse(null));
            mounted.add(new Snapshot.Mounted(
                    entry.getKey(),
                    checkout.remote().project(),
                    checkout.remote().url(),
                    checkout.remote().insecureSkipTlsVerify(),
                    checkout.branch().orElse(null),
                    checkout.author().map(CommitIdentity::name).orElse(null),
                    checkout.author().map(CommitIdentity::email).orElse(null),
                    checkout.author()
                            .map(CommitIdentity::signingKey)
                            .map(key -> seal.apply(key.reveal()))
                            .orElse(null),
                    checkout.base().map(ObjectId::name).orElse(null),
                    checkout.head().map(ObjectId::name).orElse(null),
                    tree.name(),
                    checkout.tags().isEmpty() ? null : names(checkout.tags())));
        }
        ObjectId tree = workspace.scratch().writeTree();
        if (!tree.equals(EMPTY_TREE)) {
            hold(workspace.promotion(), scratch, tree, null);
        }
        return new Snapshot(tree.name(), mounted).write();
    }

    private void hold(String promotion, Repository repository, ObjectId tree, @Nullable ObjectId commit)
            throws IOException {
        String key = repository.getDirectory() + "#" + promotion;
        Held known = held.get(key);
        if (known == null) {
            known = Held.read(repository, promotion);
            held.put(key, known);
        }
        known.add(tree, commit);
    }

    /** What changed between two snapshots; a null one stands for the empty workspace. */
    public WorkspaceDiff diff(@Nullable String before, String after) throws IOException {
        Snapshot old = before == null ? new Snapshot(EMPTY_TREE.name(), List.of()) : Snapshot.read(before);
        Snapshot current = Snapshot.read(after);
        WorkspaceDiff.Builder diff = new WorkspaceDiff.Builder();
        diff.compare("", scratch, ObjectId.fromString(old.scratch()), ObjectId.fromString(current.scratch()));
        Map<String, Snapshot.Mounted> olds = new LinkedHashMap<>();
        old.checkouts().forEach(mounted -> olds.put(mounted.path(), mounted));
        for (Snapshot.Mounted mounted : current.checkouts()) {
            Snapshot.Mounted earlier = olds.remove(mounted.path());
            if (earlier == null || !earlier.url().equals(mounted.url())) {
                diff.checkedOut(mounted.path(), mounted.url(), mounted.head());
            } else if (!earlier.tree().equals(mounted.tree())) {
                GitRemote remote = new GitRemote(mounted.project(), mounted.url(), mounted.insecureSkipTlsVerify());
                diff.compare(
                        mounted.path(),
                        mirror(remote).repository(),
                        ObjectId.fromString(earlier.tree()),
                        ObjectId.fromString(mounted.tree()));
            }
        }
        olds.keySet().forEach(diff::removed);
        return diff.build();
    }

    /**
     * Lets go of a promotion's objects.
     *
     * @param snapshots its snapshots, which name the repositories
     */
    public void release(String promotion, List<String> snapshots) throws IOException {
        Set<Repository> repositories = new LinkedHashSet<>();
        repositories.add(scratch);
        for (String snapshot : snapshots) {
            for (Snapshot.Mounted mounted : Snapshot.read(snapshot).checkouts()) {
                GitRemote remote = new GitRemote(mounted.project(), mounted.url(), mounted.insecureSkipTlsVerify());
                repositories.add(mirror(remote).repository());
            }
        }
        for (Repository repository : repositories) {
            held.remove(repository.getDirectory() + "#" + promotion);
            Held.read(repository, promotion).release();
        }
    }

    /** Lets go of what a promotion holds in the repositories that this process has used for it. */
    public void release(String promotion) throws IOException {
        for (Map.Entry<String, Held> entry : held.entrySet()) {
            if (entry.getKey().endsWith("#" + promotion)) {
                held.remove(entry.getKey());
                entry.getValue().release();
            }
        }
    }

    /** Forgets what is only in memory about a promotion that is over; its objects stay held. */
    public void forget(String promotion) {
        held.keySet().removeIf(key -> key.endsWith("#" + promotion));
    }

    @Override
    public void close() {
        scratch.close();
    }

    static String ref(String promotion) {
        return Constants.R_REFS + "waybill/promotions/" + promotion;
    }
}
