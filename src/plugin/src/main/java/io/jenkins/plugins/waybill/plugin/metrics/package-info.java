/**
 * Figures for the Metrics plugin, where that is installed; nothing here is loaded where it is not. Start with {@link
 * io.jenkins.plugins.waybill.plugin.metrics.PromotionMetrics}.
 */
package io.jenkins.plugins.waybill.plugin.metrics;
