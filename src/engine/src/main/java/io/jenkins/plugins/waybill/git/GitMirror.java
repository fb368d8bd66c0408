package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/**
 * A bare copy of a remote, kept up to date by fetching only what changed. Thread-safe.
 *
 * <p>Projects that use the same remote share the copy on disk; each fetches with its own credentials.
 */
public final class GitMirror {

    private static final List<RefSpec> EVERYTHING = List.of(
            new RefSpec("+refs/heads/*:" + MirrorStore.BRANCHES + "*"), new RefSpec("+refs/tags/*:refs/tags/*"));

    private static final String OWN_REFS = "refs/waybill/";

    private final GitRemote remote;
    private final MirrorStore store;
    private final Connector connector;
    private final SharedFetch shared = new SharedFetch(this::fetchNow);

    GitMirror(GitRemote remote, MirrorStore store, Connector connector) {
        this.remote = remote;
        this.store = store;
        this.connector = connector;
    }

    /** The objects and refs; branches are under {@code refs/remotes/origin/}, tags under {@code refs/tags/}. */
    public Repository repository() {
        return store.repository();
    }

    /** Brings branches and tags up to date; callers that ask at the same time share one fetch. */
    public void fetch() throws GitException {
        shared.run();
    }

    /** The commit of a remote branch as of the last fetch. */
    public Optional<ObjectId> branch(String name) throws GitException {
        return store.tracked(MirrorStore.BRANCHES + name);
    }

    /** The commits of all remote branches by short name as of the last fetch, sorted by name. */
    public Map<String, ObjectId> branches() {
        var branches = new TreeMap<String, ObjectId>();
        store.tracked().forEach((name, id) -> {
            if (name.startsWith(MirrorStore.BRANCHES)) {
                branches.put(name.substring(MirrorStore.BRANCHES.length()), id);
            }
        });
        return branches;
    }

    /** The short name of the remote's default branch as of the last fetch. */
    public Optional<String> defaultBranch() throws GitException {
        return store.defaultBranch();
    }

    /** The commit of a tag, annotated or not, as of the last fetch. */
    public Optional<ObjectId> tag(String name) throws GitException {
        Optional<ObjectId> id = store.tracked(Constants.R_TAGS + name);
        if (id.isEmpty()) {
            return id;
        }
        try (RevWalk walk = new RevWalk(repository())) {
            return Optional.of(walk.peel(walk.parseAny(id.get())).copy());
        } catch (IOException e) {
            throw store.local(e);
        }
    }

    /** The names of all tags as of the last fetch, with what they point to: a commit, or a tag object if annotated. */
    public Map<String, ObjectId> tags() {
        var tags = new TreeMap<String, ObjectId>();
        store.tracked().forEach((name, id) -> {
            if (name.startsWith(Constants.R_TAGS)) {
                tags.put(name.substring(Constants.R_TAGS.length()), id);
            }
        });
        return tags;
    }

    /** Writes a commit; it is on no branch until it is pushed. */
    public ObjectId commit(CommitDraft draft) throws IOException {
        try (ObjectInserter inserter = repository().newObjectInserter()) {
            ObjectId commit = draft.write(inserter);
            inserter.flush();
            return commit;
        }
    }

    /**
     * Puts what lies between two commits on top of a third, as a push to its branch would.
     *
     * @param base what the work began with
     * @param commit the newest of the work
     * @param tip what it is put on
     * @param signingKey signs what moves; null to leave it unsigned
     * @return the newest of the result; {@code commit} itself where it is on top already, {@code tip} where that has it all
     * @throws GitException with {@link GitException.Kind#CONFLICT} when they contradict each other
     */
    public ObjectId rebase(ObjectId base, ObjectId commit, ObjectId tip, @Nullable SigningKey signingKey)
            throws GitException, IOException {
        try (ObjectInserter inserter = repository().newObjectInserter();
                Rebase rebase = new Rebase(inserter, tip)) {
            ObjectId rebased = rebase.onto(tip, base, commit, signingKey);
            inserter.flush();
            return rebased;
        } catch (Rebase.Conflict conflict) {
            throw new GitException(
                    GitException.Kind.CONFLICT,
                    "The change cannot be put on top of what " + store.url().shown() + " has: " + conflict.reason()
                            + ". Promote again to make it on top of the branch as it is.");
        }
    }

