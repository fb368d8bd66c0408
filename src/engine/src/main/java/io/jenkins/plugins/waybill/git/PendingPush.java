package io.jenkins.plugins.waybill.git;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A request on its way. Remembers each commit it was sent as, since one whose answer got lost may have landed.
 *
 * @param request what to push
 * @param recordRef where the mirror records what it was sent as
 * @param wasThere whether the branch was at the remote when the request was made
 * @param sentAs all commits it was sent as, in this life and the one before
 * @param outcome completes when it landed or did not
 */
record PendingPush(
        PushRequest request,
        String recordRef,
        boolean wasThere,
        Set<ObjectId> sentAs,
        CompletableFuture<PushOutcome> outcome) {

    PendingPush(PushRequest request, boolean wasThere) {
        this(request, PushRecords.refOf(request.key()), wasThere, new LinkedHashSet<>(), new CompletableFuture<>());
    }

    void landed(ObjectId commit) {
        outcome.complete(new PushOutcome(commit, request.branch()));
    }

    void failed(GitException failure) {
        outcome.completeExceptionally(failure);
    }

    boolean isStacked() {
        return request.mode() == PushRequest.Mode.STACK;
    }
}
