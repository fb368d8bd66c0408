package io.jenkins.plugins.waybill.forge;

/**
 * A pull request to open.
 *
 * @param sourceBranch short name of the branch that has the changes
 * @param targetBranch short name of the branch that is to get them
 * @param title one line
 * @param description Markdown; may be empty
 */
public record PullRequestDraft(String sourceBranch, String targetBranch, String title, String description) {}
