/**
 * Steps for Helm charts. They run the helm program; nothing of it is loaded into the engine. Start with
 * {@link io.jenkins.plugins.waybill.step.helm.HelmTemplateStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.helm;
