package io.jenkins.plugins.waybill.plugin.project;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.engine.GitManifests;
import io.jenkins.plugins.waybill.engine.ManifestsUnavailable;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Manifests below a directory of a Git repository, at the tip of a branch. */
public final class GitManifestSource extends ManifestSource {

    private static final int DEFAULT_MINUTES = 3;

    private final String repoUrl;
    private String branch = "";
    private String directory = "";
    private String credentialsId = "";
    private Integer pollMinutes = DEFAULT_MINUTES;

    /** All manifests of the default branch. */
    @DataBoundConstructor
    public GitManifestSource(String repoUrl) {
        this.repoUrl = repoUrl == null ? "" : repoUrl.trim();
    }

    /** An item's XML that somebody wrote by hand may leave out what has a default. */
    private Object readResolve() {
        if (pollMinutes == null) {
            pollMinutes = DEFAULT_MINUTES;
        }
        branch = branch == null ? "" : branch;
        directory = directory == null ? "" : directory;
        credentialsId = credentialsId == null ? "" : credentialsId;
        return this;
    }

    /** The repository. */
    public String getRepoUrl() {
        return repoUrl;
    }

    /** The branch; empty for the default one. */
    public String getBranch() {
        return branch;
    }

    /** Empty for the default branch. */
    @DataBoundSetter
    public void setBranch(String branch) {
        this.branch = branch == null ? "" : branch.trim();
    }

    /** The directory whose files are read, with those below it; empty for all. */
    public String getDirectory() {
        return directory;
    }

    /** Relative to the repository. */
    @DataBoundSetter
    public void setDirectory(String directory) {
        this.directory = directory == null ? "" : directory.trim();
    }

    /** The credential to read with; empty for what the project has for that address. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** A user name and password, a token or an SSH key. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = credentialsId == null ? "" : credentialsId.trim();
    }

    /** Minutes between two looks for changes; 0 for never. */
    public int getPollMinutes() {
        return pollMinutes;
    }

    /** At least 0. */
    @DataBoundSetter
    public void setPollMinutes(int pollMinutes) {
        this.pollMinutes = Math.max(0, pollMinutes);
    }

    @Override
    public int pollMinutes() {
        return pollMinutes;
    }

    @Override
    public boolean isBlank() {
        return repoUrl.isEmpty();
    }

    /** Whether a webhook could be about this repository: forges write its address in too many ways to compare more. */
    public boolean isNamedIn(String webhook) {
        String name =
                repoUrl.replaceFirst("/+$", "").replaceFirst("\\.git$", "").replaceFirst(".*[/:]", "");
        return !name.isEmpty() && webhook.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private GitManifests.Location location() {
        return new GitManifests.Location(repoUrl, branch, directory);
    }

    @Override
    public String revision(ManifestOwner owner) throws ManifestsUnavailable {
        credentialIsThere(owner);
        return WaybillEngine.engine().projects().gitManifests().revision(owner.getKey(), location());
    }

    @Override
    public Texts read(ManifestOwner owner) throws ManifestsUnavailable {
        credentialIsThere(owner);
        GitManifests.Files files =
                WaybillEngine.engine().projects().gitManifests().read(owner.getKey(), location());
        return new Texts(files.revision(), files.files());
    }

    /** A repository that is asked without the credential meant for it answers something misleading. */
    private void credentialIsThere(ManifestOwner owner) throws ManifestsUnavailable {
        if (!credentialsId.isEmpty() && !owner.hasCredential(credentialsId, repoUrl)) {
            throw new ManifestsUnavailable(
                    "There is no credential '" + credentialsId + "' for " + repoUrl + " "
                            + owner.credentialsPlace()
                            + ". Add it there, or choose another on the configuration page.",
                    null);
        }
    }

    /** Describes it. */
    @Extension
    @Symbol("gitManifests")
    public static final class DescriptorImpl extends SourceDescriptor {

        private static final CredentialsMatcher OPENS = CredentialsMatchers.anyOf(
                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                CredentialsMatchers.instanceOf(SSHUserPrivateKey.class),
                CredentialsMatchers.instanceOf(StringCredentials.class));

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitManifests_displayName();
        }

        /** Credentials that the project may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item,
                @QueryParameter String repoUrl,
                @QueryParameter String credentialsId) {
            StandardListBoxModel choices = new StandardListBoxModel();
            if (!mayConfigure(item)) {
                return choices.includeCurrentValue(credentialsId);
            }
            List<DomainRequirement> address =
                    URIRequirementBuilder.fromUri(repoUrl).build();
            choices.includeEmptyValue();
            return (item == null
                            ? choices.includeMatchingAs(
                                    ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, address, OPENS)
                            : choices.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, address, OPENS))
                    .includeCurrentValue(credentialsId);
        }

        /** Without an item it is about what all projects share. */
        private static boolean mayConfigure(@CheckForNull Item item) {
            return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
        }

        private static void checkMayConfigure(@CheckForNull Item item) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else {
                item.checkPermission(Item.CONFIGURE);
            }
        }

        /** Some address is needed. */
        @POST
        public FormValidation doCheckRepoUrl(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            checkMayConfigure(item);
            return value.isBlank() ? FormValidation.error(Messages.GitManifests_noUrl()) : FormValidation.ok();
        }

        /** Whole minutes. */
        @POST
        public FormValidation doCheckPollMinutes(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            checkMayConfigure(item);
            return FormValidation.validateNonNegativeInteger(value);
        }
    }
}
