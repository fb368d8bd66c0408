/**
 * Steps for images, charts and other artifacts in registries. Start with
 * {@link io.jenkins.plugins.waybill.step.oci.OciPushStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.oci;
