/**
 * Manifests: from files to {@link io.jenkins.plugins.waybill.model.ProjectDefinition}s, with the place of every value
 * and with all that is wrong said in {@link io.jenkins.plugins.waybill.manifest.Finding}s. Knows nothing of steps'
 * behaviour, stores or hosts; what steps exist and what their config may be is handed in by the caller. Start with
 * {@link io.jenkins.plugins.waybill.manifest.Manifests}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.manifest;
