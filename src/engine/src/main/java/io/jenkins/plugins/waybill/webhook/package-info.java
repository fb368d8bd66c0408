/**
 * Webhooks of forges, registries and anybody else: where they arrive, whether they are genuine, what they tell, and which
 * Warehouses that concerns. Nothing is refreshed here and no promotion is known. Start with {@link
 * io.jenkins.plugins.waybill.webhook.Webhooks}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.webhook;
