package io.jenkins.plugins.waybill.host;

/**
 * Author and committer of commits that name none.
 *
 * @param name for people
 * @param email may be a no-reply address
 */
public record CommitIdentity(String name, String email) {}
