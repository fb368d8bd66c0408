package io.jenkins.plugins.waybill.forge;

import java.util.List;

/**
 * The pull requests of one repository. Thread-safe. Every method asks the forge and waits for its answer, for a limited
 * time; none of them waits for people.
 */
public interface Forge {

    /** Who runs it and where, for messages: {@code GitHub at github.com}. */
    String description();

    /**
     * The pull requests from one branch of the repository to another, in any state and order. Old ones may be missing
     * where there are hundreds.
     */
    List<PullRequest> find(String sourceBranch, String targetBranch) throws ForgeException, InterruptedException;

    /**
     * Opens a pull request. Not safe to repeat: look with {@link #find} before.
     *
     * @throws ForgeException with {@link ForgeException.Kind#UNCERTAIN} when it may have been opened all the same
     */
    PullRequest open(PullRequestDraft draft) throws ForgeException, InterruptedException;

    /** Puts labels on a pull request, besides those it has; safe to repeat. False where the forge knows no labels. */
    boolean label(long number, List<String> labels) throws ForgeException, InterruptedException;

    /** A pull request by its number. */
    PullRequest get(long number) throws ForgeException, InterruptedException;

    /** Merges a pull request that {@link #get} has just shown open, or says why not now; safe to repeat. */
    MergeAnswer merge(PullRequest open, MergeWish wish) throws ForgeException, InterruptedException;
}
