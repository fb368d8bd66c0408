/** Waybill's Pipeline steps. They wait without a thread or an executor, and go on after a restart. */
package io.jenkins.plugins.waybill.plugin.step;
