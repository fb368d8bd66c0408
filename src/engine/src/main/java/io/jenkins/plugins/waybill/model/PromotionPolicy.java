package io.jenkins.plugins.waybill.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether the Stages it selects are promoted, and go back, automatically; the first policy that matches a Stage decides.
 *
 * @param stageName exact, or {@code regex:}, {@code regexp:} or {@code glob:} and a pattern; empty for every name
 * @param labels must match too
 * @param autoPromotionEnabled whether new Freight is promoted
 * @param autoRollback when to go back; null for never
 * @param position where it is written
 */
public record PromotionPolicy(
        String stageName,
        LabelSelector labels,
        boolean autoPromotionEnabled,
        @Nullable AutoRollback autoRollback,
        SourcePosition position) {

    /** A policy that never goes back. */
    public PromotionPolicy(
            String stageName, LabelSelector labels, boolean autoPromotionEnabled, SourcePosition position) {
        this(stageName, labels, autoPromotionEnabled, null, position);
    }
}
