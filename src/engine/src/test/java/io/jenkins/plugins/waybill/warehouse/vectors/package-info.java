/**
 * Kargo's own answers to what Warehouses find, recorded with its selectors and replayed on the same worlds. The worlds and the
 * answers are data in {@code vectors/discovery-*.jsonl}; no program and no network is needed. Start with
 * {@code DiscoveryVectorsTest}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.warehouse.vectors;
