/**
 * Moving in from Kargo: what a cluster gives becomes clean manifests and a past, and the past becomes state. Knows
 * nothing of how promotions run. Start at {@link io.jenkins.plugins.waybill.migration.KargoExport}, then
 * {@link io.jenkins.plugins.waybill.migration.StateImport}.
 */
@NullMarked
package io.jenkins.plugins.waybill.migration;

import org.jspecify.annotations.NullMarked;
