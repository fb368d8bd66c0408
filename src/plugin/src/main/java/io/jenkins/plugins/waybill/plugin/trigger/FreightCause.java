package io.jenkins.plugins.waybill.plugin.trigger;

import hudson.model.Cause;
import io.jenkins.plugins.waybill.plugin.Messages;
import org.kohsuke.stapler.export.Exported;

/** A Warehouse had new Freight. {@code currentBuild.getBuildCauses()} shows its fields to scripts. */
public final class FreightCause extends Cause {

    private final String project;
    private final String warehouse;
    private final String freight;
    private final String alias;

    FreightCause(String project, String warehouse, String freight, String alias) {
        this.project = project;
        this.warehouse = warehouse;
        this.freight = freight;
        this.alias = alias;
    }

    /** Full name of the Promotion project as it was then. */
    @Exported
    public String getProject() {
        return project;
    }

    /** The Warehouse. */
    @Exported
    public String getWarehouse() {
        return warehouse;
    }

    /** Name of the Freight. */
    @Exported
    public String getFreight() {
        return freight;
    }

    /** Alias of the Freight as it was then. */
    @Exported
    public String getAlias() {
        return alias;
    }

    @Override
    public String getShortDescription() {
        return Messages.FreightCause_shortDescription(warehouse, project, alias);
    }
}
