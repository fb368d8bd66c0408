package io.jenkins.plugins.waybill.plugin.project;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.engine.GitManifests;
import io.jenkins.plugins.waybill.engine.ManifestsUnavailable;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.JenkinsCredentials;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
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
    private int pollMinutes = DEFAULT_MINUTES;

    /** All manifests of the default branch. */
    @DataBoundConstructor
    public GitManifestSource(String repoUrl) {
        this.repoUrl = repoUrl == null ? "" : repoUrl.trim();
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

    private GitManifests.Location location() {
        return new GitManifests.Location(repoUrl, branch, directory);
    }

    @Override
    public String revision(PromotionProject project) throws ManifestsUnavailable {
        credentialIsThere(project);
        return WaybillEngine.engine().projects().gitManifests().revision(project.getKey(), location());
    }

    @Override
    public Texts read(PromotionProject project) throws ManifestsUnavailable {
        credentialIsThere(project);
        GitManifests.Files files =
                WaybillEngine.engine().projects().gitManifests().read(project.getKey(), location());
        return new Texts(files.revision(), files.files());
    }

    /** A repository that is asked without the credential meant for it answers something misleading. */
    private void credentialIsThere(PromotionProject project) throws ManifestsUnavailable {
        if (!credentialsId.isEmpty() && !JenkinsCredentials.has(project, credentialsId, repoUrl)) {
            throw new ManifestsUnavailable(
                    "There is no credential '" + credentialsId + "' for " + repoUrl + " in the folders of '"
                            + project.getFullName()
                            + "' or at the root of Jenkins. Add it there, or choose another on the"
                            + " configuration page.",
                    null);
        }
    }

    /** Describes it. */
    @Extension
    @Symbol("gitManifests")
    public static final class DescriptorImpl extends SourceDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitManifests_displayName();
        }

        /** Credentials that the project may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String repoUrl, @QueryParameter String credentialsId) {
            StandardListBoxModel choices = new StandardListBoxModel();
            if (item == null || !item.hasPermission(Item.CONFIGURE)) {
                return choices.includeCurrentValue(credentialsId);
            }
            return choices.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            item,
                            StandardCredentials.class,
                            URIRequirementBuilder.fromUri(repoUrl).build(),
                            CredentialsMatchers.anyOf(
                                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                                    CredentialsMatchers.instanceOf(SSHUserPrivateKey.class),
                                    CredentialsMatchers.instanceOf(StringCredentials.class)))
                    .includeCurrentValue(credentialsId);
        }

        /** Some address is needed. */
        @POST
        public FormValidation doCheckRepoUrl(@AncestorInPath Item item, @QueryParameter String value) {
            if (item != null) {
                item.checkPermission(Item.CONFIGURE);
            }
            return value.isBlank() ? FormValidation.error(Messages.GitManifests_noUrl()) : FormValidation.ok();
        }

        /** Whole minutes. */
        @POST
        public FormValidation doCheckPollMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            if (item != null) {
                item.checkPermission(Item.CONFIGURE);
            }
            return FormValidation.validateNonNegativeInteger(value);
        }
    }
}
