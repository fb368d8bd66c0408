package io.jenkins.plugins.waybill.plugin.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.cloud.MachineIdentity;
import io.jenkins.plugins.waybill.engine.WebhookAddress;
import io.jenkins.plugins.waybill.git.SigningKey;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.host.HostKeys;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.JenkinsCredentials;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.DefinitionStatus;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.ManifestSource;
import io.jenkins.plugins.waybill.plugin.project.SharedDefinitions;
import io.jenkins.plugins.waybill.plugin.tool.AgentTools;
import io.jenkins.plugins.waybill.plugin.tool.ToolSettings;
import io.jenkins.plugins.waybill.plugin.verification.JenkinsJobs;
import io.jenkins.plugins.waybill.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Settings for all Promotion projects; {@code unclassified: waybill:} in Configuration as Code. */
@Extension
@Symbol("waybill")
public final class WaybillConfiguration extends GlobalConfiguration {

    private static final String DEFAULT_NAME = "Waybill";
    private static final String DEFAULT_EMAIL = "waybill@jenkins.invalid";

    private String commitName = DEFAULT_NAME;
    private String commitEmail = DEFAULT_EMAIL;
    private String signingKeyCredentialsId = "";
    private boolean strictHostKeys;
    private List<ArgoCdServer> argoCdServers = new ArrayList<>();
    private ToolSettings tools = new ToolSettings();
    private boolean toolsOnController;
    private PostgreSqlStorage postgreSql;
    private List<ConfiguredMirror> registryMirrors = new ArrayList<>();
    private boolean cloudIdentity;
    private ManifestSource sharedManifests;

    /** Reads what was saved. */
    public WaybillConfiguration() {
        load();
    }

    /** The instance. */
    public static WaybillConfiguration get() {
        return ExtensionList.lookupSingleton(WaybillConfiguration.class);
    }

    /** Author and committer of commits whose manifest names nobody. */
    public String getCommitName() {
        return commitName;
    }

    /** Empty for the default. */
    @DataBoundSetter
    public void setCommitName(String commitName) {
        this.commitName = commitName == null || commitName.isBlank() ? DEFAULT_NAME : commitName.trim();
        save();
    }

    /** The address in those commits. */
    public String getCommitEmail() {
        return commitEmail;
    }

    /** Empty for the default. */
    @DataBoundSetter
    public void setCommitEmail(String commitEmail) {
        this.commitEmail = commitEmail == null || commitEmail.isBlank() ? DEFAULT_EMAIL : commitEmail.trim();
        save();
    }

    /** Secret text with the OpenPGP private key that signs those commits; empty to leave them unsigned. */
    public String getSigningKeyCredentialsId() {
        return signingKeyCredentialsId;
    }

    /** Empty for none. */
    @DataBoundSetter
    public void setSigningKeyCredentialsId(String signingKeyCredentialsId) {
        this.signingKeyCredentialsId = signingKeyCredentialsId == null ? "" : signingKeyCredentialsId.trim();
        save();
    }

    /** Whether SSH servers that {@code JENKINS_HOME/waybill/known_hosts} does not list are refused. */
    public boolean isStrictHostKeys() {
        return strictHostKeys;
    }

    /** False to trust and remember the first key of an unknown server. */
    @DataBoundSetter
    public void setStrictHostKeys(boolean strictHostKeys) {
        this.strictHostKeys = strictHostKeys;
        save();
    }

    /** The Argo CD servers; the first that serves a Stage is its own. */
    public List<ArgoCdServer> getArgoCdServers() {
        return List.copyOf(argoCdServers);
    }

    /** Replaces the servers. */
    @DataBoundSetter
    public void setArgoCdServers(List<ArgoCdServer> argoCdServers) {
        this.argoCdServers = argoCdServers == null ? new ArrayList<>() : new ArrayList<>(argoCdServers);
        save();
    }

    /** Where the programs of steps run, for projects that say nothing about it. */
    public ToolSettings getTools() {
        return tools;
    }

    /** Null for any agent. */
    @DataBoundSetter
    public void setTools(ToolSettings tools) {
        this.tools = tools == null ? new ToolSettings() : tools;
        save();
    }

