package io.jenkins.plugins.waybill.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;

/** Recognises the keys of clouds in the shapes that people keep them in. */
public final class CloudCredentials {

    private static final Pattern AWS_KEY_ID = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{12,124}");

    private CloudCredentials() {}

    /**
     * The key in a Secret with Kargo's names: {@code awsRegion}, {@code awsAccessKeyID} and {@code awsSecretAccessKey}, or
     * {@code gcpServiceAccountKey}, which is encoded in base64 once more. As in Kargo, each is for addresses of its own
     * cloud only.
     *
     * @param repoUrl of the repository, as manifests have it
     */
    public static Optional<Credential> ofSecret(Map<String, Secret> data, String repoUrl) {
        Secret region = data.get("awsRegion");
        Secret id = data.get("awsAccessKeyID");
        Secret key = data.get("awsSecretAccessKey");
        if (region != null
                && id != null
                && key != null
                && CloudAddress.aws(repoUrl).isPresent()) {
            return Optional.of(new Credential.AwsKey(
                    region.reveal().strip(),
                    id.reveal().strip(),
                    Secret.of(key.reveal().strip()),
                    null));
        }
        Secret google = data.get("gcpServiceAccountKey");
        return google != null && CloudAddress.isGoogle(repoUrl)
                ? Optional.of(new Credential.GoogleKey(Secret.of(decoded(google.reveal()))))
                : Optional.empty();
    }

    /**
     * The GitHub App in a Secret with Kargo's names: {@code githubAppClientID} or {@code githubAppID},
     * {@code githubAppInstallationID} and {@code githubAppPrivateKey}; for {@code https} addresses only.
     *
     * @param repoUrl of the repository, as manifests have it
     */
    public static Optional<Credential> gitHubApp(Map<String, Secret> data, String repoUrl) {
        Secret app = data.getOrDefault("githubAppClientID", data.get("githubAppID"));
        Secret installation = data.get("githubAppInstallationID");
        Secret key = data.get("githubAppPrivateKey");
        return app == null || installation == null || key == null || !GitHubAppLogins.fits(repoUrl)
                ? Optional.empty()
                : Optional.of(new Credential.GitHubApp(
                        app.reveal().strip(), installation.reveal().strip(), key));
    }

    /**
     * The same credential, or what it stands for at that address: an access key of AWS kept as user name and password, or
     * a key file of a Google service account kept as a text.
     *
     * @param repoUrl of the repository, as manifests have it
     */
    public static Credential suited(Credential credential, String repoUrl) {
        if (credential instanceof Credential.UsernamePassword pair
                && AWS_KEY_ID.matcher(pair.username()).matches()) {
            return CloudAddress.aws(repoUrl)
                    .<Credential>map(
                            address -> new Credential.AwsKey(address.region(), pair.username(), pair.password(), null))
                    .orElse(credential);
        }
        return credential instanceof Credential.Token token
                        && CloudAddress.isGoogle(repoUrl)
                        && token.token().reveal().contains("\"service_account\"")
                ? new Credential.GoogleKey(token.token())
                : credential;
    }

    /** Those who encode it once only mean the same. */
    private static String decoded(String key) {
        String text = key.strip();
        if (text.startsWith("{")) {
            return text;
        }
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
