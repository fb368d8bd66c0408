package io.jenkins.plugins.waybill.step;

import org.jspecify.annotations.Nullable;

/**
 * Something outside that a promotion would change.
 *
 * @param step the kind of step
 * @param summary one sentence for people
 * @param diff unified diff of what would be pushed; null when the effect is not a change of files
 */
public record PlannedEffect(
        String step, String summary, @Nullable String diff) {}
