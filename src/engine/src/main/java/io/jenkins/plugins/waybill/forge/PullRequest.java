package io.jenkins.plugins.waybill.forge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A pull request (GitLab: merge request) as its forge described it a moment ago.
 *
 * @param number by which the forge's repository knows it
 * @param url its page for people
 * @param state whether it is over, and how
 * @param headCommit the newest commit of its source branch; empty when the forge does not tell
 * @param mergeCommit what the merge made of it on the target branch; null while it is not merged, and where the forge
 *     does not tell
 * @param createdAt when it was opened; {@link Instant#EPOCH} when the forge does not tell
 */
public record PullRequest(
        long number,
        String url,
        State state,
        String headCommit,
        @Nullable String mergeCommit,
        Instant createdAt) {

    /** The states that matter to a promotion. */
    public enum State {
        OPEN,
        MERGED,
        /** Declined, abandoned or closed without its commits on the target branch. */
        CLOSED
    }

    /** Whether it still can be merged. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether its changes are on the target branch. */
    public boolean isMerged() {
        return state == State.MERGED;
    }
}
