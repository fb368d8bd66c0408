package io.jenkins.plugins.waybill.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.WarehouseState;

/** A change being made. Everything put here becomes visible and durable at once, or not at all. */
public interface Transaction {

    /** The state with what this change has put so far. */
    State state();

    /** Adds or replaces Freight. */
    void put(Freight freight);

    /** Forgets Freight. */
    void deleteFreight(String project, String name);

    /** Adds or replaces a promotion with its steps. */
    void put(Promotion promotion);

    /** Forgets a promotion with its steps, answers and log. */
    void deletePromotion(String project, String name);

    /** Forgets everything about a project but its audit events. */
    void deleteProject(String project);

    /** Replaces what a Stage has become. */
    void put(StageState stage);

    /** Adds or replaces an execution of analysis templates. */
    void put(AnalysisRun run);

    /** Replaces what a Warehouse last found. */
    void put(WarehouseState warehouse);

    /** Adds or replaces a gate that people open. */
    void put(Approval approval);

    /** Forgets a gate. */
    void deleteApproval(String project, String id);

    /** Adds or replaces a right to answer that somebody lends. */
    void put(Delegation delegation);

    /** Ends a delegation. */
    void deleteDelegation(String project, String id);

    /** Adds lines to a promotion's log. */
    void log(String project, String promotion, LogLine line);

    /**
     * Adds an event to the audit log.
     *
     * @param type such as {@code PromotionCreated}; Kargo's names where it has one
     * @param subject what it is about, such as {@code promotion/dev.01h….abc1234}
     * @param detail anything worth keeping; no secrets
     */
    void audit(String project, Actor actor, String type, String subject, ObjectNode detail);
}
