package io.jenkins.plugins.waybill.model;

/**
 * Whether the Stages it selects are promoted automatically; the first policy that matches a Stage decides.
 *
 * @param stageName exact, or {@code regex:}, {@code regexp:} or {@code glob:} and a pattern; empty for every name
 * @param labels must match too
 * @param autoPromotionEnabled the switch
 * @param position where it is written
 */
public record PromotionPolicy(
        String stageName, LabelSelector labels, boolean autoPromotionEnabled, SourcePosition position) {}
