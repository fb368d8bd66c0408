/**
 * Steps on repositories: mount, change, commit, tag, push. They work on checkouts in the workspace and hand pushes to
 * the pusher of {@code git}; nothing is copied to disk. Start with {@link
 * io.jenkins.plugins.waybill.step.git.GitCloneStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.git;
