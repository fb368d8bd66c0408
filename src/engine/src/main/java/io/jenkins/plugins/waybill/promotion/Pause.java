package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jenkins.plugins.waybill.model.Promotion;
import org.jspecify.annotations.Nullable;

/**
 * Why a promotion stopped going on by itself.
 *
 * @param again drive it again after that; null for never
 * @param wake drive it again when that completes; null for nothing
 * @param end set when it is over: completes when that is durable, with the promotion of the Stage that runs next
 */
record Pause(
        @Nullable Duration again,
        @Nullable CompletionStage<?> wake,
        @Nullable CompletableFuture<Optional<Promotion>> end) {}
