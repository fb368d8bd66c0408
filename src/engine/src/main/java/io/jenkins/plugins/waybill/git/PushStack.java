package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Requests put on top of each other and of what a branch holds.
 *
 * @param tip the commit to send; empty when there is nothing to send to a branch that does not exist
 * @param commits what each request became
 * @param landed those that are on the branch already, with the commit they are there as
 * @param conflicting those that cannot be put on the branch, with the reason
 * @param later those that contradict another request of this stack, which may yet be refused
 */
record PushStack(
        Optional<ObjectId> tip,
        Map<PendingPush, ObjectId> commits,
        Map<PendingPush, ObjectId> landed,
        Map<PendingPush, String> conflicting,
        List<PendingPush> later) {

    private static final int LOOSE_OBJECTS_UP_TO = 8;

    /**
     * Stacks the requests in their order.
     *
     * @param branch what the branch holds, whose objects must be here; empty for a branch that does not exist
     */
    static PushStack build(MirrorStore store, Optional<ObjectId> branch, List<PendingPush> pushes) throws IOException {
        var stack = new Builder(store.repository(), branch);
        if (pushes.isEmpty()) {
            return stack.done();
        }
        // A branch that does not exist begins with the first request.
        ObjectId upstream = branch.orElseGet(() -> pushes.get(0).request().commit());
        try (ObjectInserter inserter = stack.inserterFor(store, pushes.size());
                Rebase rebase = new Rebase(inserter, upstream)) {
            for (PendingPush push : pushes) {
                stack.add(push, rebase);
            }
            inserter.flush();
        }
        return stack.done();
    }

    private static final class Builder {

        private final Repository repository;
        private final Optional<ObjectId> branch;
        private final Map<PendingPush, ObjectId> commits = new LinkedHashMap<>();
        private final Map<PendingPush, ObjectId> landed = new LinkedHashMap<>();
        private final Map<PendingPush, String> conflicting = new LinkedHashMap<>();
        private final List<PendingPush> later = new ArrayList<>();
        private Optional<ObjectId> tip;

        Builder(Repository repository, Optional<ObjectId> branch) {
            this.repository = repository;
            this.branch = branch;
            this.tip = branch;
        }

        /** Many small files cost more than one pack. */
        ObjectInserter inserterFor(MirrorStore store, int pushes) {
            return pushes <= LOOSE_OBJECTS_UP_TO ? repository.newObjectInserter() : store.packInserter();
        }

        void add(PendingPush push, Rebase rebase) throws IOException {
            Optional<ObjectId> alreadyThere = findOnBranch(push);
            if (alreadyThere.isPresent()) {
                landed.put(push, alreadyThere.get());
                return;
            }
            if (tip.isEmpty()) {
                place(push, push.request().commit());
                return;
            }
            try {
                place(
                        push,
                        rebase.onto(
                                tip.get(),
                                push.request().base(),
                                push.request().commit(),
                                push.request().signingKey()));
            } catch (Rebase.Conflict conflict) {
                if (tip.equals(branch)) {
                    conflicting.put(push, conflict.reason());
                } else {
                    later.add(push);
                }
            }
        }

        private void place(PendingPush push, ObjectId commit) {
            commits.put(push, commit);
            tip = Optional.of(commit);
        }

        /** Whether one of the commits that the request was sent as, or it itself, is part of the branch. */
        private Optional<ObjectId> findOnBranch(PendingPush push) throws IOException {
            if (branch.isEmpty()) {
                return Optional.empty();
            }
            try (ObjectReader reader = repository.newObjectReader();
                    RevWalk walk = new RevWalk(reader)) {
                for (ObjectId sent : push.sentAs()) {
                    if (isOnBranch(walk, sent)) {
                        return Optional.of(sent);
                    }
                }
            }
            return Optional.empty();
        }

        private boolean isOnBranch(RevWalk walk, ObjectId commit) throws IOException {
            try {
                RevCommit sent = walk.parseCommit(commit);
                return walk.isMergedInto(sent, walk.parseCommit(branch.orElseThrow()));
            } catch (MissingObjectException e) {
                // It was never part of anything that was fetched, so it cannot be on the branch.
                if (e.getObjectId().equals(commit)) {
                    return false;
                }
                throw e;
            } finally {
                walk.reset();
            }
        }

        PushStack done() {
            return new PushStack(tip, commits, landed, conflicting, later);
        }
    }

    /** Whether there is anything to send. */
    boolean isNews(Optional<ObjectId> branch) {
        return !tip.equals(branch);
    }

    /** How the conflict of a request reads. */
    static String explain(PendingPush push, String reason) {
        return "The change cannot be put on top of branch '" + push.request().branch() + "' of "
                + RemoteUrl.withoutPassword(push.request().remote().url()) + ": " + reason
                + ". Promote again to make it on top of the branch as it is.";
    }
}
