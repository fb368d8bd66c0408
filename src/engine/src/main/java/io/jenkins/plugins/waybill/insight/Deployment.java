package io.jenkins.plugins.waybill.insight;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Freight that came to a Stage.
 *
 * @param at when it was there
 * @param leadTime since the Freight was found; null when the Freight is gone, or had been in this Stage before
 * @param failedAt when it turned out bad: its verification failed, or people went back from it; null when it did not
 * @param restoredAt when something better had come instead; null when it did not fail, or nothing has come yet
 */
record Deployment(
        Instant at,
        @Nullable Duration leadTime,
        @Nullable Instant failedAt,
        @Nullable Instant restoredAt) {}
