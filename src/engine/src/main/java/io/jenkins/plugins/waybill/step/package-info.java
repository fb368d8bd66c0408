/**
 * The promotion steps, one class each, behind {@link io.jenkins.plugins.waybill.step.PromotionStep}. A step sees the
 * promotion through {@link io.jenkins.plugins.waybill.step.StepContext} only; queue, retries and conditions are not its
 * business.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.step;
