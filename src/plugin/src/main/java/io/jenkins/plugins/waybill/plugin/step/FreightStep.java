package io.jenkins.plugins.waybill.plugin.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code freight}: Freight as a map, for scripts; by default that which started this build or was made by it. */
public final class FreightStep extends Step {

    private final String project;
    private String freight = "";

    /** The build's own Freight in a project. */
    @DataBoundConstructor
    public FreightStep(String project) {
        this.project = project;
    }

    /** The Promotion project, relative to the job or from the root. */
    public String getProject() {
        return project;
    }

    /** Name, prefix or alias; empty for the build's own. */
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
        return new Execution(context, this);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {

        private static final long serialVersionUID = 1;

        private final transient FreightStep step;

        Execution(StepContext context, FreightStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            Run<?, ?> build = getContext().get(Run.class);
            PromotionProject item = Asking.project(build, step.project);
            Asking.permit(build, item, WaybillPermissions.VIEW);
            try {
                return FreightMap.of(WaybillEngine.engine()
                        .freight()
                        .get(item.getKey(), wanted(build, item.getKey(), step.freight)));
            } catch (Refusal | EngineUnavailable e) {
                throw new AbortException(e.getMessage());
            }
        }

        private static String wanted(Run<?, ?> build, String project, String named) throws AbortException {
            if (!named.isEmpty()) {
                return named;
            }
            FreightAction action = build.getAction(FreightAction.class);
            return (action == null ? java.util.Optional.<FreightAction.Entry>empty() : action.own())
                    .filter(entry -> entry.getProject().equals(project))
                    .map(FreightAction.Entry::getFreight)
                    .orElseThrow(() -> new AbortException(
                            "This build was neither started by Freight of that project nor has it made any; name one with"
                                    + " freight:."));
        }
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "freight";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FreightStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
