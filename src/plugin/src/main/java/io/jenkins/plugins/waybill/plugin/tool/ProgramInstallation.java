package io.jenkins.plugins.waybill.plugin.tool;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.EnvironmentSpecific;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.NodeSpecific;
import hudson.tools.ToolDescriptor;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import hudson.tools.ToolProperty;
import hudson.tools.ZipExtractionInstaller;
import java.io.IOException;
import java.util.List;

/** A program that steps use, installed on agents: its home is the directory that has it, perhaps in {@code bin}. */
public abstract class ProgramInstallation extends ToolInstallation
        implements NodeSpecific<ProgramInstallation>, EnvironmentSpecific<ProgramInstallation> {

    private static final long serialVersionUID = 1;

    ProgramInstallation(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(Util.fixEmptyAndTrim(name), Util.fixEmptyAndTrim(home), properties);
    }

    /** The same at another place. */
    abstract ProgramInstallation at(String home);

    @Override
    public ProgramInstallation forNode(@NonNull Node node, TaskListener log) throws IOException, InterruptedException {
        return at(translateFor(node, log));
    }

    @Override
    public ProgramInstallation forEnvironment(EnvVars environment) {
        return at(environment.expand(getHome()));
    }

    /** Describes one program; what administrators enter is saved at once. */
    abstract static class ProgramDescriptor<T extends ProgramInstallation> extends ToolDescriptor<T> {

        ProgramDescriptor() {
            load();
        }

        /** What steps call it. */
        abstract String program();

        @Override
        @SafeVarargs
        public final void setInstallations(T... installations) {
            super.setInstallations(installations);
            save();
        }

        @Override
        public List<? extends ToolInstaller> getDefaultInstallers() {
            return List.of(new ZipExtractionInstaller(null, "", ""));
        }
    }
}
