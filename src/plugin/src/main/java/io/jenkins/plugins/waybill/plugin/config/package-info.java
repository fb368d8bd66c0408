/** What an administrator sets for all Promotion projects. */
package io.jenkins.plugins.waybill.plugin.config;
