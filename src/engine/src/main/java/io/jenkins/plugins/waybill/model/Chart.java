package io.jenkins.plugins.waybill.model;

/**
 * A Helm chart pinned by Freight. Absent texts are empty, as in Kargo.
 *
 * @param repoUrl {@code https://} repository or {@code oci://} reference
 * @param name the chart's name; empty for OCI
 * @param version the chart version
 * @param subscriptionName the subscription's own name, if it has one
 */
public record Chart(String repoUrl, String name, String version, String subscriptionName) {}
