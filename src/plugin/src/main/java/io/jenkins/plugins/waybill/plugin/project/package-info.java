/** The Promotion project: an item that runs the manifests of one Kargo project. */
package io.jenkins.plugins.waybill.plugin.project;
