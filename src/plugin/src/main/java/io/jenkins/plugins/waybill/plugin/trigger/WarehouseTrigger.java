package io.jenkins.plugins.waybill.plugin.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.init.InitMilestone;
import hudson.model.Action;
import hudson.model.Item;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code triggers { warehouse(project: 'guestbook', name: 'app') }}: a build for each new Freight of a Warehouse. */
public final class WarehouseTrigger extends Trigger<Item> {

    private final String project;
    private final String name;

    /** A build for each new Freight of a Warehouse. */
    @DataBoundConstructor
    public WarehouseTrigger(String project, String name) {
        this.project = project == null ? "" : project.trim();
        this.name = name == null ? "" : name.trim();
    }

    /** The Promotion project, relative to the job or from the root. */
    public String getProject() {
        return project;
    }

    /** The Warehouse. */
    public String getName() {
        return name;
    }

    @Override
    public void start(Item job, boolean newInstance) {
        super.start(job, newInstance);
        if (Jenkins.get().getInitLevel().compareTo(InitMilestone.JOB_CONFIG_ADAPTED) >= 0) {
            // While Jenkins starts, the dispatch looks at all jobs once they are loaded.
            FreightDispatch.get().begin(this, job);
        }
    }

    /** The project, as far as it exists; a job has the rights of its folder. */
    Optional<PromotionProject> find(Item from) {
        return Optional.ofNullable(Jenkins.get().getItem(project, from, PromotionProject.class));
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return job == null ? List.of() : List.of(new WarehousePollingAction(job, this));
    }

    /** Describes it. */
    @Extension
    @Symbol("warehouse")
    public static final class DescriptorImpl extends TriggerDescriptor {

        @Override
        public boolean isApplicable(Item item) {
            return item instanceof ParameterizedJobMixIn.ParameterizedJob;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WarehouseTrigger_displayName();
        }

        /** A project that exists. */
        @POST
        public FormValidation doCheckProject(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null || !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            if (Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.error(Messages.WarehouseTrigger_noProject());
            }
            PromotionProject found = Jenkins.get().getItem(value.trim(), item, PromotionProject.class);
            return found == null || !found.hasPermission(WaybillPermissions.VIEW)
                    ? FormValidation.error(Messages.WarehouseTrigger_unknownProject(value.trim()))
                    : FormValidation.ok();
        }
    }
}
