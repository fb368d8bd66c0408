/**
 * Requests to servers outside, guarded the same way for whoever sends them: an end to the waiting and to the size of
 * answers, no link-local addresses, no headers carried to another server, no secrets in messages. Knows nothing of what
 * the answers mean. Start with {@link io.jenkins.plugins.waybill.http.HttpSender}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.http;
