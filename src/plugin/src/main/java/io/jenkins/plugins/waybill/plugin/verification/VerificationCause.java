package io.jenkins.plugins.waybill.plugin.verification;

import hudson.model.Cause;
import io.jenkins.plugins.waybill.plugin.Messages;
import org.kohsuke.stapler.export.Exported;

/** A build was started to verify what a Stage runs. */
public final class VerificationCause extends Cause {

    private final String project;
    private final String metric;

    VerificationCause(String project, String metric) {
        this.project = project;
        this.metric = metric;
    }

    /** Full name of the Promotion project. */
    @Exported(visibility = 3)
    public String getProject() {
        return project;
    }

    /** The metric of the analysis template. */
    @Exported(visibility = 3)
    public String getMetric() {
        return metric;
    }

    @Override
    public String getShortDescription() {
        return Messages.VerificationCause_shortDescription(metric, project);
    }
}
