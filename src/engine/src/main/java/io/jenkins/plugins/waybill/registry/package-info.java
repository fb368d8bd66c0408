/**
 * Registries and chart repositories as others serve them: names, tags, manifests, blobs and indexes, with access, patience
 * and limits. Knows nothing of Warehouses or of which version is wanted. Start with
 * {@link io.jenkins.plugins.waybill.registry.Registry}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.registry;
