package io.jenkins.plugins.waybill.forge;

import java.util.List;

/**
 * A pull request to open.
 *
 * @param sourceBranch short name of the branch that has the changes
 * @param targetBranch short name of the branch that is to get them
 * @param title one line
 * @param description Markdown; may be empty
 * @param labels to put on it; forges without labels ignore them
 */
public record PullRequestDraft(
        String sourceBranch, String targetBranch, String title, String description, List<String> labels) {

    public PullRequestDraft {
        labels = List.copyOf(labels);
    }
}
