/**
 * Whether Freight may go to a Stage, and what auto-promotion would pick: pure functions over definitions and state,
 * whose answers carry their reasons in words. Knows no queue and no effects. Start with
 * {@link io.jenkins.plugins.waybill.policy.Eligibility}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.policy;
