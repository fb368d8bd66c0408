package io.jenkins.plugins.waybill.step;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** What one run of a step may see and use. */
public interface StepContext {

    /** The project as it is declared now. */
    ProjectDefinition project();

    /** The Stage promoted to. */
    Stage stage();

    /** The promotion's name; stable over retries and restarts. */
    String promotion();

    /** Who asked for the promotion; null when it was automatic. */
    @Nullable
    Actor actor();

    /**
     * When this step was first started. The same over retries and restarts, so what is made with it (a commit, say) comes
     * out the same again.
     */
    Instant startedAt();

    /** The step's alias. */
    String alias();

    /** The config: evaluated, and valid by the step's schema. */
    ObjectNode config();

    /** The promotion's files. */
    Workspace workspace();

    /** The Freight being promoted, with that inherited from other origins. */
    FreightCollection freight();

    /** The output of an earlier run of this very step; null for the first run. */
    @Nullable
    ObjectNode previousOutput();

    /** Answers that people gave to this step, oldest first. */
    List<ApprovalResponse> responses();

    /** Who had a hand in the Freight and in this promotion. */
    Involvement involvement();

    /**
     * Fingerprint of what this promotion brings: its Freight, its steps, and the files as they are when this step begins.
     */
    String plannedChange();

    /** Mirrors of remotes, and pushing to them. */
    Git git();

    /** The host's secrets. */
    Credentials credentials();

    /** The Argo CD servers of Stages. */
    ArgoServers argoServers();

    /** The programs of others, such as helm. */
    Tools tools();

    /** Author and committer where the manifest names nobody. */
    CommitIdentity commitIdentity();

    /** Base of links to the board, without a trailing slash; empty when unknown. */
    default String boardUrl() {
        return "";
    }

    /** The time. */
    InstantSource clock();

    /** Adds a line to the step's log; secrets known to the promotion are masked. */
    void log(String line);

    /** Records what a plan should show; only for {@link PromotionStep#plan}. */
    void plan(PlannedEffect effect);

    /**
     * Merges keys into a Stage's or Freight's metadata; withheld in a plan.
     *
     * @param kind {@code Stage} or {@code Freight}
     * @throws StepFailure when there is no such object
     */
    void setMetadata(String kind, String name, Map<String, JsonNode> values) throws StepFailure;

    /**
     * Gives Freight another alias; withheld in a plan.
     *
     * @throws StepFailure when there is no such Freight or another one has that alias
     */
    void setFreightAlias(String freight, String alias) throws StepFailure;
}
