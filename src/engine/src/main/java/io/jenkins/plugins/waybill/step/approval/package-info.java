/**
 * Steps that wait for people. Start with {@link io.jenkins.plugins.waybill.step.approval.WaitForApprovalStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.approval;
