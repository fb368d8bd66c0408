package io.jenkins.plugins.waybill.plugin.project;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Names the credential that opens the repositories and registries below an address. */
public final class RepositoryAccess extends AbstractDescribableImpl<RepositoryAccess> {

    private final String urlPrefix;
    private final String credentialsId;

    /** A credential for all addresses that begin alike. */
    @DataBoundConstructor
    public RepositoryAccess(String urlPrefix, String credentialsId) {
        this.urlPrefix = urlPrefix == null ? "" : urlPrefix.trim();
        this.credentialsId = credentialsId == null ? "" : credentialsId.trim();
    }

    /** What addresses begin with, such as {@code https://git.example.com/team/}. */
    public String getUrlPrefix() {
        return urlPrefix;
    }

    /** The credential, by its id. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /**
     * Whether it opens an address: the whole of it, or all that lies below. {@code https://git.example.com} must not
     * open {@code https://git.example.com.evil.test}.
     */
    boolean opens(String repoUrl) {
        if (urlPrefix.isEmpty() || !repoUrl.startsWith(urlPrefix)) {
            return false;
        }
        return repoUrl.length() == urlPrefix.length()
                || urlPrefix.endsWith("/")
                || urlPrefix.endsWith(":")
                || repoUrl.charAt(urlPrefix.length()) == '/'
                || repoUrl.substring(urlPrefix.length()).equals(".git");
    }

    /** Describes it. */
    @Extension
    @Symbol("repositoryAccess")
    public static final class DescriptorImpl extends Descriptor<RepositoryAccess> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RepositoryAccess_displayName();
        }

        /** Credentials that the project may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            StandardListBoxModel choices = new StandardListBoxModel();
            if (item == null || !item.hasPermission(Item.CONFIGURE)) {
                return choices.includeCurrentValue(credentialsId);
            }
            return choices.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2, item, StandardCredentials.class, List.of(), CredentialsMatchers.always())
                    .includeCurrentValue(credentialsId);
        }
    }
}
