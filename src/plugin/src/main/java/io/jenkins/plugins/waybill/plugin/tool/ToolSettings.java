package io.jenkins.plugins.waybill.plugin.tool;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which agents run the programs of promotions, and which installations of them. */
public final class ToolSettings extends AbstractDescribableImpl<ToolSettings> {

    private String label = "";
    private String helm = "";
    private String kustomize = "";

    /** Any agent, and the first installation of each program. */
    @DataBoundConstructor
    public ToolSettings() {}

    /** A label expression; empty for any agent. */
    public String getLabel() {
        return label;
    }

    /** Empty for any agent. */
    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Util.fixNull(label).trim();
    }

    /** Name of a Helm installation; empty for the first. */
    public String getHelm() {
        return helm;
    }

    /** Empty for the first. */
    @DataBoundSetter
    public void setHelm(String helm) {
        this.helm = Util.fixNull(helm).trim();
    }

    /** Name of a kustomize installation; empty for the first. */
    public String getKustomize() {
        return kustomize;
    }

    /** Empty for the first. */
    @DataBoundSetter
    public void setKustomize(String kustomize) {
        this.kustomize = Util.fixNull(kustomize).trim();
    }

    /** The agents that may run programs; null for any. */
    @edu.umd.cs.findbugs.annotations.CheckForNull
    Label agents() {
        return label.isEmpty() ? null : Label.get(label);
    }

    /**
     * The installation of a program; empty when none is configured, so that it is looked for on the agent's PATH.
     *
     * @throws NoSuchInstallation when one is named that is not there
     */
    Optional<ProgramInstallation> installation(String program) throws NoSuchInstallation {
        String named = program.equals("helm") ? helm : program.equals("kustomize") ? kustomize : "";
        List<? extends ProgramInstallation> known = installations(program);
        if (named.isEmpty()) {
            return known.stream().findFirst().map(ProgramInstallation.class::cast);
        }
        return Optional.of(known.stream()
                .filter(installation -> named.equals(installation.getName()))
                .findFirst()
                .orElseThrow(() -> new NoSuchInstallation(Messages.ToolSettings_noInstallation(program, named))));
    }

    static List<? extends ProgramInstallation> installations(String program) {
        return ExtensionList.lookup(ProgramInstallation.ProgramDescriptor.class).stream()
                .filter(descriptor -> descriptor.program().equals(program))
                .flatMap(descriptor -> Arrays.stream((ProgramInstallation[]) descriptor.getInstallations()))
                .toList();
    }

    /** An installation was named that is not configured. */
    static final class NoSuchInstallation extends Exception {
        private static final long serialVersionUID = 1;

        NoSuchInstallation(String message) {
            super(message);
        }
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ToolSettings> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ToolSettings_displayName();
        }

        /** Labels that begin like that. */
        @POST
        public AutoCompletionCandidates doAutoCompleteLabel(@AncestorInPath Item item, @QueryParameter String value) {
            return mayConfigure(item) ? LabelExpression.autoComplete(value) : new AutoCompletionCandidates();
        }

        /** A label expression, and whether somebody has it. */
        @POST
        public FormValidation doCheckLabel(@AncestorInPath Item item, @QueryParameter String value) {
            if (!mayConfigure(item) || value.isBlank()) {
                return FormValidation.ok();
            }
            return LabelExpression.validate(value);
        }

        /** Names of the installations. */
        @POST
        public ListBoxModel doFillHelmItems(@AncestorInPath Item item, @QueryParameter String helm) {
            return choices(item, "helm", helm);
        }

        /** Names of the installations. */
        @POST
        public ListBoxModel doFillKustomizeItems(@AncestorInPath Item item, @QueryParameter String kustomize) {
            return choices(item, "kustomize", kustomize);
        }

        private static ListBoxModel choices(Item item, String program, String current) {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.ToolSettings_first(), "");
            if (mayConfigure(item)) {
                installations(program).forEach(installation -> choices.add(installation.getName()));
            }
            if (choices.stream().noneMatch(choice -> choice.value.equals(Util.fixNull(current)))) {
                choices.add(current);
            }
            return choices;
        }

        private static boolean mayConfigure(Item item) {
            return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
        }
    }
}
