package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Puts commits on top of others in core. Authors, committers and times stay as they are, so that the same commits on
 * the same place always give the same result; a commit whose changes are already there is left out, as git does.
 */
final class Rebase implements AutoCloseable {

    private final ObjectInserter inserter;
    private final ObjectReader reader;
    private final RevWalk walk;
    private final ObjectId upstream;

    /**
     * Writes with the inserter; the caller flushes and closes it.
     *
     * @param upstream whose commits are never moved, since they are there
     */
    Rebase(ObjectInserter inserter, ObjectId upstream) {
        this.inserter = inserter;
        this.reader = inserter.newReader();
        this.walk = new RevWalk(reader);
        this.upstream = upstream;
    }

    /**
     * Puts what lies between base and commit on top of a tip.
     *
     * @param signingKey signs what moves; null to leave it unsigned
     * @return the new tip; the given one when all changes were already there
     * @throws Conflict when the changes contradict those of the tip, or a commit that has to move would get a signature
     *     that it did not have, or lose the one of somebody else
     */
    ObjectId onto(ObjectId tip, ObjectId base, ObjectId commit, @Nullable SigningKey signingKey)
            throws IOException, Conflict {
        RevCommit top = walk.parseCommit(tip);
        for (RevCommit change : range(base, commit)) {
            top = put(change, top, signingKey);
        }
        return top.copy();
    }

    private RevCommit put(RevCommit change, RevCommit top, @Nullable SigningKey signingKey)
            throws IOException, Conflict {
        boolean first = change.getParentCount() == 0;
        if (!first && change.getParent(0).equals(top)) {
            return change;
        }
        ObjectId before = first
                ? Constants.EMPTY_TREE_ID
                : walk.parseCommit(change.getParent(0)).getTree();
        ObjectId after = change.getTree();
        ObjectId there = top.getTree();
        ObjectId tree = there;
        if (!after.equals(before)) {
            var merge = new TreeMerge(reader, inserter);
            tree = merge.merge(before, there, after);
            if (!merge.conflicts().isEmpty()) {
                throw Conflict.in(merge.conflicts());
            }
            if (tree.equals(there)) {
                return top;
            }
        }
        refuseToForge(change, signingKey);
        var draft = new CommitDraft(
                tree,
                List.of(top.copy()),
                change.getAuthorIdent(),
                change.getCommitterIdent(),
                change.getFullMessage(),
                signingKey);
        return walk.parseCommit(draft.write(inserter));
    }

    private static void refuseToForge(RevCommit change, @Nullable SigningKey signingKey) throws Conflict {
        byte @Nullable [] signature = change.getRawGpgSignature();
        String commit = "commit " + change.abbreviate(10).name() + " (" + change.getShortMessage() + ")";
        if (signature == null && signingKey != null) {
            throw new Conflict(
                    "it holds " + commit + ", which is not signed, and signing it again elsewhere would vouch"
                            + " for it",
                    List.of());
        }
        if (signature != null && (signingKey == null || !signingKey.made(signature))) {
            throw new Conflict(
                    "it holds " + commit + ", which somebody else signed, and moving it would lose the" + " signature",
                    List.of());
        }
    }

    /** The commits to move, oldest first; merges bring nothing of their own, and what upstream has stays there. */
    private List<RevCommit> range(ObjectId base, ObjectId commit) throws IOException {
        if (base.equals(commit) || upstream.equals(commit)) {
            return List.of();
        }
        RevCommit last = walk.parseCommit(commit);
        if (upstream.equals(base)
                && last.getParentCount() == 1
                && last.getParent(0).equals(base)) {
            return List.of(last);
        }
        var range = new ArrayList<RevCommit>();
        try (RevWalk between = new RevWalk(reader)) {
            between.sort(RevSort.TOPO);
            between.markStart(between.parseCommit(commit));
            between.markUninteresting(between.parseCommit(base));
            between.markUninteresting(between.parseCommit(upstream));
            for (RevCommit each : between) {
                if (each.getParentCount() <= 1) {
                    range.add(walk.parseCommit(each));
                }
            }
        }
        Collections.reverse(range);
        return range;
    }

    @Override
    public void close() {
        walk.close();
        reader.close();
    }

    /** The commits cannot be put there. */
    static final class Conflict extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> paths;

        private Conflict(String reason, List<String> paths) {
            super(reason, null, false, false);
            this.paths = List.copyOf(paths);
        }

        private static Conflict in(List<String> paths) {
            return new Conflict("it contradicts what is there by now, in: " + String.join(", ", paths), paths);
        }

        /** Where files contradict each other; empty when signatures are in the way. */
        List<String> paths() {
            return paths;
        }

        /** Why, to follow "because". */
        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
