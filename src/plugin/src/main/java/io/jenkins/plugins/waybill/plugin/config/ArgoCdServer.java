package io.jenkins.plugins.waybill.plugin.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.waybill.argocd.ArgoCd;
import io.jenkins.plugins.waybill.argocd.ArgoCdException;
import io.jenkins.plugins.waybill.argocd.ServerInfo;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An Argo CD server that Stages may be bound to, and which projects may use it. */
public final class ArgoCdServer extends AbstractDescribableImpl<ArgoCdServer> {

    /** Who waits at a form for longer than that suspects the form. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final String url;
    private final String credentialsId;
    private String namespace = ArgoServer.NAMESPACE;
    private String projects = "";
    private String stages = "";
    private String certificates = "";

    /** A server for all projects and Stages. */
    @DataBoundConstructor
    public ArgoCdServer(String name, String url, String credentialsId) {
        this.name = name == null ? "" : name.trim();
        this.url = url == null ? "" : url.trim();
        this.credentialsId = credentialsId == null ? "" : credentialsId.trim();
    }

    /** For people, in messages. */
    public String getName() {
        return name;
    }

    /** Where it answers, with its path prefix if it has one. */
    public String getUrl() {
        return url;
    }

    /** An API token as secret text, or a user name and a password. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** Where Applications live that a manifest gives no namespace. */
    public String getNamespace() {
        return namespace;
    }

    /** Empty for {@code argocd}. */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = namespace == null || namespace.isBlank() ? ArgoServer.NAMESPACE : namespace.trim();
    }

    /** Full names of the Promotion projects or folders that may use it, separated by commas; empty for all. */
    public String getProjects() {
        return projects;
    }

    /** Full names, separated by commas. */
    @DataBoundSetter
    public void setProjects(String projects) {
        this.projects = projects == null ? "" : projects.trim();
    }

    /** A regular expression that the names of its Stages match; empty for all. */
    public String getStages() {
        return stages;
    }

    /** A regular expression for the whole name. */
    @DataBoundSetter
    public void setStages(String stages) {
        this.stages = stages == null ? "" : stages.trim();
    }

    /** PEM certificates to trust in place of the public ones; empty for those. */
    public String getCertificates() {
        return certificates;
    }

    /** PEM text. */
    @DataBoundSetter
    public void setCertificates(String certificates) {
        this.certificates = certificates == null ? "" : certificates.trim();
    }

    boolean serves(String project, String stage) {
        boolean mayUse = projects.isEmpty()
                || PromotionProject.byKey(project)
                        .filter(item -> Arrays.stream(projects.split(","))
                                .map(String::trim)
                                .anyMatch(named -> item.getFullName().equals(named)
                                        || item.getFullName().startsWith(named + "/")))
                        .isPresent();
        return mayUse && (stages.isEmpty() || Pattern.matches(stages, stage));
    }

    Optional<ArgoServer> resolve(String project) {
        return credential().map(credential -> {
            PromotionProject.byKey(project)
                    .ifPresent(item -> find(credentialsId).ifPresent(used -> CredentialsProvider.track(item, used)));
            return with(credential);
        });
    }

    private ArgoServer with(Credential credential) {
        return new ArgoServer(
                name, URI.create(url), credential, namespace, certificates.isEmpty() ? null : certificates);
    }

    private Optional<Credential> credential() {
        return find(credentialsId).flatMap(found -> {
            if (found instanceof StringCredentials token) {
                return Optional.of(
                        new Credential.Token(Secret.of(token.getSecret().getPlainText())));
            }
            if (found instanceof StandardUsernamePasswordCredentials login) {
                return Optional.of(new Credential.UsernamePassword(
                        login.getUsername(), Secret.of(login.getPassword().getPlainText())));
            }
            return Optional.empty();
        });
    }

    private static Optional<StandardCredentials> find(String id) {
        return Optional.ofNullable(CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id)));
    }

    /** Describes it. */
    @Extension
    @Symbol("argoCdServer")
    public static final class DescriptorImpl extends Descriptor<ArgoCdServer> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ArgoCdServer_displayName();
        }

        /** Tokens and logins that suit the address. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String url, @QueryParameter String credentialsId) {
            StandardListBoxModel choices = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return choices.includeCurrentValue(credentialsId);
            }
            return choices.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardCredentials.class,
                            URIRequirementBuilder.fromUri(url).build(),
                            CredentialsMatchers.anyOf(
                                    CredentialsMatchers.instanceOf(StringCredentials.class),
                                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)))
                    .includeCurrentValue(credentialsId);
        }

        /** An address of a web server. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return value.matches("https?://[^\\s/@?]+(/[^\\s?]*)?")
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.ArgoCdServer_badUrl());
        }

        /** Asks the server who it is and whom it takes Waybill for. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String certificates)
                throws InterruptedException {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ArgoCdServer server = new ArgoCdServer(name, url, credentialsId);
            server.setCertificates(certificates);
            Optional<Credential> credential = server.credential();
            if (credential.isEmpty()) {
                return FormValidation.error(
                        credentialsId.isBlank()
                                ? Messages.ArgoCdServer_noCredential()
                                : Messages.ArgoCdServer_credentialGone(credentialsId));
            }
            try {
                ServerInfo info =
                        ArgoCd.at(server.with(credential.get()), PATIENCE).about();
                return FormValidation.ok(Messages.ArgoCdServer_answers(info.version(), info.user()));
            } catch (ArgoCdException | IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** A regular expression that compiles. */
        @POST
        public FormValidation doCheckStages(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                Pattern.compile(value);
                return FormValidation.ok();
            } catch (PatternSyntaxException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
