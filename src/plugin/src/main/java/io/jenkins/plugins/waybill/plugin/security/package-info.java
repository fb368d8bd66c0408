/** Who may do what: Jenkins' permissions, and the people a project names for a Stage. */
package io.jenkins.plugins.waybill.plugin.security;
