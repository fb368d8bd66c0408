package io.jenkins.plugins.waybill.promotion;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.approval.PlannedChange;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.host.ArgoServers;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Tools;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** One run of one step. */
record RunContext(
        Surroundings surroundings,
        ProjectDefinition project,
        Stage stage,
        Promotion request,
        FreightCollection freight,
        Workspace workspace,
        Credentials credentials,
        Effects effects,
        SecretMask mask,
        String alias,
        Instant startedAt,
        ObjectNode config,
        @Nullable ObjectNode previousOutput,
        List<ApprovalResponse> responses,
        @Nullable String files)
        implements StepContext {

    @Override
    public String promotion() {
        return request.name();
    }

    @Override
    public @Nullable Actor actor() {
        return request.actor();
    }

    @Override
    public Involvement involvement() {
        return surroundings
                .store()
                .state()
                .project(project.name())
                .freight(request.freight().name())
                .map(known -> Involvement.of(known.createdBy(), known.artifacts(), request.actor()))
                .orElseGet(() -> Involvement.of(Actor.ENGINE, request.freight().artifacts(), request.actor()));
    }

    @Override
    public String plannedChange() {
        return PlannedChange.fingerprint(request, freight, files);
    }

    @Override
    public Git git() {
        return surroundings.git();
    }

    @Override
    public ArgoServers argoServers() {
        return surroundings.host().argoServers();
    }

    @Override
    public Tools tools() {
        return surroundings.host().tools();
    }

    @Override
    public CommitIdentity commitIdentity() {
        return surroundings.host().commitIdentity();
    }

    @Override
    public String boardUrl() {
        return surroundings.host().boardUrl();
    }

    @Override
    public InstantSource clock() {
        return surroundings.host().clock();
    }

    @Override
    public void log(String line) {
        effects.log(alias, mask.hide(line));
    }

    @Override
    public void plan(PlannedEffect effect) {
        effects.plan(new PlannedEffect(
                effect.step(), mask.hide(effect.summary()), effect.diff() == null ? null : mask.hide(effect.diff())));
    }

    @Override
    public void setMetadata(String kind, String name, Map<String, JsonNode> values) throws StepFailure {
        Map<String, JsonNode> hidden = new LinkedHashMap<>();
        values.forEach((key, value) -> hidden.put(key, mask.hide(value)));
        effects.setMetadata(kind, name, hidden);
    }

    @Override
    public void setFreightAlias(String freightName, String newAlias) throws StepFailure {
        effects.setFreightAlias(freightName, mask.hide(newAlias));
    }
}