    /** Whether programs may also run on the controller's own machine. */
    public boolean isToolsOnController() {
        return toolsOnController;
    }

    /** False, unless the controller is also meant to be an agent. */
    @DataBoundSetter
    public void setToolsOnController(boolean toolsOnController) {
        this.toolsOnController = toolsOnController;
        save();
    }

    /** The database that keeps the state; null for a file in {@code JENKINS_HOME}. */
    @CheckForNull
    public PostgreSqlStorage getPostgreSql() {
        return postgreSql;
    }

    /** Null for a file in {@code JENKINS_HOME}; in force after a restart. */
    @DataBoundSetter
    public void setPostgreSql(@CheckForNull PostgreSqlStorage postgreSql) {
        this.postgreSql = postgreSql;
        save();
    }

    /** Servers that are asked for images before the registries that they mirror. */
    public List<ConfiguredMirror> getRegistryMirrors() {
        return List.copyOf(registryMirrors);
    }

    /** Replaces the mirrors; in force after a restart. */
    @DataBoundSetter
    public void setRegistryMirrors(List<ConfiguredMirror> registryMirrors) {
        this.registryMirrors = registryMirrors == null ? new ArrayList<>() : new ArrayList<>(registryMirrors);
        save();
    }

    /** Whether all projects may use what the controller is in its cloud, for registries without credentials. */
    public boolean isCloudIdentity() {
        return cloudIdentity;
    }

    /** False, unless everybody who has a project may read whatever the controller may read; in force after a restart. */
    @DataBoundSetter
    public void setCloudIdentity(boolean cloudIdentity) {
        this.cloudIdentity = cloudIdentity;
        save();
    }

    /** Where the manifests come from that all projects share; null for none. */
    @CheckForNull
    public ManifestSource getSharedManifests() {
        return sharedManifests;
    }

    /** Null for none; in force at once. */
    @DataBoundSetter
    public void setSharedManifests(@CheckForNull ManifestSource sharedManifests) {
        this.sharedManifests = sharedManifests == null || sharedManifests.isBlank() ? null : sharedManifests;
        save();
        // Before the engine runs there is nobody to tell; it reads them when it starts.
        if (WaybillEngine.get().started().isEmpty()) {
            return;
        }
        if (this.sharedManifests == null || this.sharedManifests instanceof InlineManifests) {
            SharedDefinitions.get().refresh();
        } else {
            Definitions.get().refreshSharedLater();
        }
    }

    /** Whether they have to be fetched, for the form. */
    public boolean sharedFromGit() {
        return sharedManifests instanceof GitManifestSource;
    }

    /** How reading them went, for the form. */
    public DefinitionStatus sharedStatus() {
        return SharedDefinitions.get().status();
    }

