/** Webhooks of forges and registries, carried to the engine's receivers; whether they are genuine is decided there. */
package io.jenkins.plugins.waybill.plugin.webhook;
