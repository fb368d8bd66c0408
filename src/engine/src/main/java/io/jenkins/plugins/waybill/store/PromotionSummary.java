package io.jenkins.plugins.waybill.store;

import java.time.Instant;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import org.jspecify.annotations.Nullable;

/** What lists show of a promotion; see {@link Promotion} for the meaning of each part. */
public record PromotionSummary(
        String project,
        String name,
        String stage,
        String freight,
        Promotion.Intent intent,
        boolean rollback,
        @Nullable Actor actor,
        PromotionPhase phase,
        String message,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** The summary of a promotion. */
    public static PromotionSummary of(Promotion promotion) {
        return new PromotionSummary(
                promotion.project(),
                promotion.name(),
                promotion.stage(),
                promotion.freight().name(),
                promotion.intent(),
                promotion.rollback(),
                promotion.actor(),
                promotion.phase(),
                promotion.message(),
                promotion.createdAt(),
                promotion.startedAt(),
                promotion.finishedAt());
    }
}
