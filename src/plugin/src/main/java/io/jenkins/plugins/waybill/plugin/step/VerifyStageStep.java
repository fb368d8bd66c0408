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

/** {@code verifyStage}: whether its body succeeds decides whether what the Stage runs counts as verified there. */
public final class VerifyStageStep extends Step {

    private final String project;
    private final String stage;
    private String freight = "";

    /** Verifies what the Stage runs now. */
    @DataBoundConstructor
    public VerifyStageStep(String project, String stage) {
        this.project = project;
        this.stage = stage;
    }

    /** The Promotion project, relative to the job or from the root. */
    public String getProject() {
        return project;
    }

    /** The Stage. */
    public String getStage() {
        return stage;
    }

    /** The Freight that the Stage must run; empty for whatever it runs. */
    public String getFreight() {
        return freight;
    }

    /** Name, prefix or alias. */
    @DataBoundSetter
    public void setFreight(String freight) {
        this.freight = freight == null ? "" : freight.trim();
    }

    @Override
    public StepExecution start(StepContext context) {
        return new VerifyStageExecution(context, this);
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "verifyStage";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.VerifyStageStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
