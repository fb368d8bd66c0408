package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.Locale;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jspecify.annotations.Nullable;

/**
 * A promotion as lists show it.
 *
 * @param alias of the Freight; null when that is gone
 * @param intent {@code none}, {@code hold} or {@code resume}: what it means for auto-promotion
 * @param actor null for automatic promotions
 */
record PromotionView(
        String name,
        String stage,
        String freight,
        @Nullable String alias,
        String phase,
        String message,
        String intent,
        boolean rollback,
        @Nullable String actor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static PromotionView of(PromotionSummary promotion, ProjectState state) {
        return new PromotionView(
                promotion.name(),
                promotion.stage(),
                promotion.freight(),
                state.freight(promotion.freight()).map(Freight::alias).orElse(null),
                promotion.phase().displayName(),
                promotion.message(),
                promotion.intent().name().toLowerCase(Locale.ROOT),
                promotion.rollback(),
                text(promotion.actor()),
                promotion.createdAt(),
                promotion.startedAt(),
                promotion.finishedAt());
    }

    static @Nullable String text(@Nullable Actor actor) {
        return actor == null ? null : actor.toString();
    }
}
