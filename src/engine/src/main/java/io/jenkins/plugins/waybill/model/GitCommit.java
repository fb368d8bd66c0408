package io.jenkins.plugins.waybill.model;

/**
 * A Git commit pinned by Freight. Absent texts are empty, as in Kargo.
 *
 * @param repoUrl as the Warehouse subscribes to it
 * @param id the full commit id
 * @param branch the configured branch it was found on; empty for tags and the default branch
 * @param tag the tag it was found by; empty for branches
 * @param message the subject line
 * @param author {@code Name <email>}
 * @param committer {@code Name <email>}
 * @param subscriptionName the subscription's own name, if it has one
 */
public record GitCommit(
        String repoUrl,
        String id,
        String branch,
        String tag,
        String message,
        String author,
        String committer,
        String subscriptionName) {}
