/** The one engine of this controller, from start to shutdown, and what Jenkins supplies to it. */
package io.jenkins.plugins.waybill.plugin.engine;
