package io.jenkins.plugins.waybill.model;

import java.util.Map;

/**
 * A container image pinned by Freight. Absent texts are empty, as in Kargo.
 *
 * @param repoUrl as the Warehouse subscribes to it; without tag or digest
 * @param tag the tag it was found by
 * @param digest what the tag pointed to, {@code algorithm:hex}
 * @param annotations OCI annotations recorded at discovery
 * @param subscriptionName the subscription's own name, if it has one
 */
public record Image(
        String repoUrl, String tag, String digest, Map<String, String> annotations, String subscriptionName) {
    public Image {
        annotations = Map.copyOf(annotations);
    }
}
