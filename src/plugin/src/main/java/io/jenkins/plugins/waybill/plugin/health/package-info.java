/** Tells administrators when something is in trouble. */
package io.jenkins.plugins.waybill.plugin.health;
