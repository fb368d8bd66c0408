/**
 * Whether people agree: pure functions over a policy and the answers given, whose results say in words who is missing
 * and whose answer does not count. Knows neither promotions nor where answers come from, so that a step, a gate in a
 * Jenkinsfile and the board all count alike. Start with {@link io.jenkins.plugins.waybill.approval.Ballot}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.approval;
