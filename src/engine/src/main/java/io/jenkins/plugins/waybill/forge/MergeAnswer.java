package io.jenkins.plugins.waybill.forge;

import org.jspecify.annotations.Nullable;

/** What a forge said to the wish that a pull request be merged. */
public sealed interface MergeAnswer {

    /**
     * It is merged.
     *
     * @param commit what the merge made on the target branch; null where the forge does not tell
     */
    record Merged(@Nullable String commit) implements MergeAnswer {}

    /**
     * Not now, perhaps later: checks run, approvals are missing, the forge is still computing.
     *
     * @param reason in words
     */
    record NotYet(String reason) implements MergeAnswer {}

    /**
     * The forge has taken the wish and merges by itself: a merge queue, a merge train, a merge in the background.
     *
     * @param reason where it stands, in words
     */
    record UnderWay(String reason) implements MergeAnswer {}
}
