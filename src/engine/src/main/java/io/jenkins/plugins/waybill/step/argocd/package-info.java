/**
 * What promotions do with Argo CD Applications. Knows what Kargo's manifests ask for; how to talk to Argo CD is
 * {@link io.jenkins.plugins.waybill.argocd.ArgoCd}'s. Start with
 * {@link io.jenkins.plugins.waybill.step.argocd.ArgoCdUpdateStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.argocd;
