package io.jenkins.plugins.waybill.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.WarehouseState;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * One project in memory.
 *
 * @param freightByOrigin newest first
 * @param running promotions that are not over, by name
 * @param summaries all promotions, newest first
 * @param summariesByStage newest first by name
 * @param lastFinished by {@link #finishedKey}
 * @param gates approvals by id
 * @param lent delegations by id
 */
record MemoryProject(
        String name,
        long version,
        PMap<String, Freight> freightByName,
        PMap<String, String> freightNames,
        PMap<FreightOrigin, PVector<Freight>> freightByOrigin,
        PMap<String, StageState> stages,
        PMap<String, WarehouseState> warehouses,
        PSortedMap<String, Promotion> running,
        PMap<String, PromotionSummary> summaryByName,
        PVector<PromotionSummary> summaries,
        PMap<String, PVector<PromotionSummary>> summariesByStage,
        PMap<String, PromotionSummary> lastFinished,
        PMap<String, Approval> gates,
        PMap<String, Delegation> lent)
        implements ProjectState {

    private static final Comparator<Freight> NEWEST_FREIGHT_FIRST = Comparator.comparing(Freight::discoveredAt)
            .thenComparing(Freight::name)
            .reversed();

    private static final Comparator<PromotionSummary> NEWEST_FIRST = Comparator.comparing(PromotionSummary::createdAt)
            .thenComparing(PromotionSummary::name)
            .reversed();

    private static final Comparator<PromotionSummary> BY_NAME_DESCENDING =
            Comparator.comparing(PromotionSummary::name).reversed();

    static MemoryProject empty(String name) {
        return new MemoryProject(
                name,
                0,
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                TreePMap.empty(),
                HashTreePMap.empty(),
                TreePVector.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty());
    }

    MemoryProject withVersion(long newVersion) {
        return copy(newVersion, freightByName, freightNames, freightByOrigin, stages, warehouses);
    }

    MemoryProject with(Freight freight) {
        MemoryProject without = withoutFreight(freight.name());
        PVector<Freight> siblings = without.freightByOrigin.getOrDefault(freight.origin(), TreePVector.empty());
        return without.copy(
                version,
                without.freightByName.plus(freight.name(), freight),
                without.freightNames.plus(freight.alias(), freight.name()),
                without.freightByOrigin.plus(
                        freight.origin(),
                        siblings.plus(insertionPoint(siblings, freight, NEWEST_FREIGHT_FIRST), freight)),
                stages,
                warehouses);
    }

    MemoryProject withoutFreight(String freight) {
        Freight old = freightByName.get(freight);
        if (old == null) {
            return this;
        }
        PVector<Freight> siblings = freightByOrigin.getOrDefault(old.origin(), TreePVector.empty());
        PMap<String, String> aliases =
                old.name().equals(freightNames.get(old.alias())) ? freightNames.minus(old.alias()) : freightNames;
        return copy(
                version,
                freightByName.minus(freight),
                aliases,
                freightByOrigin.plus(old.origin(), siblings.minus(insertionPoint(siblings, old, NEWEST_FREIGHT_FIRST))),
                stages,
                warehouses);
    }

    MemoryProject with(StageState stage) {
        return copy(
                version, freightByName, freightNames, freightByOrigin, stages.plus(stage.stage(), stage), warehouses);
    }

    MemoryProject with(WarehouseState warehouse) {
        return copy(
                version,
                freightByName,
                freightNames,
                freightByOrigin,
                stages,
                warehouses.plus(warehouse.warehouse(), warehouse));
    }

    MemoryProject with(Promotion promotion) {
        boolean over = promotion.phase().isTerminal();
        return with(
                PromotionSummary.of(promotion),
                over ? running.minus(promotion.name()) : running.plus(promotion.name(), promotion));
    }

    MemoryProject with(PromotionSummary summary, PSortedMap<String, Promotion> newRunning) {
        PVector<PromotionSummary> ofStage = summariesByStage.getOrDefault(summary.stage(), TreePVector.empty());
        PMap<String, PromotionSummary> finished = lastFinished;
        if (summary.phase().isTerminal()) {
            String key = finishedKey(summary.stage(), summary.freight());
            PromotionSummary last = finished.get(key);
            if (last == null || last.name().compareTo(summary.name()) <= 0) {
                finished = finished.plus(key, summary);
            }
        }
        return new MemoryProject(
                name,
                version,
                freightByName,
                freightNames,
                freightByOrigin,
                stages,
                warehouses,
                newRunning,
                summaryByName.plus(summary.name(), summary),
                put(summaries, summary, NEWEST_FIRST),
                summariesByStage.plus(summary.stage(), put(ofStage, summary, BY_NAME_DESCENDING)),
                finished,
                gates,
                lent);
    }

    MemoryProject withoutPromotion(String promotion) {
        PromotionSummary old = summaryByName.get(promotion);
        if (old == null) {
            return this;
        }
        PVector<PromotionSummary> ofStage = summariesByStage.getOrDefault(old.stage(), TreePVector.empty());
        PVector<PromotionSummary> rest = ofStage.minus(insertionPoint(ofStage, old, BY_NAME_DESCENDING));
        String key = finishedKey(old.stage(), old.freight());
        PMap<String, PromotionSummary> finished = lastFinished;
        PromotionSummary last = finished.get(key);
        if (last != null && last.name().equals(promotion)) {
            Optional<PromotionSummary> before = rest.stream()
                    .filter(other -> other.freight().equals(old.freight())
                            && other.phase().isTerminal())
                    .findFirst();
            finished = before.isPresent() ? finished.plus(key, before.get()) : finished.minus(key);
        }
        return new MemoryProject(
                name,
                version,
                freightByName,
                freightNames,
                freightByOrigin,
                stages,
                warehouses,
                running.minus(promotion),
                summaryByName.minus(promotion),
                summaries.minus(insertionPoint(summaries, old, NEWEST_FIRST)),
                summariesByStage.plus(old.stage(), rest),
                finished,
                gates,
                lent);
    }

    MemoryProject with(Approval approval) {
        return withQuestions(gates.plus(approval.id(), approval), lent);
    }

    MemoryProject withoutApproval(String id) {
        return withQuestions(gates.minus(id), lent);
    }

    MemoryProject with(Delegation delegation) {
        return withQuestions(gates, lent.plus(delegation.id(), delegation));
    }

    MemoryProject withoutDelegation(String id) {
        return withQuestions(gates, lent.minus(id));
    }

    private MemoryProject withQuestions(PMap<String, Approval> newGates, PMap<String, Delegation> newLent) {
        return new MemoryProject(
                name,
                version,
                freightByName,
                freightNames,
                freightByOrigin,
                stages,
                warehouses,
                running,
                summaryByName,
                summaries,
                summariesByStage,
                lastFinished,
                newGates,
                newLent);
    }

    private MemoryProject copy(
            long newVersion,
            PMap<String, Freight> freight,
            PMap<String, String> aliases,
            PMap<FreightOrigin, PVector<Freight>> byOrigin,
            PMap<String, StageState> newStages,
            PMap<String, WarehouseState> newWarehouses) {
        return new MemoryProject(
                name,
                newVersion,
                freight,
                aliases,
                byOrigin,
                newStages,
                newWarehouses,
                running,
                summaryByName,
                summaries,
                summariesByStage,
                lastFinished,
                gates,
                lent);
    }

    private static PVector<PromotionSummary> put(
            PVector<PromotionSummary> sorted, PromotionSummary summary, Comparator<PromotionSummary> order) {
        int index = insertionPoint(sorted, summary, order);
        boolean present = index < sorted.size() && sorted.get(index).name().equals(summary.name());
        return present ? sorted.with(index, summary) : sorted.plus(index, summary);
    }

    /** Where the element is or belongs, by binary search. */
    private static <T> int insertionPoint(PVector<T> sorted, T element, Comparator<T> order) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(sorted.get(middle), element) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static String finishedKey(String stage, String freight) {
        return stage + "/" + freight;
    }

    @Override
    public Collection<Freight> freight() {
        return freightByName.values();
    }

    @Override
    public Optional<Freight> freight(String freight) {
        return Optional.ofNullable(freightByName.get(freight));
    }

    @Override
    public Optional<Freight> freightByAlias(String alias) {
        return Optional.ofNullable(freightNames.get(alias)).map(freightByName::get);
    }

    @Override
    public List<Freight> freightOf(FreightOrigin origin) {
        return freightByOrigin.getOrDefault(origin, TreePVector.empty());
    }

    @Override
    public StageState stage(String stage) {
        @Nullable StageState state = stages.get(stage);
        return state == null ? StageState.initial(name, stage) : state;
    }

    @Override
    public WarehouseState warehouse(String warehouse) {
        @Nullable WarehouseState state = warehouses.get(warehouse);
        return state == null ? WarehouseState.initial(name, warehouse) : state;
    }

    @Override
    public List<Approval> approvals() {
        return gates.values().stream()
                .sorted(Comparator.comparing(Approval::openedAt).thenComparing(Approval::id))
                .toList();
    }

    @Override
    public Optional<Approval> approval(String id) {
        return Optional.ofNullable(gates.get(id));
    }

    @Override
    public List<Delegation> delegations() {
        return lent.values().stream()
                .sorted(Comparator.comparing(Delegation::id))
                .toList();
    }

    @Override
    public List<Promotion> unfinished(String stage) {
        return running.values().stream()
                .filter(promotion -> promotion.stage().equals(stage))
                .toList();
    }

    @Override
    public List<Promotion> unfinished() {
        return List.copyOf(running.values());
    }

    @Override
    public List<PromotionSummary> promotions(String stage) {
        return summariesByStage.getOrDefault(stage, TreePVector.empty());
    }

    @Override
    public List<PromotionSummary> promotions() {
        return summaries;
    }

    @Override
    public Optional<PromotionSummary> promotion(String promotion) {
        return Optional.ofNullable(summaryByName.get(promotion));
    }

    @Override
    public Optional<PromotionSummary> lastFinished(String stage, String freight) {
        return Optional.ofNullable(lastFinished.get(finishedKey(stage, freight)));
    }
}
