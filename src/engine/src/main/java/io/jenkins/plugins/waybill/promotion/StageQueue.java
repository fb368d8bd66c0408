package io.jenkins.plugins.waybill.promotion;

import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.policy.PromotionWindows;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/**
 * Which promotion of a Stage runs next, and why not yet: one at a time, first come first served,
 * not before what runs there has been verified, unless it is in trouble that the next one may cure, and not while the
 * promotion windows are closed, except for those that somebody lets through.
 *
 * @param next to be started now; null when none may start
 * @param obstacle what those that wait are waiting for; empty when none waits
 */
record StageQueue(@Nullable Promotion next, String obstacle) {

    static StageQueue of(String stage, ProjectState state, PromotionWindows windows) {
        List<Promotion> pending = state.unfinished(stage).stream()
                .filter(promotion -> promotion.phase() == PromotionPhase.PENDING)
                .toList();
        if (pending.isEmpty()) {
            return new StageQueue(null, "");
        }
        Optional<String> obstacle = obstacle(state.stage(stage));
        if (obstacle.isPresent()) {
            return new StageQueue(null, obstacle.get());
        }
        return pending.stream()
                .filter(promotion -> windows.open() || promotion.windowOverride() != null)
                .findFirst()
                .map(next -> new StageQueue(next, ""))
                .orElseGet(() -> new StageQueue(null, windows.asObstacle()));
    }

    private static Optional<String> obstacle(StageState stage) {
        if (stage.currentPromotion() != null) {
            return Optional.of("promotion " + stage.currentPromotion() + " runs in '" + stage.stage() + "'");
        }
        Optional<FreightCollection> current = stage.current();
        if (current.isEmpty()) {
            return Optional.empty();
        }
        List<Verification> verifications = current.get().verificationHistory();
        if (verifications.stream()
                .anyMatch(verification -> !verification.phase().isTerminal())) {
            return Optional.of("the verification of what runs in '" + stage.stage() + "' is not over");
        }
        Health health = stage.health();
        boolean wellOrUnknownYet = health == null || health.status() == Health.Status.HEALTHY;
        return wellOrUnknownYet && verifications.isEmpty()
                ? Optional.of("what runs in '" + stage.stage() + "' is still to be verified")
                : Optional.empty();
    }
}
