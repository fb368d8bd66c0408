package io.jenkins.plugins.waybill.plugin.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code promoteFreight}: brings Freight to a Stage and waits until it is there. What is not eligible is refused with the
 * rule and the way out.
 */
public final class PromoteFreightStep extends Step {

    private final String project;
    private final String stage;
    private String freight = "";
    private boolean wait = true;
    private boolean plan;

    /** Promotes the newest Freight that may go to the Stage. */
    @DataBoundConstructor
    public PromoteFreightStep(String project, String stage) {
        this.project = project;
        this.stage = stage;
    }

    /** The Promotion project, relative to the job or from the root. */
    public String getProject() {
        return project;
    }

    /** Where to. */
    public String getStage() {
        return stage;
    }

    /** Name, prefix or alias; empty for the newest that may go there. */
    public String getFreight() {
        return freight;
    }

    /** Name, prefix or alias. */
    @DataBoundSetter
    public void setFreight(String freight) {
        this.freight = freight == null ? "" : freight.trim();
    }

    /** Whether to wait for the end. */
    public boolean isWait() {
        return wait;
    }

    /** False to go on once the promotion is queued. */
    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** Whether only to show what would be changed. */
    public boolean isPlan() {
        return plan;
    }

    /** True to change nothing. */
    @DataBoundSetter
    public void setPlan(boolean plan) {
        this.plan = plan;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PromoteFreightExecution(context, this);
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "promoteFreight";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PromoteFreightStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