    /** Where their receivers of webhooks listen, for the form. */
    public List<WebhookAddress> sharedWebhooks() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? SharedDefinitions.get().webhookAddresses()
                : List.of();
    }

    /** Reads the manifests that all projects share as they are saved, and tells how it went. */
    @POST
    public FormValidation doReadSharedManifests() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (sharedManifests == null) {
            return FormValidation.warning(Messages.WaybillConfiguration_nothingShared());
        }
        DefinitionStatus status = SharedDefinitions.get().refresh();
        return status.isBroken()
                ? FormValidation.error(status.problem())
                : FormValidation.ok(Messages.WaybillConfiguration_sharedInForce(status.inForce()));
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        refuseSecrets(request, form);
        // A form leaves out lists without entries and what is not ticked.
        for (String list : List.of("argoCdServers", "registryMirrors")) {
            if (!form.has(list)) {
                form.put(list, new JSONArray());
            }
        }
        try (BulkChange change = new BulkChange(this)) {
            if (!form.has("postgreSql")) {
                setPostgreSql(null);
            }
            request.bindJSON(this, form);
            change.commit();
        } catch (IOException e) {
            throw new FormException(Messages.WaybillConfiguration_notSaved(e.getMessage()), e, "sharedManifests");
        }
        return true;
    }

    /** What is typed is kept in a file that is no place for secrets. */
    private static void refuseSecrets(StaplerRequest2 request, JSONObject form) throws FormException {
        if (form.optJSONObject("sharedManifests") == null
                || !(request.bindJSON(ManifestSource.class, form.getJSONObject("sharedManifests"))
                        instanceof InlineManifests typed)) {
            return;
        }
        Optional<Finding> secret = typed.sharedByAll().secret();
        if (secret.isPresent()) {
            throw new FormException(
                    Messages.WaybillConfiguration_secret(
                            secret.get().position(), secret.get().message()),
                    "sharedManifests");
        }
    }

    /**
     * Where the engine keeps its state.
     *
     * @throws io.jenkins.plugins.waybill.store.StoreException when that is not set up well
     */
    public StoreSettings store() {
        return postgreSql == null ? StoreSettings.embedded() : postgreSql.settings();
    }

    /** Jenkins as the engine sees it. Changes of names, signing, host keys, mirrors and
     * the cloud identity are in force after a restart. */
    public Host host() {
        Path home = Jenkins.get().getRootDir().toPath().resolve("waybill");
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + home + " cannot be made: " + e.getMessage(), e);
        }
        return new Host(
                        home,
                        InstantSource.system(),
                        credentials(),
                        new CommitIdentity(commitName, commitEmail, signingKey()),
                        new HostKeys(
                                strictHostKeys ? HostKeys.Policy.STRICT : HostKeys.Policy.ACCEPT_FIRST,
                                home.resolve("known_hosts")),
                        (project, stage) -> getArgoCdServers().stream()
                                .filter(server -> server.serves(project, stage))
                                .findFirst()
                                .flatMap(server -> server.resolve(project)),
                        boardUrl())
                .with(new JenkinsJobs(home))
                .with(new AgentTools())
                .with(JenkinsNetwork.current(getRegistryMirrors()));
    }

    private Credentials credentials() {
        Credentials stored = new JenkinsCredentials();
        return cloudIdentity ? new MachineIdentity(EnvVars.masterEnvVars::get).behind(stored) : stored;
    }

    @CheckForNull
    private Secret signingKey() {
        if (signingKeyCredentialsId.isEmpty()) {
            return null;
        }
        StringCredentials key =
                CredentialsMatchers.firstOrNull(signingKeys(), CredentialsMatchers.withId(signingKeyCredentialsId));
        // Unsigned commits in place of signed ones would be noticed too late.
        return Secret.of(key == null ? "" : key.getSecret().getPlainText());
    }

    private static List<StringCredentials> signingKeys() {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
    }

    /** Secret texts of Jenkins itself. */
    @POST
    public ListBoxModel doFillSigningKeyCredentialsIdItems(@QueryParameter String signingKeyCredentialsId) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return choices.includeCurrentValue(signingKeyCredentialsId);
        }
        return choices.includeEmptyValue()
                .includeAs(ACL.SYSTEM2, Jenkins.get(), StringCredentials.class)
                .includeCurrentValue(signingKeyCredentialsId);
    }

    /** A key that can sign now. */
    @POST
    public FormValidation doCheckSigningKeyCredentialsId(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (value.isBlank()) {
            return FormValidation.ok();
        }
        StringCredentials chosen = CredentialsMatchers.firstOrNull(signingKeys(), CredentialsMatchers.withId(value));
        if (chosen == null) {
            return FormValidation.error(Messages.WaybillConfiguration_noKey(value));
        }
        try {
            SigningKey key = SigningKey.read(
                    chosen.getSecret().getPlainText(), InstantSource.system().instant());
            return FormValidation.ok(Messages.WaybillConfiguration_key(key.fingerprint()));
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Links need Jenkins' own address; without one there are none. */
    private static String boardUrl() {
        String root = JenkinsLocationConfiguration.get().getUrl();
        return root == null ? "" : root + "waybill";
    }

    /** An address that Git accepts. */
    @POST
    public FormValidation doCheckCommitEmail(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return value.isBlank() || value.matches("[^<>\\s]+@[^<>\\s]+")
                ? FormValidation.ok()
                : FormValidation.error(Messages.WaybillConfiguration_noAddress());
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.WaybillConfiguration_displayName();
    }
}
