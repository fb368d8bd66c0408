package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.Map;
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
    public String revision(PromotionProject project) {
        return Util.getDigestOf(text);
    }

    @Override
    public Texts read(PromotionProject project) {
        return new Texts(revision(project), Map.of(NAME, text));
    }

    /** Describes it. */
    @Extension
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
                return FormValidation.ok();
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
