/** Starts builds when a Warehouse has new Freight. */
package io.jenkins.plugins.waybill.plugin.trigger;
