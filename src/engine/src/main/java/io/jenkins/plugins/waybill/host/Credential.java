package io.jenkins.plugins.waybill.host;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Access to a repository. */
public sealed interface Credential {

    /** A user name and a password, or a token in the password's place. */
    record UsernamePassword(String username, Secret password) implements Credential {}

    /** A bearer token without a user name. */
    record Token(Secret token) implements Credential {}

    /**
     * A private key for SSH.
     *
     * @param username the user at the server; empty for the one in the URL
     * @param key OpenSSH or PEM text
     * @param passphrase null for a key that has none
     */
    record PrivateKey(String username, Secret key, @Nullable Secret passphrase) implements Credential {}

    /**
     * An access key of AWS; for image registries (ECR), which give passwords for a while to whoever can sign with it.
     *
     * @param region of the registry
     * @param sessionToken null for a key that lasts
     */
    record AwsKey(
            String region,
            String accessKeyId,
            Secret secretAccessKey,
            @Nullable Secret sessionToken) implements Credential {}

    /**
     * A role of AWS that this machine may take by a token that its platform keeps in a file; for image registries (ECR).
     *
     * @param region of the registry
     * @param registryAccount the number of the account that has the registry
     * @param project on whose behalf; its own role, {@code kargo-project-NAME}, is tried first
     * @param roleArn the role of this machine
     * @param tokenFile read anew each time
     */
    record AwsRole(String region, String registryAccount, String project, String roleArn, Path tokenFile)
            implements Credential {}

    /**
     * A key of a Google service account; for image registries (Artifact Registry, Container Registry).
     *
     * @param json the file that Google makes for it
     */
    record GoogleKey(Secret json) implements Credential {}

    /**
     * As {@link GoogleKey}, in a file that this machine's platform provides; or one for workload identity federation, of
     * type {@code external_account}.
     *
     * @param file read anew each time
     */
    record GoogleKeyFile(Path file) implements Credential {}

    /**
     * An application of Azure that this machine may act as by a token that its platform keeps in a file; for image
     * registries (ACR).
     *
     * @param authority where Azure logs in, such as {@code https://login.microsoftonline.com/}
     * @param tokenFile read anew each time
     */
    record AzureIdentity(URI authority, String tenant, String client, Path tokenFile) implements Credential {}

    /**
     * A GitHub App as it is installed in one organisation or account; for Git and for the API of GitHub, which gives tokens
     * for a while to whoever can sign with the App's key.
     *
     * @param app its client id or number
     * @param installation the number of the installation
     * @param privateKey the PEM file that GitHub makes for it
     */
    record GitHubApp(String app, String installation, Secret privateKey) implements Credential {}
}
