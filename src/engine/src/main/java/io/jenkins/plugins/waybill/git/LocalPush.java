package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Pushing to a bare repository on this machine's disk that has neither hooks nor rules: the new objects are copied and
 * the ref is moved if it still is what was seen. The protocol would make both sides read all trees of the branch, however
 * small the change.
 */
final class LocalPush implements AutoCloseable {

    /** From here on one pack is cheaper than a file for each object. */
    private static final int OBJECTS_FOR_A_PACK = 64;

    private static final PersonIdent PUSHER = new PersonIdent("Waybill", "waybill@localhost");

    private final FileRepository target;
    private final Repository source;
    private final String name;

    private LocalPush(FileRepository target, Repository source, String name) {
        this.target = target;
        this.source = source;
        this.name = name;
    }

    /**
     * Opens a repository for pushing.
     *
     * @return null where only the protocol will do: hooks, rules for receiving, a work tree
     */
    static @Nullable LocalPush open(RemoteUrl url, Repository source, String name) throws IOException {
        Optional<File> directory = url.localDirectory();
        if (directory.isEmpty() || !new File(directory.get(), Constants.HEAD).isFile()) {
            return null;
        }
        FileRepository target = (FileRepository) new FileRepositoryBuilder()
                .setGitDir(directory.get())
                .setMustExist(true)
                .build();
        StoredConfig rules = target.getConfig();
        boolean ruled = !rules.getNames("receive").isEmpty()
                || !rules.getNames("transfer").isEmpty();
        if (ruled || !target.isBare()) {
            target.close();
            return null;
        }
        return new LocalPush(target, source, name);
    }

    /** What the ref points to now. */
    Optional<ObjectId> look() throws IOException {
        Ref ref = target.exactRef(name);
        return Optional.ofNullable(ref).map(Ref::getObjectId);
    }

    /** Moves the ref if it still is what was seen. */
    RemoteBranch.Answer send(ObjectId commit, Optional<ObjectId> seen) throws IOException {
        copyObjects(commit);
        RefUpdate update = target.updateRef(name);
        update.setNewObjectId(commit);
        update.setExpectedOldObjectId(seen.orElse(ObjectId.zeroId()));
        update.setForceUpdate(true);
        update.setRefLogIdent(PUSHER);
        update.setRefLogMessage("push", false);
        RefUpdate.Result result = update.update();
        return switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> new RemoteBranch.Answer(RemoteBranch.Verdict.LANDED, "");
            case LOCK_FAILURE, REJECTED -> new RemoteBranch.Answer(RemoteBranch.Verdict.RACE_LOST, "");
            default -> new RemoteBranch.Answer(RemoteBranch.Verdict.REFUSED, "the ref could not be written: " + result);
        };
    }

    private void copyObjects(ObjectId tip) throws IOException {
        Map<ObjectId, Integer> missing = new LinkedHashMap<>();
        try (RevWalk walk = new RevWalk(source);
                ObjectReader there = target.newObjectReader()) {
            Deque<RevObject> open = new ArrayDeque<>();
            open.add(walk.parseAny(tip));
            while (!open.isEmpty()) {
                RevObject object = open.remove();
                // Whoever has a commit has all that it refers to.
                if (missing.containsKey(object) || there.has(object)) {
                    continue;
                }
                missing.put(object.copy(), object.getType());
                if (object instanceof RevTag tag) {
                    open.add(walk.parseAny(tag.getObject()));
                } else if (object instanceof RevCommit commit) {
                    collectTrees(walk, commit, there, missing);
                    for (RevCommit parent : commit.getParents()) {
                        open.add(walk.parseCommit(parent));
                    }
                }
            }
        }
        copy(missing);
    }

    /** What a commit changed against its first parent; the rest came with that. */
    private void collectTrees(RevWalk walk, RevCommit commit, ObjectReader there, Map<ObjectId, Integer> missing)
            throws IOException {
        missing.remove(commit.getTree());
        missing.put(commit.getTree().copy(), Constants.OBJ_TREE);
        try (TreeWalk trees = new TreeWalk(source)) {
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                trees.addTree(walk.parseCommit(commit.getParent(0)).getTree());
            }
            trees.addTree(commit.getTree());
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                FileMode mode = trees.getFileMode(1);
                if (mode == FileMode.TREE) {
                    note(trees.getObjectId(1), Constants.OBJ_TREE, there, missing);
                    trees.enterSubtree();
                } else if (mode != FileMode.MISSING && mode != FileMode.GITLINK) {
                    note(trees.getObjectId(1), Constants.OBJ_BLOB, there, missing);
                }
            }
        }
    }

    private static void note(ObjectId id, int type, ObjectReader there, Map<ObjectId, Integer> missing)
            throws IOException {
        // Last named by the oldest commit that needs it, so that it is there before that one.
        boolean known = missing.remove(id) != null;
        if (known || !there.has(id)) {
            missing.put(id, type);
        }
    }

    private void copy(Map<ObjectId, Integer> missing) throws IOException {
        if (missing.isEmpty()) {
            return;
        }
        try (ObjectReader here = source.newObjectReader();
                ObjectInserter inserter = missing.size() < OBJECTS_FOR_A_PACK
                        ? target.newObjectInserter()
                        : target.getObjectDatabase().newPackInserter()) {
            // What refers comes after what it refers to: a commit that a crash left there is complete.
            List<Map.Entry<ObjectId, Integer>> childrenFirst = new ArrayList<>(missing.entrySet());
            Collections.reverse(childrenFirst);
            for (Map.Entry<ObjectId, Integer> object : childrenFirst) {
                ObjectLoader loader = here.open(object.getKey(), object.getValue());
                try (InputStream content = loader.openStream()) {
                    inserter.insert(object.getValue(), loader.getSize(), content);
                }
            }
            inserter.flush();
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
