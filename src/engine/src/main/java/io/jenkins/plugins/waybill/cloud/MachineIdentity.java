package io.jenkins.plugins.waybill.cloud;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud that this machine runs in lets it be, by the environment variables of the clouds' own tools. What only a
 * link-local address gives away (EC2, ECS and EKS Pod Identity, Google's and Azure's metadata) is not asked for: requests
 * to those are refused, whoever sends them.
 */
public final class MachineIdentity {

    private final Function<String, @Nullable String> environment;

    /**
     * An identity by an environment.
     *
     * @param environment variables by name; null for one that is not set
     */
    public MachineIdentity(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The identity for an image repository; empty when the repository is in no cloud, or this machine is nobody there.
     *
     * @param project on whose behalf
     * @param repoUrl as manifests have it
     */
    public Optional<Credential> credential(String project, String repoUrl) {
        Optional<CloudAddress.Aws> aws = CloudAddress.aws(repoUrl);
        if (aws.isPresent()) {
            return aws(project, aws.get());
        }
        if (CloudAddress.isGoogle(repoUrl)) {
            return variable("GOOGLE_APPLICATION_CREDENTIALS").map(file -> new Credential.GoogleKeyFile(Path.of(file)));
        }
        return CloudAddress.isAzure(repoUrl) ? azure() : Optional.empty();
    }

    /** A host's secrets, and this machine's identity for image repositories in a cloud that it has no secrets for. */
    public Credentials behind(Credentials secrets) {
        return new Credentials() {
            @Override
            public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
                Optional<Credential> known = secrets.repository(project, kind, repoUrl);
                return known.isPresent() || (kind != Kind.IMAGE && kind != Kind.HELM)
                        ? known
                        : credential(project, repoUrl);
            }

            @Override
            public Optional<Map<String, Secret>> secret(String project, String name) {
                return secrets.secret(project, name);
            }

            @Override
            public Optional<Map<String, Secret>> sharedSecret(String name) {
                return secrets.sharedSecret(name);
            }

            @Override
            public Optional<Map<String, Secret>> systemSecret(String name) {
                return secrets.systemSecret(name);
            }
        };
    }

    private Optional<Credential> aws(String project, CloudAddress.Aws address) {
        Optional<String> role = variable("AWS_ROLE_ARN");
        Optional<String> file = variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        Optional<String> id = variable("AWS_ACCESS_KEY_ID");
        Optional<String> secret = variable("AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() && secret.isPresent()) {
            return Optional.of(new Credential.AwsKey(
                    address.region(),
                    id.get(),
                    Secret.of(secret.get()),
                    variable("AWS_SESSION_TOKEN").map(Secret::of).orElse(null)));
        }
        return role.isPresent() && file.isPresent()
                ? Optional.of(new Credential.AwsRole(
                        address.region(), address.account(), project, role.get(), Path.of(file.get())))
                : Optional.empty();
    }

    private Optional<Credential> azure() {
        Optional<String> tenant = variable("AZURE_TENANT_ID");
        Optional<String> client = variable("AZURE_CLIENT_ID");
        Optional<String> file = variable("AZURE_FEDERATED_TOKEN_FILE");
        return tenant.isPresent() && client.isPresent() && file.isPresent()
                ? Optional.of(new Credential.AzureIdentity(
                        URI.create(variable("AZURE_AUTHORITY_HOST").orElse("https://login.microsoftonline.com/")),
                        tenant.get(),
                        client.get(),
                        Path.of(file.get())))
                : Optional.empty();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
