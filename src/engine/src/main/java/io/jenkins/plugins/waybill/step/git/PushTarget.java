package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.util.Optional;

import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Checkout;
import io.jenkins.plugins.waybill.workspace.WorkspaceDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/**
 * Where the work in a checkout is to go.
 *
 * @param checkout that has the work
 * @param head its newest commit
 * @param branch short name of the branch at the remote
 */
record PushTarget(Checkout checkout, ObjectId head, String branch) {

    /** The branch that a step's config names, or the one that was checked out; empty when there is neither. */
    static Optional<String> branch(
            StepContext context, @Nullable String targetBranch, boolean generated, Checkout checkout) {
        if (generated) {
            return Optional.of("kargo/promotion/" + context.promotion());
        }
        return targetBranch != null && !targetBranch.isEmpty() ? Optional.of(targetBranch) : checkout.branch();
    }

    static StepFailure noBranch(String path) {
        return StepFailure.failed("'" + path
                + "' has a commit or tag checked out and no branch; say where to push with targetBranch or"
                + " generateTargetBranch.");
    }

    String url() {
        return checkout.remote().url();
    }

    /** Whether the branch is the one that was checked out. */
    boolean isCheckedOut() {
        return checkout.branch().filter(branch::equals).isPresent();
    }

    /** Where the new work begins: the checked-out commit, or for another branch what it has in common with this. */
    ObjectId base() throws IOException, StepFailure {
        ObjectId base = checkout.base().orElse(head);
        if (isCheckedOut()) {
            return base;
        }
        try {
            Optional<ObjectId> target = checkout.mirror().branch(branch);
            if (target.isEmpty()) {
                return base;
            }
            try (RevWalk walk = new RevWalk(checkout.mirror().repository())) {
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(walk.parseCommit(head));
                walk.markStart(walk.parseCommit(target.get()));
                RevCommit common = walk.next();
                return common == null ? base : common.copy();
            }
        } catch (GitException e) {
            throw Checkouts.failure(e);
        }
    }

    /**
     * What pushing would do.
     *
     * @param how behind the branch, such as {@code ", as commits that GitHub signs"}
     */
    PlannedEffect plan(String step, String how) throws IOException, StepFailure {
        ObjectId base = base();
        if (base.equals(head)) {
            return new PlannedEffect(step, "would push nothing: " + branch + " of " + url() + " has it all", null);
        }
        Repository repository = checkout.mirror().repository();
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit newest = walk.parseCommit(head);
            return new PlannedEffect(
                    step,
                    "would push \"" + newest.getShortMessage() + "\" to " + branch + " of " + url() + how,
                    WorkspaceDiff.between(repository, walk.parseCommit(base).getTree(), newest.getTree())
                            .text());
        }
    }
}
