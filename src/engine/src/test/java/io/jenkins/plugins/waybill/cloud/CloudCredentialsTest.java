package io.jenkins.plugins.waybill.cloud;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Credentials.Kind;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CloudCredentialsTest {

    private static final String ECR = "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop/app";
    private static final String GAR = "us-central1-docker.pkg.dev/my-project/my-images/app";
    private static final String ACR = "shop.azurecr.io/app";
    private static final String KEY_FILE = "{\"type\": \"service_account\"}";

    private static Map<String, Secret> data(String... pairs) {
        Map<String, Secret> data = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            data.put(pairs[i], Secret.of(pairs[i + 1]));
        }
        return data;
    }

    @Test
    void aSecretWithKargosNamesForAwsServesEcrOnly() {
        Map<String, Secret> secret =
                data("awsRegion", "us-east-1", "awsAccessKeyID", "AKIA1", "awsSecretAccessKey", "k");
        Credential key = new Credential.AwsKey("us-east-1", "AKIA1", Secret.of("k"), null);
        assertThat(CloudCredentials.ofSecret(secret, ECR)).contains(key);
        assertThat(CloudCredentials.ofSecret(secret, "oci://" + ECR)).contains(key);
        assertThat(CloudCredentials.ofSecret(secret, "ghcr.io/shop/app")).isEmpty();
        assertThat(CloudCredentials.ofSecret(secret, "evil.example.com/" + ECR)).isEmpty();
        secret.remove("awsRegion");
        assertThat(CloudCredentials.ofSecret(secret, ECR)).isEmpty();
    }

    @Test
    void aSecretWithKargosNameForGoogleHoldsTheKeyEncodedOnceMore() {
        String encoded = Base64.getEncoder().encodeToString(KEY_FILE.getBytes(StandardCharsets.UTF_8));
        Credential key = new Credential.GoogleKey(Secret.of(KEY_FILE));
        for (String address : new String[] {GAR, "oci://" + GAR, "gcr.io/p/app", "eu.gcr.io/p/app"}) {
            assertThat(CloudCredentials.ofSecret(data("gcpServiceAccountKey", encoded), address))
                    .contains(key);
        }
        assertThat(CloudCredentials.ofSecret(data("gcpServiceAccountKey", KEY_FILE), GAR))
                .contains(key);
        assertThat(CloudCredentials.ofSecret(data("gcpServiceAccountKey", encoded), "notgcr.io/p/app"))
                .isEmpty();
    }

    @Test
    void keysKeptInPlainCredentialsAreKnownByTheirLooksAtAddressesOfTheirCloud() {
        Credential pair = new Credential.UsernamePassword("AKIAIOSFODNN7EXAMPLE", Secret.of("k"));
        assertThat(CloudCredentials.suited(pair, ECR))
                .isEqualTo(new Credential.AwsKey("us-west-2", "AKIAIOSFODNN7EXAMPLE", Secret.of("k"), null));
        assertThat(CloudCredentials.suited(pair, "ghcr.io/shop/app")).isEqualTo(pair);
        Credential issued = new Credential.UsernamePassword("AWS", Secret.of("k"));
        assertThat(CloudCredentials.suited(issued, ECR)).isEqualTo(issued);
        Credential text = new Credential.Token(Secret.of(KEY_FILE));
        assertThat(CloudCredentials.suited(text, GAR)).isEqualTo(new Credential.GoogleKey(Secret.of(KEY_FILE)));
        assertThat(CloudCredentials.suited(text, ECR)).isEqualTo(text);
    }

    @Test
    void aMachineIsItselfOnlyInItsCloudAndOnlyWhereThereIsNoSecret() {
        Map<String, String> environment = Map.of(
                "AWS_ROLE_ARN", "arn:aws:iam::1:role/w",
                "AWS_WEB_IDENTITY_TOKEN_FILE", "/run/aws",
                "GOOGLE_APPLICATION_CREDENTIALS", "/run/google",
                "AZURE_TENANT_ID", "tenant",
                "AZURE_CLIENT_ID", "client",
                "AZURE_FEDERATED_TOKEN_FILE", "/run/azure");
        Keyring keyring = new Keyring();
        Credentials credentials = new MachineIdentity(environment::get).behind(keyring);
        assertThat(credentials.repository("shop", Kind.IMAGE, ECR))
                .contains(new Credential.AwsRole(
                        "us-west-2", "123456789012", "shop", "arn:aws:iam::1:role/w", Path.of("/run/aws")));
        assertThat(credentials.repository("shop", Kind.HELM, "oci://" + GAR))
                .contains(new Credential.GoogleKeyFile(Path.of("/run/google")));
        assertThat(credentials.repository("shop", Kind.IMAGE, ACR)).get().isInstanceOf(Credential.AzureIdentity.class);
        assertThat(credentials.repository("shop", Kind.IMAGE, "ghcr.io/shop/app"))
                .isEmpty();
        assertThat(credentials.repository("shop", Kind.GIT, ECR)).isEmpty();
        keyring.with(ECR, new Credential.UsernamePassword("AWS", Secret.of("k")));
        assertThat(credentials.repository("shop", Kind.IMAGE, ECR))
                .get()
                .isInstanceOf(Credential.UsernamePassword.class);
        assertThat(new MachineIdentity(name -> null).credential("shop", ECR)).isEqualTo(Optional.empty());
    }
}
