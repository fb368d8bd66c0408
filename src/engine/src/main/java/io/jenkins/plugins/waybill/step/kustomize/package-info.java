/**
 * Steps for Kustomize. Start with {@link io.jenkins.plugins.waybill.step.kustomize.KustomizeSetImageStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.kustomize;
