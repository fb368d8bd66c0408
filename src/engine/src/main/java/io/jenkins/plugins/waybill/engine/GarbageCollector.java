package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import io.jenkins.plugins.waybill.store.Store;
import io.jenkins.plugins.waybill.workspace.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Throws records away, with the files that belong to them: old ones by {@link Retention}, all of a project on request. */
final class GarbageCollector {

    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);

    private final EngineRoom room;
    private final Store store;
    private final Workspaces workspaces;
    private final Retention retention;

    GarbageCollector(EngineRoom room, Workspaces workspaces, Retention retention) {
        this.room = room;
        this.store = room.store();
        this.workspaces = workspaces;
        this.retention = retention;
    }

    /** Throws away what is too old in the projects in force. */
    void collect() {
        room.definitions().all().forEach(this::collect);
    }

    private void collect(ProjectDefinition project) {
        ProjectState state = room.state(project.name());
        List<PromotionSummary> promotions = retention.oldPromotions(project, state, room.now());
        if (promotions.isEmpty()
                && retention.oldFreight(project, state, room.now()).isEmpty()
                && retention.oldApprovals(state).isEmpty()) {
            return;
        }
        promotions.forEach(this::release);
        store.write(transaction -> {
            // What is in use may have changed since the first look.
            List<Freight> freight =
                    retention.oldFreight(project, transaction.state().project(project.name()), room.now());
            promotions.forEach(old -> transaction.deletePromotion(project.name(), old.name()));
            freight.forEach(old -> transaction.deleteFreight(project.name(), old.name()));
            List<Approval> approvals =
                    retention.oldApprovals(transaction.state().project(project.name()));
            approvals.forEach(old -> transaction.deleteApproval(project.name(), old.id()));
            transaction.audit(
                    project.name(),
                    Actor.ENGINE,
                    "OldRecordsDeleted",
                    "project/" + project.name(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("promotions", promotions.size())
                            .put("freight", freight.size())
                            .put("approvals", approvals.size()));
            return freight.size();
        });
        room.changed(project.name());
    }

    /** Forgets everything of a project but its audit events. */
    void purge(String project, Actor actor) {
        List<PromotionSummary> promotions = room.state(project).promotions();
        promotions.forEach(this::release);
        store.write(transaction -> {
            transaction.deleteProject(project);
            transaction.audit(
                    project,
                    actor,
                    "ProjectPurged",
                    "project/" + project,
                    JsonNodeFactory.instance.objectNode().put("promotions", promotions.size()));
            return project;
        });
        room.changed(project);
    }

    private void release(PromotionSummary old) {
        List<String> snapshots = store.promotion(old.project(), old.name()).stream()
                .flatMap(promotion -> promotion.executions().stream())
                .flatMap(execution -> Optional.ofNullable(execution.snapshot()).stream())
                .toList();
        try {
            workspaces.release(old.name(), snapshots);
        } catch (IOException e) {
            LOG.warn("The files of promotion {} could not be thrown away", old.name(), e);
        }
    }
}
