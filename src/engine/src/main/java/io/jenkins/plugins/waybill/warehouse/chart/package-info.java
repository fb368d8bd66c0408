/**
 * Versions of Helm charts as candidates, from classic repositories and from registries. Knows no chart's content. Start
 * with {@link io.jenkins.plugins.waybill.warehouse.chart.ChartSource}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.warehouse.chart;
