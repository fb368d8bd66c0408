/**
 * Steps on pull requests: open, wait for, merge. They look before they act, so that a run after a crash, a timeout or a
 * lost answer finds what an earlier one did; between two looks they hold no thread. Start with {@link
 * io.jenkins.plugins.waybill.step.pullrequest.GitOpenPrStep}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step.pullrequest;
