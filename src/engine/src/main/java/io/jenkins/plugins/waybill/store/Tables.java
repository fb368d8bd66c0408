package io.jenkins.plugins.waybill.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.WarehouseState;
import org.jspecify.annotations.Nullable;

/** Rows to records. */
final class Tables {

    private final Database database;

    Tables(Database database) {
        this.database = database;
    }

    /** The state as the database has it; finished promotions as summaries only. */
    MemoryState load() {
        Map<String, MemoryProject> projects = new HashMap<>();
        database.handle()
                .createQuery("SELECT document FROM freight")
                .mapTo(String.class)
                .forEach(document -> {
                    Freight freight = Documents.read(document, Freight.class);
                    projects.compute(freight.project(), (name, project) -> orEmpty(name, project)
                            .with(freight));
                });
        database.handle()
                .createQuery("SELECT document FROM stage_state")
                .mapTo(String.class)
                .forEach(document -> {
                    StageState stage = Documents.read(document, StageState.class);
                    projects.compute(stage.project(), (name, project) -> orEmpty(name, project)
                            .with(stage));
                });
        database.handle()
                .createQuery("SELECT document FROM warehouse_state")
                .mapTo(String.class)
                .forEach(document -> {
                    WarehouseState warehouse = Documents.read(document, WarehouseState.class);
                    projects.compute(warehouse.project(), (name, project) -> orEmpty(name, project)
                            .with(warehouse));
                });
        database.handle()
                .createQuery("SELECT document FROM approval_gates")
                .mapTo(String.class)
                .forEach(document -> {
                    Approval approval = Documents.read(document, Approval.class);
                    projects.compute(approval.project(), (name, project) -> orEmpty(name, project)
                            .with(approval));
                });
        database.handle()
                .createQuery("SELECT document FROM delegations")
                .mapTo(String.class)
                .forEach(document -> {
                    Delegation delegation = Documents.read(document, Delegation.class);
                    projects.compute(delegation.project(), (name, project) -> orEmpty(name, project)
                            .with(delegation));
                });
        List<String> unfinished = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        database.handle()
                .createQuery("SELECT summary FROM promotions ORDER BY created_at, name")
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

    Optional<Promotion> promotion(String project, String name) {
        return database.handle()
                .createQuery("SELECT definition, document FROM promotions WHERE project = :project AND name = :name")
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
        return database.handle()
                .createQuery("SELECT document FROM " + table
                        + " WHERE project = :project AND promotion = :promotion ORDER BY position")
                .bind("project", project)
                .bind("promotion", promotion)
                .mapTo(String.class)
                .map(document -> Documents.read(document, type))
                .list();
    }

    Optional<AnalysisRun> analysisRun(String project, String name) {
        return database.handle()
                .createQuery("SELECT document FROM analysis_runs WHERE project = :project AND name = :name")
                .bind("project", project)
                .bind("name", name)
                .mapTo(String.class)
                .findFirst()
                .map(document -> Documents.read(document, AnalysisRun.class));
    }

    List<AnalysisRun> unfinishedAnalysisRuns(String project) {
        return database.handle()
                .createQuery("SELECT document FROM analysis_runs WHERE project = :project AND finished = 0")
                .bind("project", project)
                .mapTo(String.class)
                .map(document -> Documents.read(document, AnalysisRun.class))
                .list();
    }

    List<LogLine> log(String project, String promotion) {
        return database.handle()
                .createQuery("SELECT step, at, text FROM step_logs WHERE project = :project"
                        + " AND promotion = :promotion ORDER BY id")
                .bind("project", project)
                .bind("promotion", promotion)
                .map((row, context) ->
                        new LogLine(row.getString("step"), Instant.parse(row.getString("at")), row.getString("text")))
                .list();
    }

    Optional<String> meta(String key) {
        return database.handle()
                .createQuery("SELECT value FROM meta WHERE name = :name")
                .bind("name", key)
                .mapTo(String.class)
                .findFirst();
    }
}
