package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.manifest.SharedManifests;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Manifests written on the configuration page. */
public final class InlineManifests extends ManifestSource {

    /** The name that positions in findings carry. */
    static final String NAME = "manifests.yaml";

    private final String text;

    /** YAML documents, separated by {@code ---}. */
    @DataBoundConstructor
    public InlineManifests(String text) {
        this.text = text == null ? "" : text.replace("\r\n", "\n");
    }

    /** The YAML documents. */
    public String getText() {
        return text;
    }

    @Override
    public String revision(ManifestOwner owner) {
        return Util.getDigestOf(text);
    }

    @Override
    public Texts read(ManifestOwner owner) {
        return new Texts(revision(owner), Map.of(NAME, text));
    }

    /** What the text amounts to as manifests for all projects. */
    public SharedManifests sharedByAll() {
        return SharedDefinitions.check(Map.of(NAME, text));
    }

    @Override
    public boolean isBlank() {
        return text.isBlank();
    }

    /** Describes it; first among the sources, as it asks for nothing. */
    @Extension(ordinal = 1)
    @Symbol("inlineManifests")
    public static final class DescriptorImpl extends SourceDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.InlineManifests_displayName();
        }

        /** Findings while typing. */
        @POST
        public FormValidation doCheckText(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
                return value.isBlank()
                        ? FormValidation.ok()
                        : FindingList.validation(
                                new InlineManifests(value).sharedByAll().findings());
            }
            item.checkPermission(Item.CONFIGURE);
            if (value.isBlank()) {
                return FormValidation.warning(Messages.InlineManifests_empty());
            }
            return FindingList.validation(
                    ManifestCheck.of(item.getName(), Map.of(NAME, value)).findings());
        }
    }
}
