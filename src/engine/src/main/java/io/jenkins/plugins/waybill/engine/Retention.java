package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;

/**
 * What is kept: so many promotions per Stage and so much Freight per Warehouse, counted from the
 * oldest one in use, and nothing young is thrown away; gates go with their Freight. Unlike Kargo, Freight in any Stage's history is in use, so that
 * one can go back to it.
 *
 * @param promotions per Stage
 * @param promotionAge younger promotions are kept anyway
 * @param freight per Warehouse
 * @param freightAge younger Freight is kept anyway
 */
public record Retention(int promotions, Duration promotionAge, int freight, Duration freightAge) {

    /** Kargo's defaults. */
    public static final Retention DEFAULT = new Retention(20, Duration.ofHours(336), 20, Duration.ofHours(336));

    /** Promotions to forget now. */
    List<PromotionSummary> oldPromotions(ProjectDefinition project, ProjectState state, Instant now) {
        List<PromotionSummary> old = new ArrayList<>();
        for (String stage : project.stages().keySet()) {
            old.addAll(beyond(
                    state.promotions(stage),
                    promotion -> !promotion.phase().isTerminal(),
                    promotions,
                    promotion -> promotion.createdAt().isBefore(now.minus(promotionAge))));
        }
        return old;
    }

    /** Freight to forget now. */
    List<Freight> oldFreight(ProjectDefinition project, ProjectState state, Instant now) {
        Set<String> used = used(project, state);
        List<Freight> old = new ArrayList<>();
        project.warehouses()
                .values()
                .forEach(warehouse -> old.addAll(beyond(
                        state.freightOf(warehouse.origin()),
                        found -> used.contains(found.name()),
                        freight,
                        found -> !used.contains(found.name())
                                && found.discoveredAt().isBefore(now.minus(freightAge)))));
        return old;
    }

    /** Gates to forget now: those decided about Freight that is not there any more. */
    List<Approval> oldApprovals(ProjectState state) {
        return state.approvals().stream()
                .filter(gate ->
                        gate.status().isOver() && state.freight(gate.freight()).isEmpty())
                .toList();
    }

    private static Set<String> used(ProjectDefinition project, ProjectState state) {
        Set<String> used = new HashSet<>();
        for (String stage : project.stages().keySet()) {
            state.stage(stage)
                    .freightHistory()
                    .forEach(
                            collection -> collection.items().values().forEach(reference -> used.add(reference.name())));
        }
        state.unfinished().stream().map(Promotion::freight).forEach(reference -> used.add(reference.name()));
        state.approvals().stream()
                .filter(gate -> !gate.status().isOver())
                .map(Approval::freight)
                .forEach(used::add);
        return used;
    }

    private static <T> List<T> beyond(List<T> newestFirst, Predicate<T> inUse, int kept, Predicate<T> old) {
        int oldestInUse = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            if (inUse.test(newestFirst.get(i))) {
                oldestInUse = i;
            }
        }
        int first = Math.min(newestFirst.size(), oldestInUse + kept);
        return newestFirst.subList(first, newestFirst.size()).stream()
                .filter(old)
                .toList();
    }
}
