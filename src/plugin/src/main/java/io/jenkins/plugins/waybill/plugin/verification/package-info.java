/**
 * Jenkins' jobs as measurements of analysis templates: what Kubernetes would do as a Job. Start with {@link
 * io.jenkins.plugins.waybill.plugin.verification.JenkinsJobs}.
 */
package io.jenkins.plugins.waybill.plugin.verification;
