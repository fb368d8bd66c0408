package io.jenkins.plugins.waybill.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.WarehouseState;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Records to rows and back. */
final class Tables {

    /** Every table whose rows belong to a project, but for the audit events, which stay. */
    static final List<String> OF_PROJECT = List.of(
            "freight",
            "promotions",
            "step_records",
            "step_logs",
            "approvals",
            "stage_state",
            "verifications",
            "analysis_runs",
            "warehouse_state");

    private final Handle handle;

    Tables(Handle handle) {
        this.handle = handle;
    }

    /** The state as the database has it; finished promotions as summaries only. */
    MemoryState load() {
        Map<String, MemoryProject> projects = new HashMap<>();
        handle.createQuery("SELECT document FROM freight").mapTo(String.class).forEach(document -> {
            Freight freight = Documents.read(document, Freight.class);
            projects.compute(
                    freight.project(), (name, project) -> orEmpty(name, project).with(freight));
        });
        handle.createQuery("SELECT document FROM stage_state")
                .mapTo(String.class)
                .forEach(document -> {
                    StageState stage = Documents.read(document, StageState.class);
                    projects.compute(stage.project(), (name, project) -> orEmpty(name, project)
                            .with(stage));
                });
        handle.createQuery("SELECT document FROM warehouse_state")
                .mapTo(String.class)
                .forEach(document -> {
                    WarehouseState warehouse = Documents.read(document, WarehouseState.class);
                    projects.compute(warehouse.project(), (name, project) -> orEmpty(name, project)
                            .with(warehouse));
                });
        handle.createQuery("SELECT document FROM approval_gates")
                .mapTo(String.class)
                .forEach(document -> {
                    Approval approval = Documents.read(document, Approval.class);
                    projects.compute(approval.project(), (name, project) -> orEmpty(name, project)
                            .with(approval));
                });
        List<String> unfinished = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        handle.createQuery("SELECT summary FROM promotions ORDER BY created_at, name")
                .mapTo(String.class)
                .forEach(json -> {
                    PromotionSummary summary = Documents.read(json, PromotionSummary.class);
                    if (!summary.phase().isTerminal()) {
                        unfinished.add(summary.name());
                        owners.add(summary.project());
                    } else {
                        projects.compute(summary.project(), (name, project) -> {
                            MemoryProject old = orEmpty(name, project);
                            return old.with(summary, old.running());
                        });
                    }
                });
        for (int i = 0; i < unfinished.size(); i++) {
            Promotion promotion = promotion(owners.get(i), unfinished.get(i)).orElseThrow();
            projects.compute(promotion.project(), (name, project) -> orEmpty(name, project)
                    .with(promotion));
        }
        MemoryState state = MemoryState.EMPTY.withVersion(
                meta("version").map(Long::parseLong).orElse(0L));
        for (MemoryProject project : projects.values()) {
            state = state.with(project.withVersion(state.version()));
        }
        return state;
    }

    private static MemoryProject orEmpty(String name, @Nullable MemoryProject project) {
        return project == null ? MemoryProject.empty(name) : project;
    }

    void put(Freight freight) {
        handle.execute(
                "INSERT INTO freight (project, name, alias, origin, discovered_at, document) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET alias = excluded.alias, document = excluded.document",
                freight.project(),
                freight.name(),
                freight.alias(),
                freight.origin().key(),
                freight.discoveredAt().toString(),
                Documents.write(freight));
    }

    void deleteFreight(String project, String name) {
        handle.execute("DELETE FROM freight WHERE project = ? AND name = ?", project, name);
    }

    void put(Promotion promotion, @Nullable Promotion before) {
        String project = promotion.project();
        String name = promotion.name();
        String summary = Documents.write(PromotionSummary.of(promotion));
        String course = Documents.write(PromotionDocument.Course.of(promotion));
        int updated = before == null
                ? 0
                : handle.execute(
                        "UPDATE promotions SET phase = ?, summary = ?, document = ? WHERE project = ? AND name = ?",
                        promotion.phase().displayName(),
                        summary,
                        course,
                        project,
                        name);
        if (updated == 0) {
            handle.execute(
                    "INSERT OR REPLACE INTO promotions (project, name, stage, freight, phase, created_at, summary,"
                            + " definition, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    project,
                    name,
                    promotion.stage(),
                    promotion.freight().name(),
                    promotion.phase().displayName(),
                    promotion.createdAt().toString(),
                    summary,
                    Documents.write(PromotionDocument.Definition.of(promotion)),
                    course);
        }
        List<StepExecution> oldSteps = before == null ? List.of() : before.executions();
        for (int i = 0; i < promotion.executions().size(); i++) {
            StepExecution step = promotion.executions().get(i);
            if (i >= oldSteps.size() || !oldSteps.get(i).equals(step)) {
                handle.execute(
                        "INSERT OR REPLACE INTO step_records (project, promotion, position, alias, status, document)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        project,
                        name,
                        i,
                        step.alias(),
                        step.status().displayName(),
                        Documents.write(step));
            }
        }
        if (promotion.executions().size() < oldSteps.size()) {
            handle.execute(
                    "DELETE FROM step_records WHERE project = ? AND promotion = ? AND position >= ?",
                    project,
                    name,
                    promotion.executions().size());
        }
        int knownResponses = before == null ? 0 : before.responses().size();
        for (int i = knownResponses; i < promotion.responses().size(); i++) {
            ApprovalResponse response = promotion.responses().get(i);
            handle.execute(
                    "INSERT OR REPLACE INTO approvals (project, promotion, position, step, actor, approved, document)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    project,
                    name,
                    i,
                    response.step(),
                    response.actor().toString(),
                    response.approved() ? 1 : 0,
                    Documents.write(response));
        }
    }

