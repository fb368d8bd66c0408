/**
 * Requests to HTTP servers. Start with {@link io.jenkins.plugins.waybill.step.http.HttpStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.http;
