package io.jenkins.plugins.waybill.promotion;

import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Promotion;

/** What a running promotion keeps in memory from one drive to the next; all of it can be made anew from the record. */
final class RunMemory {

    final Promotion promotion;
    final PromotionDraft draft;
    final SecretMask mask;
    final WorkspaceKeeper files;

    /** As steps see them; the record has them masked. Replaced, never changed. */
    ObjectNode outputs;

    /** Completes when all that was done so far is durable. */
    CompletableFuture<?> recorded = CompletableFuture.completedFuture(null);

    RunMemory(Promotion promotion, Surroundings surroundings) {
        this.promotion = promotion;
        mask = SecretMask.of(promotion, surroundings.host().credentials());
        draft = new PromotionDraft(promotion);
        outputs = mask.unseal(
                promotion.outputs(), promotion.project(), surroundings.host().credentials());
        files = new WorkspaceKeeper(
                surroundings.workspaces(),
                promotion.name(),
                mask::seal,
                text -> mask.unseal(
                        text, promotion.project(), surroundings.host().credentials()));
    }
}
