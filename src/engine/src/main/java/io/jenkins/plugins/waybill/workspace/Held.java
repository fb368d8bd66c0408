package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What a promotion holds in one repository: a commit on its ref, whose tree has the held trees as entries and whose
 * parents are the held commits.
 */
final class Held {

    private static final PersonIdent WAYBILL =
            new PersonIdent("Waybill", "waybill@localhost", java.time.Instant.EPOCH, java.time.ZoneOffset.UTC);

    private final Repository repository;
    private final String ref;
    private final Set<ObjectId> trees = new LinkedHashSet<>();
    private final Set<ObjectId> commits = new LinkedHashSet<>();
    private ObjectId current = ObjectId.zeroId();

    private Held(Repository repository, String ref) {
        this.repository = repository;
        this.ref = ref;
    }

    static Held read(Repository repository, String promotion) throws IOException {
        Held held = new Held(repository, Workspaces.ref(promotion));
        Ref existing = repository.exactRef(held.ref);
        if (existing != null && existing.getObjectId() != null) {
            held.current = existing.getObjectId();
            try (RevWalk walk = new RevWalk(repository);
                    TreeWalk entries = new TreeWalk(repository)) {
                RevCommit commit = walk.parseCommit(held.current);
                for (RevCommit parent : commit.getParents()) {
                    held.commits.add(parent.copy());
                }
                entries.addTree(commit.getTree());
                while (entries.next()) {
                    held.trees.add(entries.getObjectId(0));
                }
            }
        }
        return held;
    }

    void add(ObjectId tree, @org.jspecify.annotations.Nullable ObjectId commit) throws IOException {
        boolean more = trees.add(tree.copy());
        if (commit != null) {
            more |= commits.add(commit.copy());
        }
        if (more) {
            write();
        }
    }

    private void write() throws IOException {
        TreeMap<String, ObjectId> byName = new TreeMap<>();
        trees.forEach(tree -> byName.put(tree.name(), tree));
        TreeFormatter entries = new TreeFormatter();
        byName.forEach((name, tree) -> entries.append(name, FileMode.TREE, tree));
        CommitBuilder keeper = new CommitBuilder();
        keeper.setAuthor(WAYBILL);
        keeper.setCommitter(WAYBILL);
        keeper.setMessage("Snapshots of " + ref.substring(Constants.R_REFS.length()) + "\n");
        commits.forEach(keeper::addParentId);
        ObjectId id;
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            keeper.setTreeId(inserter.insert(entries));
            id = inserter.insert(keeper);
            inserter.flush();
        }
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(id);
        update.setExpectedOldObjectId(current);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> current = id;
            default ->
                throw new IOException("The ref " + ref + " in " + repository.getDirectory() + " could not be written: "
                        + result + ". Check that the directory is writable and has space.");
        }
    }

    void release() throws IOException {
        if (current.equals(ObjectId.zeroId())) {
            return;
        }
        RefUpdate update = repository.updateRef(ref);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.delete();
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
            throw new IOException(
                    "The ref " + ref + " in " + repository.getDirectory() + " could not be removed: " + result + ".");
        }
        current = ObjectId.zeroId();
    }
}
