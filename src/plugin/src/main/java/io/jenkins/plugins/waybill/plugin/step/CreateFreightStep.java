package io.jenkins.plugins.waybill.plugin.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code createFreight}: registers what a build produced as Freight of a Warehouse. */
public final class CreateFreightStep extends Step {

    private final String project;
    private final String warehouse;
    private List<String> images = List.of();
    private List<String> charts = List.of();
    private List<String> commits = List.of();
    private String alias = "";

    /** Freight of a Warehouse. */
    @DataBoundConstructor
    public CreateFreightStep(String project, String warehouse) {
        this.project = project;
        this.warehouse = warehouse;
    }

    /** The Promotion project, relative to the job or from the root. */
    public String getProject() {
        return project;
    }

    /** The Warehouse whose Freight it is to be. */
    public String getWarehouse() {
        return warehouse;
    }

    /** Images as {@code repository:tag} or {@code repository:tag@sha256:…}. */
    public List<String> getImages() {
        return images;
    }

    /** Images as {@code repository:tag} or {@code repository:tag@sha256:…}. */
    @DataBoundSetter
    public void setImages(List<String> images) {
        this.images = images == null ? List.of() : List.copyOf(images);
    }

    /** Charts as {@code repository#version} or {@code repository name#version}. */
    public List<String> getCharts() {
        return charts;
    }

    /** Charts as {@code oci://registry/chart#version} or {@code https://repository name#version}. */
    @DataBoundSetter
    public void setCharts(List<String> charts) {
        this.charts = charts == null ? List.of() : List.copyOf(charts);
    }

    /** Commits as {@code repository#commit}. */
    public List<String> getCommits() {
        return commits;
    }

    /** Commits as {@code repository#commit}, the full commit id. */
    @DataBoundSetter
    public void setCommits(List<String> commits) {
        this.commits = commits == null ? List.of() : List.copyOf(commits);
    }

    /** The name for people; empty to have one made. */
    public String getAlias() {
        return alias;
    }

    /** Unique in the project. */
    @DataBoundSetter
    public void setAlias(String alias) {
        this.alias = alias == null ? "" : alias.trim();
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {

        private static final long serialVersionUID = 1;

        private final transient CreateFreightStep step;

        Execution(StepContext context, CreateFreightStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            Run<?, ?> build = getContext().get(Run.class);
            PromotionProject item = Asking.project(build, step.project);
            Asking.permit(build, item, WaybillPermissions.MANAGE);
            Artifacts artifacts = ArtifactText.parse(step.images, step.charts, step.commits);
            if (artifacts.isEmpty()) {
                throw new AbortException("createFreight needs something to pin: images, charts or commits.");
            }
            try {
                Actor actor = Asking.actor(build);
                Freight freight = WaybillEngine.engine()
                        .freight()
                        .create(
                                item.getKey(),
                                FreightOrigin.warehouse(step.warehouse),
                                artifacts,
                                step.alias.isEmpty() ? null : step.alias,
                                actor);
                FreightAction.attach(build, item, freight, FreightAction.Role.CREATED, "");
                getContext()
                        .get(TaskListener.class)
                        .getLogger()
                        .println("Registered Freight "
                                + BoardLink.freight(item, freight.name(), freight.alias()) + " of Warehouse '"
                                + step.warehouse + "' in " + BoardLink.project(item));
                return FreightMap.of(freight);
            } catch (Refusal | EngineUnavailable e) {
                throw new AbortException(e.getMessage());
            }
        }
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "createFreight";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CreateFreightStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
