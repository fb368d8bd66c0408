package io.jenkins.plugins.waybill.plugin.tool;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.tools.ToolProperty;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Helm, as agents have it. */
public final class HelmInstallation extends ProgramInstallation {

    private static final long serialVersionUID = 1;

    /** An installation; without a home when it installs itself. */
    @DataBoundConstructor
    public HelmInstallation(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    @Override
    ProgramInstallation at(String home) {
        return new HelmInstallation(getName(), home, getProperties().toList());
    }

    /** Describes it. */
    @Extension
    @Symbol("helm")
    public static final class DescriptorImpl extends ProgramDescriptor<HelmInstallation> {

        @Override
        String program() {
            return "helm";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HelmInstallation_displayName();
        }
    }
}
