package io.jenkins.plugins.waybill.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.WarehouseState;
import org.jspecify.annotations.Nullable;

/** Records to rows: writes into a journal what is to become of the tables. */
final class RowChanges {

    /** Every table whose rows belong to a project, but for the audit events, which stay. */
    static final List<String> OF_PROJECT = List.of(
            "freight",
            "promotions",
            "step_records",
            "step_logs",
            "approvals",
            "approval_gates",
            "delegations",
            "stage_state",
            "verifications",
            "analysis_runs",
            "warehouse_state");

    private static final String PUT_FREIGHT =
            upsert("freight", List.of("project", "name"), List.of("alias", "origin", "discovered_at", "document"));
    private static final String PUT_PROMOTION = upsert(
            "promotions",
            List.of("project", "name"),
            List.of("stage", "freight", "phase", "created_at", "summary", "definition", "document"));
    private static final String PUT_STEP =
            upsert("step_records", List.of("project", "promotion", "position"), List.of("alias", "status", "document"));
    private static final String PUT_RESPONSE = upsert(
            "approvals", List.of("project", "promotion", "position"), List.of("step", "actor", "approved", "document"));
    private static final String PUT_STAGE = upsert("stage_state", List.of("project", "stage"), List.of("document"));
    private static final String PUT_VERIFICATION = upsert(
            "verifications",
            List.of("project", "stage", "id"),
            List.of("collection", "phase", "started_at", "document"));
    private static final String PUT_ANALYSIS_RUN = upsert(
            "analysis_runs", List.of("project", "name"), List.of("stage", "verification", "finished", "document"));
    private static final String PUT_WAREHOUSE =
            upsert("warehouse_state", List.of("project", "warehouse"), List.of("document"));
    private static final String PUT_GATE = upsert(
            "approval_gates", List.of("project", "id"), List.of("stage", "freight", "status", "opened_at", "document"));

    private static final String PUT_DELEGATION = upsert("delegations", List.of("project", "id"), List.of("document"));

    private final Journal journal;

    RowChanges(Journal journal) {
        this.journal = journal;
    }