    /**
     * Writes refs of this machine's own, which hold objects that no branch has; all of them, or perhaps none.
     *
     * @param refs what each is to point to, by full name under {@code refs/waybill/}
     */
    public void keep(Map<String, ObjectId> refs) throws IOException {
        var commands = new ArrayList<ReceiveCommand>();
        for (Map.Entry<String, ObjectId> ref : refs.entrySet()) {
            ObjectId before = own(ref.getKey());
            if (!before.equals(ref.getValue())) {
                commands.add(new ReceiveCommand(before, ref.getValue(), ref.getKey()));
            }
        }
        store.write(commands);
    }

    private ObjectId own(String ref) throws IOException {
        if (!ref.startsWith(OWN_REFS)) {
            throw new IllegalArgumentException(ref + " is not below " + OWN_REFS);
        }
        Ref found = repository().exactRef(ref);
        ObjectId id = found == null ? null : found.getObjectId();
        return id == null ? ObjectId.zeroId() : id;
    }

    MirrorStore store() {
        return store;
    }

    private void fetchNow() throws GitException {
        long listedAt = store.now();
        try (var own = OwnConfiguration.enter();
                RemoteConnection connection = connector.open(remote, store.url(), repository())) {
            if (isUnchangedOnDisk()) {
                return;
            }
            try (FetchConnection fetch = connection.openFetch(EVERYTHING, Constants.HEAD)) {
                Collection<Ref> advertised = fetch.getRefs();
                Map<String, ObjectId> listed = listed(advertised);
                Optional<String> defaultBranch = RemoteRefs.of(advertised).defaultBranch();
                if (listed.equals(store.tracked()) && defaultBranch.equals(store.defaultBranch())) {
                    return;
                }
                List<Ref> wanted = missing(advertised);
                if (!wanted.isEmpty()) {
                    fetch.fetch(NullProgressMonitor.INSTANCE, wanted, Collections.emptySet());
                }
                takeOver(listed, defaultBranch, listedAt);
            } catch (NotSupportedException | TransportException e) {
                throw connection.explain(e);
            }
        }
    }

    /** Whether the remote is on this machine's disk and has nothing new; looking there costs less than asking. */
    private boolean isUnchangedOnDisk() {
        if (store.url().kind() != RemoteUrl.Kind.LOCAL) {
            return false;
        }
        try {
            Optional<LocalRepository> local = LocalRepository.open(store.url());
            if (local.isEmpty()) {
                return false;
            }
            try (LocalRepository repository = local.get()) {
                Collection<Ref> refs = repository.refs();
                return listed(refs).equals(store.tracked())
                        && RemoteRefs.of(refs).defaultBranch().equals(store.defaultBranch());
            }
        } catch (IOException e) {
            // The fetch meets the same trouble and explains it.
            return false;
        }
    }

    private void takeOver(Map<String, ObjectId> listed, Optional<String> defaultBranch, long listedAt)
            throws GitException {
        try {
            store.update(listed, defaultBranch, listedAt);
        } catch (IOException e) {
            throw store.local(e);
        }
    }

    private static Map<String, ObjectId> listed(Collection<Ref> advertised) {
        var listed = new HashMap<String, ObjectId>();
        for (Ref ref : advertised) {
            ObjectId id = ref.getObjectId();
            if (id != null && !ref.getName().endsWith("^{}")) {
                MirrorStore.localName(ref.getName()).ifPresent(name -> listed.put(name, id.copy()));
            }
        }
        return listed;
    }

    private List<Ref> missing(Collection<Ref> advertised) throws GitException {
        var missing = new ArrayList<Ref>();
        try (ObjectReader reader = repository().newObjectReader()) {
            for (Ref ref : advertised) {
                ObjectId id = ref.getObjectId();
                if (id != null && MirrorStore.localName(ref.getName()).isPresent() && !reader.has(id)) {
                    missing.add(ref);
                }
            }
        } catch (IOException e) {
            throw store.local(e);
        }
        return missing;
    }
}
