package io.jenkins.plugins.waybill.model;

import java.util.Set;

/**
 * After what a Stage goes back by itself to the Freight that was last verified there.
 *
 * @param onPromotion ends of promotions: {@link PromotionPhase#FAILED}, {@link PromotionPhase#ERRORED} or none
 * @param onVerification ends of verifications: {@link Verification.Phase#FAILED} and {@link Verification.Phase#ERROR}
 */
public record AutoRollback(Set<PromotionPhase> onPromotion, Set<Verification.Phase> onVerification) {

    public AutoRollback {
        onPromotion = Set.copyOf(onPromotion);
        onVerification = Set.copyOf(onVerification);
    }
}
