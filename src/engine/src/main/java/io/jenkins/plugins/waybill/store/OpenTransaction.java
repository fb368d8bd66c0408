package io.jenkins.plugins.waybill.store;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.Delegation;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.WarehouseState;

/** One change on its way into the journal, with the state as it will be. */
final class OpenTransaction implements Transaction {

    private final Journal journal;
    private final RowChanges rows;
    private final AuditTable audit;
    private final InstantSource clock;
    private final Set<String> touched = new HashSet<>();
    private MemoryState state;
    private boolean changed;

    OpenTransaction(MemoryState state, Journal journal, AuditTable audit, InstantSource clock) {
        this.state = state;
        this.journal = journal;
        rows = new RowChanges(journal);
        this.audit = audit;
        this.clock = clock;
    }

    /** The state with a new version, or the very state it began with when nothing was put. */
    MemoryState finish() {
        if (!changed) {
            return state;
        }
        MemoryState finished = state.withVersion(state.version() + 1);
        for (String project : touched) {
            finished = finished.with(finished.project(project).withVersion(finished.version()));
        }
        return finished;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void put(Freight freight) {
        rows.put(freight);
        replace(state.project(freight.project()).with(freight));
    }

    @Override
    public void deleteFreight(String project, String name) {
        rows.deleteFreight(project, name);
        replace(state.project(project).withoutFreight(name));
    }

    @Override
    public void put(Promotion promotion) {
        MemoryProject project = state.project(promotion.project());
        rows.put(promotion, project.running().get(promotion.name()));
        replace(project.with(promotion));
    }

    @Override
    public void deletePromotion(String project, String name) {
        rows.deletePromotion(project, name);
        replace(state.project(project).withoutPromotion(name));
    }

    @Override
    public void deleteProject(String project) {
        rows.deleteProject(project);
        replace(MemoryProject.empty(project));
    }

    @Override
    public void put(StageState stage) {
        MemoryProject project = state.project(stage.project());
        rows.put(stage, project.stage(stage.stage()));
        replace(project.with(stage));
    }

    @Override
    public void put(AnalysisRun run) {
        rows.put(run);
        touched.add(run.project());
        changed = true;
    }

    @Override
    public void put(WarehouseState warehouse) {
        rows.put(warehouse);
        replace(state.project(warehouse.project()).with(warehouse));
    }

    @Override
    public void put(Approval approval) {
        rows.put(approval);
        replace(state.project(approval.project()).with(approval));
    }

    @Override
    public void deleteApproval(String project, String id) {
        rows.deleteApproval(project, id);
        replace(state.project(project).withoutApproval(id));
    }

    @Override
    public void put(Delegation delegation) {
        rows.put(delegation);
        replace(state.project(delegation.project()).with(delegation));
    }

    @Override
    public void deleteDelegation(String project, String id) {
        rows.deleteDelegation(project, id);
        replace(state.project(project).withoutDelegation(id));
    }

    @Override
    public void log(String project, String promotion, LogLine line) {
        rows.log(project, promotion, line);
        touched.add(project);
        changed = true;
    }

    @Override
    public void audit(String project, Actor actor, String type, String subject, ObjectNode detail) {
        audit.append(journal, clock.instant(), project, actor, type, subject, detail);
        touched.add(project);
        changed = true;
    }

    private void replace(MemoryProject project) {
        state = state.with(project);
        touched.add(project.name());
        changed = true;
    }
}