    /** A statement that inserts a row or replaces the one with the same key. */
    static String upsert(String table, List<String> key, List<String> others) {
        List<String> columns = new ArrayList<>(key);
        columns.addAll(others);
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") ON CONFLICT ("
                + String.join(", ", key) + ") DO UPDATE SET "
                + others.stream()
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    void put(Freight freight) {
        journal.add(
                PUT_FREIGHT,
                freight.project(),
                freight.name(),
                freight.alias(),
                freight.origin().key(),
                freight.discoveredAt().toString(),
                Documents.write(freight));
    }

    void deleteFreight(String project, String name) {
        journal.add("DELETE FROM freight WHERE project = ? AND name = ?", project, name);
    }

    /** The promotion, and of its steps and answers those that are not as they were. */
    void put(Promotion promotion, @Nullable Promotion before) {
        String project = promotion.project();
        String name = promotion.name();
        String summary = Documents.write(PromotionSummary.of(promotion));
        String course = Documents.write(PromotionDocument.Course.of(promotion));
        if (before == null) {
            journal.add(
                    PUT_PROMOTION,
                    project,
                    name,
                    promotion.stage(),
                    promotion.freight().name(),
                    promotion.phase().displayName(),
                    promotion.createdAt().toString(),
                    summary,
                    Documents.write(PromotionDocument.Definition.of(promotion)),
                    course);
        } else {
            journal.add(
                    "UPDATE promotions SET phase = ?, summary = ?, document = ? WHERE project = ? AND name = ?",
                    promotion.phase().displayName(),
                    summary,
                    course,
                    project,
                    name);
        }
        putSteps(promotion, before == null ? List.of() : before.executions());
        int knownResponses = before == null ? 0 : before.responses().size();
        for (int i = knownResponses; i < promotion.responses().size(); i++) {
            ApprovalResponse response = promotion.responses().get(i);
            journal.add(
                    PUT_RESPONSE,
                    project,
                    name,
                    i,
                    response.step(),
                    response.actor().toString(),
                    response.approved() ? 1 : 0,
                    Documents.write(response));
        }
    }

    private void putSteps(Promotion promotion, List<StepExecution> before) {
        List<StepExecution> steps = promotion.executions();
        for (int i = 0; i < steps.size(); i++) {
            StepExecution step = steps.get(i);
            if (i >= before.size() || !before.get(i).equals(step)) {
                journal.add(
                        PUT_STEP,
                        promotion.project(),
                        promotion.name(),
                        i,
                        step.alias(),
                        step.status().displayName(),
                        Documents.write(step));
            }
        }
        if (steps.size() < before.size()) {
            journal.add(
                    "DELETE FROM step_records WHERE project = ? AND promotion = ? AND position >= ?",
                    promotion.project(),
                    promotion.name(),
                    steps.size());
        }
    }

    void deletePromotion(String project, String name) {
        journal.add("DELETE FROM promotions WHERE project = ? AND name = ?", project, name);
        for (String table : List.of("step_records", "step_logs", "approvals")) {
            journal.add("DELETE FROM " + table + " WHERE project = ? AND promotion = ?", project, name);
        }
    }

    void deleteProject(String project) {
        for (String table : OF_PROJECT) {
            journal.add("DELETE FROM " + table + " WHERE project = ?", project);
        }
    }

    void put(StageState stage, StageState before) {
        journal.add(PUT_STAGE, stage.project(), stage.stage(), Documents.write(stage));
        Map<String, Verification> known = new HashMap<>();
        for (FreightCollection collection : before.freightHistory()) {
            collection.verificationHistory().forEach(verification -> known.put(verification.id(), verification));
        }
        for (FreightCollection collection : stage.freightHistory()) {
            for (Verification verification : collection.verificationHistory()) {
                if (!Objects.equals(known.remove(verification.id()), verification)) {
                    put(stage, collection, verification);
                }
            }
        }
        known.keySet()
                .forEach(forgotten -> journal.add(
                        "DELETE FROM analysis_runs WHERE project = ? AND stage = ? AND verification = ?",
                        stage.project(),
                        stage.stage(),
                        forgotten));
    }

    private void put(StageState stage, FreightCollection collection, Verification verification) {
        journal.add(
                PUT_VERIFICATION,
                stage.project(),
                stage.stage(),
                verification.id(),
                collection.id(),
                verification.phase().name(),
                verification.startedAt().toString(),
                Documents.write(verification));
    }

    void put(AnalysisRun run) {
        journal.add(
                PUT_ANALYSIS_RUN,
                run.project(),
                run.name(),
                run.stage(),
                run.verification(),
                run.finishedAt() == null ? 0 : 1,
                Documents.write(run));
    }

    void put(WarehouseState warehouse) {
        journal.add(PUT_WAREHOUSE, warehouse.project(), warehouse.warehouse(), Documents.write(warehouse));
    }

    void put(Approval approval) {
        journal.add(
                PUT_GATE,
                approval.project(),
                approval.id(),
                approval.stage(),
                approval.freight(),
                approval.status().name(),
                approval.openedAt().toString(),
                Documents.write(approval));
    }

    void deleteApproval(String project, String id) {
        journal.add("DELETE FROM approval_gates WHERE project = ? AND id = ?", project, id);
    }

    void put(Delegation delegation) {
        journal.add(PUT_DELEGATION, delegation.project(), delegation.id(), Documents.write(delegation));
    }

    void deleteDelegation(String project, String id) {
        journal.add("DELETE FROM delegations WHERE project = ? AND id = ?", project, id);
    }

    void log(String project, String promotion, LogLine line) {
        journal.add(
                "INSERT INTO step_logs (project, promotion, step, at, text) VALUES (?, ?, ?, ?, ?)",
                project,
                promotion,
                line.step(),
                line.at().toString(),
                line.text());
    }
}
