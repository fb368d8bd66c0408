package io.jenkins.plugins.waybill.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.WarehouseState;

/** The state of one project at one moment; immutable. Lookups cost no more than a hash or tree look-up. */
public interface ProjectState {

    /** The version of the last change to this project; 0 when there was none. */
    long version();

    /** All Freight, in no particular order. */
    Collection<Freight> freight();

    /** Freight by name. */
    Optional<Freight> freight(String name);

    /** Freight by alias. */
    Optional<Freight> freightByAlias(String alias);

    /** Freight of an origin, newest first by discovery time, then by name descending. */
    List<Freight> freightOf(FreightOrigin origin);

    /** What a Stage has become; the initial state when nothing has happened to it. */
    StageState stage(String name);

    /** What a Warehouse last found; the initial state when it was never polled. */
    WarehouseState warehouse(String name);

    /** Gates that people open, those decided included, oldest first (by opening, then by id). */
    List<Approval> approvals();

    /** A gate by its id. */
    Optional<Approval> approval(String id);

    /** Rights to answer that people lend, those that have ended by time included, by id. */
    List<Delegation> delegations();

    /** Promotions of a Stage that are not over, oldest first (by name). */
    List<Promotion> unfinished(String stage);

    /** Promotions of all Stages that are not over, oldest first (by name). */
    List<Promotion> unfinished();

    /** All promotions of a Stage, newest first (by name). */
    List<PromotionSummary> promotions(String stage);

    /** All promotions of the project, newest first (by creation). */
    List<PromotionSummary> promotions();

    /** One promotion's summary. */
    Optional<PromotionSummary> promotion(String name);

    /** The newest promotion of that Freight to that Stage that is over. */
    Optional<PromotionSummary> lastFinished(String stage, String freight);
}
