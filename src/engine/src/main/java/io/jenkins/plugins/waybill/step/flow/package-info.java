/**
 * Steps about the promotion itself: its outputs, its end, what is known of Freight and Stages. Start with
 * {@link io.jenkins.plugins.waybill.step.flow.ComposeOutputStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.flow;