    Optional<Promotion> promotion(String project, String name) {
        return handle.createQuery(
                        "SELECT definition, document FROM promotions WHERE project = :project AND name = :name")
                .bind("project", project)
                .bind("name", name)
                .map((row, context) -> PromotionDocument.assemble(
                        project,
                        name,
                        Documents.read(row.getString("definition"), PromotionDocument.Definition.class),
                        Documents.read(row.getString("document"), PromotionDocument.Course.class),
                        List.of(),
                        List.of()))
                .findFirst()
                .map(bare -> PromotionDocument.assemble(
                        project,
                        name,
                        PromotionDocument.Definition.of(bare),
                        PromotionDocument.Course.of(bare),
                        rows("step_records", project, name, StepExecution.class),
                        rows("approvals", project, name, ApprovalResponse.class)));
    }

    private <T> List<T> rows(String table, String project, String promotion, Class<T> type) {
        return handle.createQuery("SELECT document FROM " + table
                        + " WHERE project = :project AND promotion = :promotion ORDER BY position")
                .bind("project", project)
                .bind("promotion", promotion)
                .mapTo(String.class)
                .map(document -> Documents.read(document, type))
                .list();
    }

    void deletePromotion(String project, String name) {
        handle.execute("DELETE FROM promotions WHERE project = ? AND name = ?", project, name);
        for (String table : List.of("step_records", "step_logs", "approvals")) {
            handle.execute("DELETE FROM " + table + " WHERE project = ? AND promotion = ?", project, name);
        }
    }

    void deleteProject(String project) {
        for (String table : OF_PROJECT) {
            handle.execute("DELETE FROM " + table + " WHERE project = ?", project);
        }
    }

    void put(StageState stage, StageState before) {
        handle.execute(
                "INSERT OR REPLACE INTO stage_state (project, stage, document) VALUES (?, ?, ?)",
                stage.project(),
                stage.stage(),
                Documents.write(stage));
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
                .forEach(forgotten -> handle.execute(
                        "DELETE FROM analysis_runs WHERE project = ? AND stage = ? AND verification = ?",
                        stage.project(),
                        stage.stage(),
                        forgotten));
    }

    private void put(StageState stage, FreightCollection collection, Verification verification) {
        handle.execute(
                "INSERT OR REPLACE INTO verifications (project, stage, id, collection, phase, started_at, document)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                stage.project(),
                stage.stage(),
                verification.id(),
                collection.id(),
                verification.phase().name(),
                verification.startedAt().toString(),
                Documents.write(verification));
    }

    void put(AnalysisRun run) {
        handle.execute(
                "INSERT OR REPLACE INTO analysis_runs (project, name, stage, verification, finished, document)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                run.project(),
                run.name(),
                run.stage(),
                run.verification(),
                run.finishedAt() == null ? 0 : 1,
                Documents.write(run));
    }

    Optional<AnalysisRun> analysisRun(String project, String name) {
        return handle.createQuery("SELECT document FROM analysis_runs WHERE project = :project AND name = :name")
                .bind("project", project)
                .bind("name", name)
                .mapTo(String.class)
                .findFirst()
                .map(document -> Documents.read(document, AnalysisRun.class));
    }

    List<AnalysisRun> unfinishedAnalysisRuns(String project) {
        return handle.createQuery("SELECT document FROM analysis_runs WHERE project = :project AND finished = 0")
                .bind("project", project)
                .mapTo(String.class)
                .map(document -> Documents.read(document, AnalysisRun.class))
                .list();
    }

    void put(WarehouseState warehouse) {
        handle.execute(
                "INSERT OR REPLACE INTO warehouse_state (project, warehouse, document) VALUES (?, ?, ?)",
                warehouse.project(),
                warehouse.warehouse(),
                Documents.write(warehouse));
    }

    void put(Approval approval) {
        handle.execute(
                "INSERT OR REPLACE INTO approval_gates (project, id, stage, freight, status, opened_at, document)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                approval.project(),
                approval.id(),
                approval.stage(),
                approval.freight(),
                approval.status().name(),
                approval.openedAt().toString(),
                Documents.write(approval));
    }

    void deleteApproval(String project, String id) {
        handle.execute("DELETE FROM approval_gates WHERE project = ? AND id = ?", project, id);
    }

    void log(String project, String promotion, LogLine line) {
        handle.execute(
                "INSERT INTO step_logs (project, promotion, step, at, text) VALUES (?, ?, ?, ?, ?)",
                project,
                promotion,
                line.step(),
                line.at().toString(),
                line.text());
    }

    List<LogLine> log(String project, String promotion) {
        return handle.createQuery("SELECT step, at, text FROM step_logs WHERE project = :project"
                        + " AND promotion = :promotion ORDER BY id")
                .bind("project", project)
                .bind("promotion", promotion)
                .map((row, context) -> new LogLine(
                        row.getString("step"), java.time.Instant.parse(row.getString("at")), row.getString("text")))
                .list();
    }

    Optional<String> meta(String key) {
        return handle.createQuery("SELECT value FROM meta WHERE name = :name")
                .bind("name", key)
                .mapTo(String.class)
                .findFirst();
    }

    void putMeta(String key, String value) {
        handle.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", key, value);
    }
}
