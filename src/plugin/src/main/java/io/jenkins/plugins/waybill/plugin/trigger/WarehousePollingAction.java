package io.jenkins.plugins.waybill.plugin.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Item;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.List;

/** The polling log of a job: how the Warehouse does, and which builds it started. */
public final class WarehousePollingAction implements Action {

    private final Item job;
    private final WarehouseTrigger trigger;

    WarehousePollingAction(Item job, WarehouseTrigger trigger) {
        this.job = job;
        this.trigger = trigger;
    }

    /** The job. */
    public Item getJob() {
        return job;
    }

    /** The trigger. */
    public WarehouseTrigger getTrigger() {
        return trigger;
    }

    /** The project; null when there is none or the viewer may not see it. */
    @CheckForNull
    public PromotionProject getProject() {
        return trigger.find(job)
                .filter(project -> project.hasPermission(WaybillPermissions.VIEW))
                .orElse(null);
    }

    /** How the Warehouse does; null when it cannot be told. */
    @CheckForNull
    public WarehouseState getState() {
        PromotionProject project = getProject();
        try {
            return project == null
                    ? null
                    : WaybillEngine.engine().state(project.getKey()).warehouse(trigger.getName());
        } catch (EngineUnavailable e) {
            return null;
        }
    }

    /** What was done for this job, newest last. */
    public List<String> getLines() {
        return new PollingLog(job).lines();
    }

    @Override
    public String getIconFileName() {
        return "symbol-waybill-route plugin-waybill";
    }

    @Override
    public String getDisplayName() {
        return Messages.WarehousePollingAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "warehousePollLog";
    }
}
