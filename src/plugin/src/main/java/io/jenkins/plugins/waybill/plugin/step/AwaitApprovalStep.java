package io.jenkins.plugins.waybill.plugin.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code awaitApproval}: asks people whether Freight may go to a Stage, and waits until enough of them agree. */
public final class AwaitApprovalStep extends Step {

    private final String project;
    private final String stage;
    private String freight = "";
    private String approvers = "";
    private int minApprovals = 1;
    private String message = "";
    private String timeout = "";
    private boolean separateDuties;

    /** One approval by anyone who may approve. */
    @DataBoundConstructor
    public AwaitApprovalStep(String project, String stage) {
        this.project = project;
        this.stage = stage;
    }

    /** The Promotion project, relative to the job or from the root. */
    public String getProject() {
        return project;
    }

    /** Where the Freight is to go. */
    public String getStage() {
        return stage;
    }

    /** The Freight; empty for the build's own. */
    public String getFreight() {
        return freight;
    }

    /** Name, prefix or alias. */
    @DataBoundSetter
    public void setFreight(String freight) {
        this.freight = freight == null ? "" : freight.trim();
    }

    /** Users and groups, separated by commas; {@code group:2} asks for two of a group. Empty for all who may approve. */
    public String getApprovers() {
        return approvers;
    }

    /** Users and groups, separated by commas. */
    @DataBoundSetter
    public void setApprovers(String approvers) {
        this.approvers = approvers == null ? "" : approvers.trim();
    }

    /** How many people must approve. */
    public int getMinApprovals() {
        return minApprovals;
    }

    /** At least 1. */
    @DataBoundSetter
    public void setMinApprovals(int minApprovals) {
        this.minApprovals = minApprovals;
    }

    /** What people are asked. */
    public String getMessage() {
        return message;
    }

    /** What people are asked. */
    @DataBoundSetter
    public void setMessage(String message) {
        this.message = message == null ? "" : message.trim();
    }

    /** How long people have, such as {@code 4h} or {@code 2d}; empty for as long as it takes. */
    public String getTimeout() {
        return timeout;
    }

    /** A number with {@code s}, {@code m}, {@code h} or {@code d}. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout == null ? "" : timeout.trim();
    }

    /** Whether who made the Freight, wrote its commits or started the build may not approve. */
    public boolean isSeparateDuties() {
        return separateDuties;
    }

    /** True to keep them apart. */
    @DataBoundSetter
    public void setSeparateDuties(boolean separateDuties) {
        this.separateDuties = separateDuties;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AwaitApprovalExecution(context, this);
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "awaitApproval";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.AwaitApprovalStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }
    }
}
