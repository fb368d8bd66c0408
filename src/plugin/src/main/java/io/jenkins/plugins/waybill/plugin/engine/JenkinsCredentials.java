package io.jenkins.plugins.waybill.plugin.engine;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.project.SharedDefinitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Jenkins' credentials, as far as a project's place in the folders lets it see them.
 *
 * <p>A repository gets the credential that the project names for it, else one from a credentials domain whose
 * specification matches its address. Credentials of the global domain are never offered to an address by themselves: a
 * manifest could name any server.
 */
public final class JenkinsCredentials implements Credentials {

    private static final Logger LOGGER = Logger.getLogger(JenkinsCredentials.class.getName());

    @Override
    public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
        if (project.equals(SharedDefinitions.KEY)) {
            return ofSharedManifests(repoUrl);
        }
        PromotionProject item = PromotionProject.byKey(project).orElse(null);
        if (item == null) {
            return Optional.empty();
        }
        String named = item.credentialsIdFor(repoUrl);
        Optional<StandardCredentials> found =
                named.isEmpty() ? byDomain(item.getParent(), repoUrl) : byId(item, named, requirements(repoUrl));
        if (found.isEmpty() && !named.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "Project {0} names credential {1} for {2}, but there is none of that name",
                    new Object[] {item.getFullName(), named, repoUrl});
        }
        return found.flatMap(credential -> {
            CredentialsProvider.track(item, credential);
            return accessOf(credential);
        });
    }

    /** What opens the repository with the manifests of all projects; it is an administrator who names that. */
    private static Optional<Credential> ofSharedManifests(String repoUrl) {
        String named = WaybillConfiguration.get().getSharedManifests() instanceof GitManifestSource git
                        && git.getRepoUrl().equals(repoUrl)
                ? git.getCredentialsId()
                : "";
        return (named.isEmpty() ? byDomain(Jenkins.get(), repoUrl) : atRoot(named, requirements(repoUrl)))
                .flatMap(JenkinsCredentials::accessOf);
    }

    /** Whether there is a credential of that name at the root of Jenkins that may be used for an address. */
    public static boolean hasAtRoot(String id, String repoUrl) {
        return atRoot(id, requirements(repoUrl)).isPresent();
    }

    /** Whether a project may use a credential of that name for an address. */
    public static boolean has(PromotionProject project, String id, String repoUrl) {
        return byId(project, id, requirements(repoUrl)).isPresent();
    }

    @Override
    public Optional<Map<String, Secret>> secret(String project, String name) {
        return PromotionProject.byKey(project)
                .flatMap(item -> byId(item, name, List.of()).map(credential -> {
                    CredentialsProvider.track(item, credential);
                    return fieldsOf(credential);
                }));
    }

    @Override
    public Optional<Map<String, Secret>> sharedSecret(String name) {
        return Optional.ofNullable(CredentialsMatchers.firstOrNull(
                        CredentialsProvider.lookupCredentialsInItemGroup(
                                StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                        CredentialsMatchers.allOf(
                                CredentialsMatchers.withId(name),
                                // What is for Jenkins itself is for no project.
                                CredentialsMatchers.withScope(CredentialsScope.GLOBAL))))
                .map(JenkinsCredentials::fieldsOf);
    }

    /** Of the scope <em>System</em> too, which no project sees. */
    @Override
    public Optional<Map<String, Secret>> systemSecret(String name) {
        return atRoot(name, List.of()).map(JenkinsCredentials::fieldsOf);
    }

    private static Optional<StandardCredentials> atRoot(String id, List<DomainRequirement> requirements) {
        return Optional.ofNullable(CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements),
                CredentialsMatchers.withId(id)));
    }

    private static List<DomainRequirement> requirements(String repoUrl) {
        return URIRequirementBuilder.fromUri(repoUrl).build();
    }

    private static Optional<StandardCredentials> byId(Item item, String id, List<DomainRequirement> requirements) {
        return Optional.ofNullable(CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItem(StandardCredentials.class, item, ACL.SYSTEM2, requirements),
                CredentialsMatchers.withId(id)));
    }

    private static Optional<StandardCredentials> byDomain(ItemGroup<?> place, String repoUrl) {
        List<DomainRequirement> requirements = requirements(repoUrl);
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            for (CredentialsStore store : CredentialsProvider.lookupStores(place)) {
                for (Domain domain : store.getDomains()) {
                    if (domain.getSpecifications().isEmpty() || !domain.test(requirements)) {
                        continue;
                    }
                    for (com.cloudbees.plugins.credentials.Credentials candidate : store.getCredentials(domain)) {
                        // What is for Jenkins itself is for no project.
                        if (candidate.getScope() != CredentialsScope.SYSTEM
                                && candidate instanceof StandardCredentials standard
                                && opensRepositories(standard)) {
                            return Optional.of(standard);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Without asking for its password, which may have to be made first. */
    private static boolean opensRepositories(StandardCredentials credential) {
        return credential instanceof StandardUsernamePasswordCredentials
                || credential instanceof SSHUserPrivateKey
                || credential instanceof StringCredentials;
    }

    /** How a credential opens a repository; empty for kinds that open none. */
    private static Optional<Credential> accessOf(StandardCredentials credential) {
        if (credential instanceof StandardUsernamePasswordCredentials login) {
            return Optional.of(new Credential.UsernamePassword(login.getUsername(), secret(login.getPassword())));
        }
        if (credential instanceof SSHUserPrivateKey key && !key.getPrivateKeys().isEmpty()) {
            hudson.util.Secret passphrase = key.getPassphrase();
            return Optional.of(new Credential.PrivateKey(
                    key.getUsername(),
                    Secret.of(key.getPrivateKeys().get(0)),
                    passphrase == null ? null : secret(passphrase)));
        }
        if (credential instanceof StringCredentials token) {
            return Optional.of(new Credential.Token(secret(token.getSecret())));
        }
        return Optional.empty();
    }

    /** A credential as {@code secret()} shows it: one key for each part. */
    private static Map<String, Secret> fieldsOf(StandardCredentials credential) {
        Map<String, Secret> fields = new LinkedHashMap<>();
        if (credential instanceof StandardUsernamePasswordCredentials login) {
            fields.put("username", Secret.of(login.getUsername()));
            fields.put("password", secret(login.getPassword()));
        } else if (credential instanceof SSHUserPrivateKey key
                && !key.getPrivateKeys().isEmpty()) {
            fields.put("username", Secret.of(key.getUsername()));
            fields.put("sshPrivateKey", Secret.of(key.getPrivateKeys().get(0)));
        } else if (credential instanceof StringCredentials text) {
            fields.put("secret", secret(text.getSecret()));
            // Kargo's names for it in the Secrets of webhook receivers.
            fields.put("secret-token", secret(text.getSecret()));
            fields.put("auth-header", secret(text.getSecret()));
        } else if (credential instanceof FileCredentials file) {
            try (var content = file.getContent()) {
                fields.put("file", Secret.of(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "The file of credential {0} cannot be read: {1}", new Object[] {
                    credential.getId(), e.getMessage()
                });
            }
        }
        return fields;
    }

    private static Secret secret(hudson.util.Secret secret) {
        return Secret.of(secret.getPlainText());
    }
}
