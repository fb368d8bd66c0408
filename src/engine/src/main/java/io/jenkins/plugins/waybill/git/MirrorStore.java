package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * The one copy of a remote on this machine, which all projects that use the remote share. What the remote had when last
 * asked is also kept in memory, under its local names, so that asking for a branch costs nothing.
 */
final class MirrorStore implements AutoCloseable {

    static final String BRANCHES = Constants.R_REMOTES + "origin/";
    static final String DEFAULT_BRANCH = BRANCHES + Constants.HEAD;

    private static final int LOCK_ATTEMPTS = 20;
    private static final long LOCK_PAUSE_MILLIS = 25;

    private final RemoteUrl url;
    private final MirrorRepository repository;
    private final Housekeeping housekeeping;

    private volatile Map<String, ObjectId> tracked;
    private volatile Optional<String> defaultBranch;

    // A listing that began before a push landed must not take its branch back: when each ref last moved by a push.
    private long time;
    private final Map<String, Long> pushedAt = new HashMap<>();

    private MirrorStore(RemoteUrl url, MirrorRepository repository, Housekeeping housekeeping) throws IOException {
        this.url = url;
        this.housekeeping = housekeeping;
        this.repository = repository;
        this.tracked = readTracked(repository);
        Ref head = repository.exactRef(DEFAULT_BRANCH);
        this.defaultBranch = head != null && head.isSymbolic()
                ? Optional.of(head.getTarget().getName().substring(BRANCHES.length()))
                : Optional.empty();
    }

    static MirrorStore open(Path root, RemoteUrl url, Housekeeping housekeeping) throws GitException {
        Path directory = root.resolve(url.directoryName());
        try {
            return new MirrorStore(url, MirrorRepository.open(directory, url.shown()), housekeeping);
        } catch (IOException e) {
            throw local(url, e);
        }
    }

    private static Map<String, ObjectId> readTracked(Repository repository) throws IOException {
        var found = new HashMap<String, ObjectId>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(BRANCHES, Constants.R_TAGS)) {
                ObjectId id = ref.getObjectId();
                // After a power cut a ref may be there without its objects; forgetting it gets them fetched again.
                if (id != null && !ref.isSymbolic() && reader.has(id)) {
                    found.put(ref.getName(), id);
                }
            }
        }
        return found;
    }

    RemoteUrl url() {
        return url;
    }

    Repository repository() {
        return repository;
    }

    /** Writes all that is inserted into one pack. */
    ObjectInserter packInserter() {
        return repository.getObjectDatabase().newPackInserter();
    }

    Optional<ObjectId> tracked(String localName) {
        return Optional.ofNullable(tracked.get(localName));
    }

    Map<String, ObjectId> tracked() {
        return tracked;
    }

    Optional<String> defaultBranch() {
        return defaultBranch;
    }

    /** To be taken before asking the remote, and given to {@link #update}. */
    synchronized long now() {
        return time;
    }

    /** The name under which a ref of the remote is kept here; empty for those that are not kept. */
    static Optional<String> localName(String remoteName) {
        if (remoteName.startsWith(Constants.R_HEADS)) {
            return Optional.of(BRANCHES + remoteName.substring(Constants.R_HEADS.length()));
        }
        return remoteName.startsWith(Constants.R_TAGS) ? Optional.of(remoteName) : Optional.empty();
    }

    /** Takes over what a remote listed, whose objects are here by now. */
    synchronized void update(Map<String, ObjectId> listed, Optional<String> newDefault, long listedAt)
            throws IOException {
        var commands = new ArrayList<ReceiveCommand>();
        var after = new HashMap<>(tracked);
        listed.forEach((name, id) -> {
            ObjectId before = tracked.get(name);
            if (!id.equals(before) && pushedAt.getOrDefault(name, -1L) < listedAt) {
                commands.add(new ReceiveCommand(onDisk(name), id, name));
                after.put(name, id);
            }
        });
        tracked.forEach((name, id) -> {
            if (!listed.containsKey(name) && pushedAt.getOrDefault(name, -1L) < listedAt) {
                commands.add(new ReceiveCommand(id, ObjectId.zeroId(), name));
                after.remove(name);
            }
        });
        write(commands);
        tracked = after;
        linkDefault(newDefault);
    }

    /** Takes over that a push moved a ref of the remote. */
    synchronized void pushed(String localName, ObjectId id) throws IOException {
        if (id.equals(tracked.get(localName))) {
            return;
        }
        write(List.of(new ReceiveCommand(onDisk(localName), id, localName)));
        var after = new HashMap<>(tracked);
        after.put(localName, id);
        tracked = after;
        pushedAt.put(localName, ++time);
    }

    private ObjectId onDisk(String name) {
        try {
            Ref ref = repository.exactRef(name);
            ObjectId id = ref == null ? null : ref.getObjectId();
            return id == null ? ObjectId.zeroId() : id;
        } catch (IOException e) {
            return ObjectId.zeroId();
        }
    }

    /** Writes refs as one: all of them, or, after an exception, perhaps none. */
    void write(List<ReceiveCommand> commands) throws IOException {
        if (commands.isEmpty()) {
            return;
        }
        List<ReceiveCommand> left = commands;
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            left = tryToWrite(left);
            if (!left.isEmpty()) {
                if (attempt == LOCK_ATTEMPTS) {
                    throw new IOException("The ref " + left.get(0).getRefName() + " stays locked");
                }
                sleep();
            }
        }
        housekeeping.wrote(this);
    }

    /** Housekeeping locks refs for moments; gives back those that met a lock. */
    private List<ReceiveCommand> tryToWrite(List<ReceiveCommand> commands) throws IOException {
        BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
        batch.setAllowNonFastForwards(true);
        batch.addCommand(commands);
        try (RevWalk walk = new RevWalk(repository)) {
            batch.execute(walk, NullProgressMonitor.INSTANCE);
        }
        boolean locked = commands.stream().anyMatch(each -> each.getResult() == ReceiveCommand.Result.LOCK_FAILURE);
        var again = new ArrayList<ReceiveCommand>();
        for (ReceiveCommand command : commands) {
            if (command.getResult() == ReceiveCommand.Result.OK) {
                continue;
            }
            if (!locked) {
                throw new IOException("The ref " + command.getRefName() + " could not be written: "
                        + command.getResult()
                        + (command.getMessage() == null ? "" : " (" + command.getMessage() + ")"));
            }
            again.add(new ReceiveCommand(onDisk(command.getRefName()), command.getNewId(), command.getRefName()));
        }
        return again;
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(LOCK_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a ref was locked", e);
        }
    }

    private void linkDefault(Optional<String> branch) throws IOException {
        if (branch.equals(defaultBranch)) {
            return;
        }
        RefUpdate update = repository.updateRef(DEFAULT_BRANCH, true);
        RefUpdate.Result result;
        if (branch.isPresent()) {
            result = update.link(BRANCHES + branch.get());
        } else {
            update.setForceUpdate(true);
            result = update.delete();
        }
        if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
            throw new IOException("The default branch could not be written: " + result);
        }
        defaultBranch = branch;
    }

    /** This machine's trouble with the mirror, in words. */
    GitException local(IOException cause) {
        return local(url, cause);
    }

    private static GitException local(RemoteUrl url, IOException cause) {
        return new GitException(
                GitException.Kind.LOCAL,
                "The mirror of " + url.shown() + " on this machine is in trouble: " + cause.getMessage(),
                cause);
    }

    @Override
    public void close() {
        repository.close();
    }
}
