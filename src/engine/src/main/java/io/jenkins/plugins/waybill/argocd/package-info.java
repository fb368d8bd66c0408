/**
 * Argo CD over its REST API: reading Applications, changing their sources and starting syncs, with sessions, custom
 * certificates and timeouts. Knows nothing of promotions; what to do with an Application is decided by the steps. Start
 * with {@link io.jenkins.plugins.waybill.argocd.ArgoCd}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.argocd;
