package io.jenkins.plugins.waybill.plugin.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.store.Store;
import io.jenkins.plugins.waybill.store.StoreException;
import io.jenkins.plugins.waybill.store.StoreSettings;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A PostgreSQL database that keeps the engine's state; the driver is that of the plugin PostgreSQL API. */
public final class PostgreSqlStorage extends AbstractDescribableImpl<PostgreSqlStorage> {

    private final String url;
    private final String credentialsId;

    /** A database, and who logs in. */
    @DataBoundConstructor
    public PostgreSqlStorage(String url, String credentialsId) {
        this.url = Util.fixNull(url).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** As the JDBC driver takes it, without user and password. */
    public String getUrl() {
        return url;
    }

    /** A user name with password at the root of Jenkins. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /**
     * For the engine. The password is looked up for each connection, so that it may change.
     *
     * @throws StoreException when the address or the credential is no good
     */
    StoreSettings.PostgreSql settings() {
        StandardUsernamePasswordCredentials login = login().orElseThrow(() -> new StoreException(
                credentialsId.isEmpty()
                        ? Messages.PostgreSqlStorage_noCredential()
                        : Messages.PostgreSqlStorage_credentialGone(credentialsId)));
        return new StoreSettings.PostgreSql(
                url,
                login.getUsername(),
                () -> login().map(now -> Secret.of(now.getPassword().getPlainText())),
                Jenkins.get().getPluginManager().uberClassLoader,
                StoreSettings.PostgreSql.USUAL_PATIENCE);
    }

    private Optional<StandardUsernamePasswordCredentials> login() {
        return Optional.ofNullable(CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardUsernamePasswordCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(credentialsId)));
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<PostgreSqlStorage> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PostgreSqlStorage_displayName();
        }

        /** Logins of Jenkins itself. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            StandardListBoxModel choices = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return choices.includeCurrentValue(credentialsId);
            }
            return choices.includeEmptyValue()
                    .includeAs(ACL.SYSTEM2, Jenkins.get(), StandardUsernamePasswordCredentials.class)
                    .includeCurrentValue(credentialsId);
        }

        /** Connects, and changes nothing. */
        @POST
        public FormValidation doTestConnection(@QueryParameter String url, @QueryParameter String credentialsId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                return FormValidation.ok(Messages.PostgreSqlStorage_answers(
                        Store.tryOut(new PostgreSqlStorage(url, credentialsId).settings())));
            } catch (StoreException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
