package io.jenkins.plugins.waybill.cli;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials.Kind;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Manifests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestCredentialsTest {

    private static final String SECRETS = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Project
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: exact, namespace: shop, labels: {kargo.akuity.io/cred-type: git}}
            stringData: {repoURL: "https://github.com/example/app", username: ada, password: s3cret-one}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: pattern, namespace: shop, labels: {kargo.akuity.io/cred-type: git}}
            data:
              repoURL: Xmh0dHBzOi8vZ2l0XC5leGFtcGxlXC5jb20v
              repoURLIsRegex: dHJ1ZQ==
              username: Ym9i
              password: czNjcmV0LXR3bw==
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: key, namespace: kargo-shared-resources, labels: {kargo.akuity.io/cred-type: git}}
            stringData: {repoURL: "git@github.com:example/ops.git", sshPrivateKey: "-----BEGIN KEY-----"}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: images, namespace: shop, labels: {kargo.akuity.io/cred-type: image}}
            stringData: {repoURL: ghcr.io/example/app, username: ada, password: s3cret-three}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: shared, namespace: kargo-shared-resources, labels: {kargo.akuity.io/cred-type: generic}}
            stringData: {token: s3cret-four}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: aws, namespace: shop, labels: {kargo.akuity.io/cred-type: image}}
            stringData:
              awsRegion: us-west-2
              awsAccessKeyID: AKIAIOSFODNN7EXAMPLE
              awsSecretAccessKey: s3cret-five
              repoURL: 123456789012.dkr.ecr.us-west-2.amazonaws.com/app
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: google, namespace: shop, labels: {kargo.akuity.io/cred-type: helm}}
            stringData:
              gcpServiceAccountKey: eyJ0eXBlIjoic2VydmljZV9hY2NvdW50In0=
              repoURL: oci://us-central1-docker.pkg.dev/shop/charts/app
            """;

    private final ManifestCredentials credentials = new ManifestCredentials(Manifests.read("secrets.yaml", SECRETS));

    @Test
    void a_repository_is_found_by_its_normalised_address() {
        assertThat(credentials.repository("shop", Kind.GIT, "https://github.com/example/app.git"))
                .hasValueSatisfying(found -> assertThat(
                                ((Credential.UsernamePassword) found).password().reveal())
                        .isEqualTo("s3cret-one"));
        assertThat(credentials.repository("shop", Kind.GIT, "https://github.com/example/app-two"))
                .isEmpty();
    }

    @Test
    void a_repository_is_found_by_a_pattern_in_encoded_data() {
        assertThat(credentials.repository("shop", Kind.GIT, "https://git.example.com/any/thing"))
                .hasValueSatisfying(found -> assertThat(((Credential.UsernamePassword) found).username())
                        .isEqualTo("bob"));
    }

    @Test
    void a_shared_key_serves_every_project() {
        assertThat(credentials.repository("other", Kind.GIT, "ssh://git@github.com/example/ops"))
                .get()
                .isInstanceOf(Credential.PrivateKey.class);
    }

    @Test
    void a_secret_serves_its_own_kind_and_project_only() {
        assertThat(credentials.repository("shop", Kind.IMAGE, "ghcr.io/example/app"))
                .isPresent();
        assertThat(credentials.repository("shop", Kind.HELM, "ghcr.io/example/app"))
                .isEmpty();
        assertThat(credentials.repository("other", Kind.IMAGE, "ghcr.io/example/app"))
                .isEmpty();
    }

    @Test
    void a_plain_connection_gets_no_password() {
        assertThat(credentials.repository("shop", Kind.GIT, "http://github.com/example/app"))
                .isEmpty();
    }

    @Test
    void expressions_see_the_projects_secrets_and_shared_generic_ones() {
        assertThat(credentials.secret("shop", "exact")).isPresent();
        assertThat(credentials.secret("other", "exact")).isEmpty();
        assertThat(credentials.sharedSecret("shared").orElseThrow().get("token").reveal())
                .isEqualTo("s3cret-four");
        assertThat(credentials.sharedSecret("key")).isEmpty();
    }

    @Test
    void keys_of_clouds_are_read_by_their_names_in_kargo() {
        assertThat(credentials.repository("shop", Kind.IMAGE, "123456789012.dkr.ecr.us-west-2.amazonaws.com/app"))
                .contains(new Credential.AwsKey("us-west-2", "AKIAIOSFODNN7EXAMPLE", Secret.of("s3cret-five"), null));
        assertThat(credentials.repository("shop", Kind.HELM, "oci://us-central1-docker.pkg.dev/shop/charts/app"))
                .contains(new Credential.GoogleKey(Secret.of("{\"type\":\"service_account\"}")));
    }

    @Test
    void nothing_that_is_printed_shows_a_secret() {
        assertThat(credentials
                        .repository("shop", Kind.GIT, "https://github.com/example/app")
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void aGitHubAppIsForTheRepositoriesThatItsSecretGrantsTheProject() {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: app
                  namespace: kargo-shared-resources
                  labels: {kargo.akuity.io/cred-type: git}
                  annotations: {kargo.akuity.io/github-token-scopes: 'SCOPES'}
                stringData:
                  repoURL: ^https://github\\.com/example/
                  repoURLIsRegex: "true"
                  githubAppID: "12"
                  githubAppInstallationID: "7"
                  githubAppPrivateKey: s3cret-key
                """;
        String deploy = "https://github.com/example/deploy.git";
        Credential app = new Credential.GitHubApp("12", "7", Secret.of("s3cret-key"));

        assertThat(read(secret.replace("SCOPES", "")).repository("shop", Kind.GIT, deploy))
                .contains(app);
        assertThat(read(secret.replace("SCOPES", "{\"shop\": [\"deploy\"]}")).repository("shop", Kind.GIT, deploy))
                .contains(app);
        assertThat(read(secret.replace("SCOPES", "{\"shop\": [\"app\"]}")).repository("shop", Kind.GIT, deploy))
                .isEmpty();
        assertThat(read(secret.replace("SCOPES", "{\"other\": [\"deploy\"]}")).repository("shop", Kind.GIT, deploy))
                .isEmpty();
        assertThat(read(secret.replace("SCOPES", "{broken")).repository("shop", Kind.GIT, deploy))
                .isEmpty();
    }

    private static ManifestCredentials read(String secret) {
        return new ManifestCredentials(Manifests.read("secret.yaml", secret));
    }
}
