package io.jenkins.plugins.waybill.cloud;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against servers that answer as the clouds' descriptions of their services say. */
class CloudLoginsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ECR = "POST /api.ecr/eu-west-1";
    private static final String STS = "POST /sts/eu-west-1";
    private static final String KEY_SECRET = "aws-s3cret-key";
    private static final Credential.AwsKey AWS_KEY =
            new Credential.AwsKey("eu-west-1", "AKIAIOSFODNN7EXAMPLE", Secret.of(KEY_SECRET), null);

    @TempDir
    private Path home;

    private StubServer server;
    private CloudLogins logins;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void open() throws Exception {
        server = StubServer.start();
        logins = StubClouds.at(server, () -> now);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAwsKeyGivesThePasswordOfEcr() throws Exception {
        server.on(ECR, 200, ecrAnswer("first", now.plus(Duration.ofHours(12))));

        assertThat(logins.login(AWS_KEY, "123456789012.dkr.ecr.eu-west-1.amazonaws.com"))
                .isEqualTo(new Credential.UsernamePassword("AWS", Secret.of("first")));
        StubServer.Seen seen = server.last(ECR);
        assertThat(seen.body()).isEqualTo("{}");
        assertThat(seen.headers())
                .containsEntry("X-amz-target", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken")
                .containsEntry("Content-type", "application/x-amz-json-1.1")
                .containsEntry("X-amz-date", "20260301T120000Z");
        assertThat(seen.headers().get("Authorization"))
                .matches("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260301/eu-west-1/ecr/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=[0-9a-f]{64}");
    }

    @Test
    void aLoginIsKeptUntilShortlyBeforeItsEnd() throws Exception {
        Instant end = now.plus(Duration.ofHours(12));
        server.on(ECR, 200, ecrAnswer("first", end)).on(ECR, 200, ecrAnswer("second", end.plus(Duration.ofHours(12))));

        assertThat(logins.login(AWS_KEY, "one").password().reveal()).isEqualTo("first");
        now = end.minus(Duration.ofMinutes(6));
        assertThat(logins.login(AWS_KEY, "two").password().reveal()).isEqualTo("first");
        now = end.minus(Duration.ofMinutes(4));
        assertThat(logins.login(AWS_KEY, "one").password().reveal()).isEqualTo("second");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aKeyThatAwsDoesNotKnowIsSaidToBeUnknownWithoutTheSecret() {
        server.on(
                ECR,
                400,
                "{\"__type\":\"UnrecognizedClientException\","
                        + "\"message\":\"The security token included in the request is invalid.\"}");

        assertThatThrownBy(() -> logins.login(AWS_KEY, "registry"))
                .isInstanceOfSatisfying(
                        CloudFailure.class, e -> assertThat(e.reason()).isEqualTo(CloudFailure.Reason.DENIED))
                .hasMessage("AWS gives no password for the registries of eu-west-1 to the access key"
                        + " AKIAIOSFODNN7EXAMPLE: status 400 (UnrecognizedClientException: The security token included"
                        + " in the request is invalid.). Check region, access key ID and secret access key in the"
                        + " credential of this repository, and that its user has the permission"
                        + " ecr:GetAuthorizationToken.");
    }

    @Test
    void aServiceThatQuotesWhatWasSentIsNotQuotedInTurn() {
        server.on(
                ECR,
                400,
                "{\"__type\":\"InvalidSignatureException\",\"message\":\"The signature does not match.\\n\\nThe"
                        + " Canonical String should have been\\nx-amz-security-token:stolen-session\"}");

        assertThatThrownBy(() -> logins.login(AWS_KEY, "registry"))
                .hasMessageContaining("The signature does not match.")
                .hasMessageNotContaining("stolen-session")
                .hasMessageNotContaining(KEY_SECRET);
    }

    @Test
    void aRegionThatIsNoneIsNotMadeAnAddress() {
        Credential.AwsKey crooked =
                new Credential.AwsKey("evil.example.com/", "AKIAIOSFODNN7EXAMPLE", Secret.of(KEY_SECRET), null);
        assertThatThrownBy(() -> logins.login(crooked, "registry")).hasMessageContaining("is no region of AWS");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCloudThatStumblesIsAskedAgain() throws Exception {
        server.on(ECR, 503, "{}").on(ECR, 200, ecrAnswer("third time", now.plus(Duration.ofHours(12))));
        assertThat(logins.login(AWS_KEY, "registry").password().reveal()).isEqualTo("third time");

        server.forget(ECR).on(ECR, 500, "{}");
        now = now.plus(Duration.ofHours(13));
        assertThatThrownBy(() -> logins.login(AWS_KEY, "registry"))
                .isInstanceOfSatisfying(
                        CloudFailure.class, e -> assertThat(e.reason()).isEqualTo(CloudFailure.Reason.BROKEN))
                .hasMessageContaining("status 500");
    }

    @Test
    void aRoleOfTheMachineTakesTheRoleOfTheProject() throws Exception {
        server.on(STS, 200, Map.of("Content-Type", "text/xml"), stsAnswer("AssumeRoleWithWebIdentity", "ASIAMACHINE"))
                .on(STS, 200, Map.of("Content-Type", "text/xml"), stsAnswer("AssumeRole", "ASIAPROJECT"))
                .on(ECR, 200, ecrAnswer("for the project", now.plus(Duration.ofHours(12))));

        assertThat(logins.login(role(), "registry").password().reveal()).isEqualTo("for the project");
        assertThat(form(server.last(STS).body()))
                .containsEntry("Action", "AssumeRole")
                .containsEntry("Version", "2011-06-15")
                .containsEntry("RoleArn", "arn:aws:iam::123456789012:role/kargo-project-shop")
                .containsEntry("ExternalId", "kargo-project-shop");
        assertThat(server.last(STS).headers().get("Authorization")).contains("Credential=ASIAMACHINE/20260301/");
        assertThat(server.last(ECR).headers().get("Authorization")).contains("Credential=ASIAPROJECT/20260301/");
        assertThat(server.last(ECR).headers()).containsEntry("X-amz-security-token", "session-of-ASIAPROJECT");
    }

    @Test
    void aMachineThatMayTakeNoRoleOfTheProjectShowsItsOwn() throws Exception {
        String denied = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                + "<Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>";
        server.on(STS, 200, stsAnswer("AssumeRoleWithWebIdentity", "ASIAMACHINE"))
                .on(STS, 403, denied)
                .on(ECR, 200, ecrAnswer("for the machine", now.plus(Duration.ofHours(12))));

        assertThat(logins.login(role(), "registry").password().reveal()).isEqualTo("for the machine");
        assertThat(server.requests()).containsExactly(STS, STS, STS, ECR);
        assertThat(server.last(ECR).headers().get("Authorization")).contains("Credential=ASIAMACHINE/");
    }

    @Test
    void aMachineWhoseTokenAwsDoesNotTakeIsToldSo() throws Exception {
        server.on(
                STS,
                400,
                "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                        + "<Code>InvalidIdentityToken</Code><Message>Couldn't retrieve verification key</Message>"
                        + "</Error></ErrorResponse>");
        Credential.AwsRole role = role();
        assertThatThrownBy(() -> logins.login(role, "registry"))
                .hasMessageContaining("(InvalidIdentityToken: Couldn't retrieve verification key)")
                .hasMessageContaining("trust policy")
                .hasMessageNotContaining("platform-t0ken");
        Files.delete(role.tokenFile());
        assertThatThrownBy(() -> logins.login(role, "registry"))
                .hasMessageContaining(role.tokenFile() + ", cannot be read");
    }

    @Test
    void aGoogleKeySignsForAnAccessToken() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        server.on(
                "POST /google", 200, "{\"access_token\":\"ya29.token\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");

        assertThat(logins.login(googleKey(pair), "europe-docker.pkg.dev"))
                .isEqualTo(new Credential.UsernamePassword("oauth2accesstoken", Secret.of("ya29.token")));
        Map<String, String> form = form(server.last("POST /google").body());
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] parts = form.get("assertion").split("\\.");
        assertThat(decoded(parts[0]).path("alg").asText()).isEqualTo("RS256");
        assertThat(decoded(parts[0]).path("kid").asText()).isEqualTo("key-1");
        JsonNode claims = decoded(parts[1]);
        assertThat(claims.path("iss").asText()).isEqualTo("robot@shop.iam.gserviceaccount.com");
        assertThat(claims.path("aud").asText()).isEqualTo("https://oauth2.googleapis.com/token");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(pair.getPublic());
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void aGoogleKeyThatIsRefusedOrNoKeyIsSaidToBeThat() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        server.on(
                "POST /google", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}");
        assertThatThrownBy(() -> logins.login(googleKey(pair), "gcr.io"))
                .hasMessageContaining("robot@shop.iam.gserviceaccount.com no token: status 400 (invalid_grant: Invalid"
                        + " JWT Signature.)");
        for (String text : new String[] {"hunter2", "{\"type\":\"authorized_user\",\"secret\":\"hunter2\"}"}) {
            assertThatThrownBy(() -> logins.login(new Credential.GoogleKey(Secret.of(text)), "gcr.io"))
                    .hasMessageContaining("is no such key")
                    .hasMessageNotContaining("hunter2");
        }
        String bent = "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"hunter2\"}";
        assertThatThrownBy(() -> logins.login(new Credential.GoogleKey(Secret.of(bent)), "gcr.io"))
                .hasMessageContaining("no RSA key")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aGoogleKeyIsNotShownToAServiceWithoutTls() {
        assertThatThrownBy(() -> Endpoints.REAL.google("http://oauth2.example.com/token"))
                .hasMessageContaining("not encrypted");
    }

    @Test
    void anAzureIdentityIsExchangedTwice() throws Exception {
        server.on("POST /tenant/oauth2/v2.0/token", 200, "{\"access_token\":\"entra-token\",\"expires_in\":3599}")
                .on("POST /oauth2/exchange", 200, "{\"refresh_token\":\"acr-token\"}");

        assertThat(logins.login(azure(), "shop.azurecr.io"))
                .isEqualTo(new Credential.UsernamePassword(
                        "00000000-0000-0000-0000-000000000000", Secret.of("acr-token")));
        assertThat(form(server.last("POST /tenant/oauth2/v2.0/token").body()))
                .containsEntry("client_assertion", "platform-t0ken")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("scope", "https://containerregistry.azure.net/.default");
        assertThat(form(server.last("POST /oauth2/exchange").body()))
                .containsEntry("grant_type", "access_token")
                .containsEntry("service", "shop.azurecr.io")
                .containsEntry("access_token", "entra-token");

        logins.login(azure(), "other.azurecr.io");
        assertThat(server.requests())
                .as("each registry has a password of its own")
                .hasSize(4);
    }

    @Test
    void anAzureRegistryThatRefusesIsSaidToWithTheRoleItTakes() throws Exception {
        server.on("POST /tenant/oauth2/v2.0/token", 200, "{\"access_token\":\"entra-token\"}")
                .on(
                        "POST /oauth2/exchange",
                        401,
                        "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}");
        assertThatThrownBy(() -> logins.login(azure(), "shop.azurecr.io"))
                .hasMessage("shop.azurecr.io does not let the application client in: status 401 (UNAUTHORIZED:"
                        + " authentication required). Give it the role AcrPull on this registry.");
    }

    private Credential.AwsRole role() throws Exception {
        return new Credential.AwsRole(
                "eu-west-1", "123456789012", "shop", "arn:aws:iam::210987654321:role/waybill", tokenFile());
    }

    private Credential.AzureIdentity azure() throws Exception {
        return new Credential.AzureIdentity(URI.create(server.url() + "/"), "tenant", "client", tokenFile());
    }

    private Path tokenFile() throws Exception {
        return Files.writeString(home.resolve("token"), "platform-t0ken\n");
    }

    private static Credential.GoogleKey googleKey(KeyPair pair) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new Credential.GoogleKey(Secret.of(JSON.createObjectNode()
                .put("type", "service_account")
                .put("client_email", "robot@shop.iam.gserviceaccount.com")
                .put("private_key_id", "key-1")
                .put("private_key", pem)
                .put("token_uri", "https://oauth2.googleapis.com/token")
                .toString()));
    }

    private static String ecrAnswer(String password, Instant expires) {
        String token = Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
        return "{\"authorizationData\":[{\"authorizationToken\":\"" + token + "\",\"expiresAt\":"
                + expires.getEpochSecond()
                + ".321,\"proxyEndpoint\":\"https://123456789012.dkr.ecr.eu-west-1.amazonaws.com\"}]}";
    }

    private static String stsAnswer(String action, String id) {
        return "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
                + "Result><Credentials><SessionToken>session-of-" + id + "</SessionToken><SecretAccessKey>secret-of-"
                + id + "</SecretAccessKey><Expiration>2026-03-01T13:00:00Z</Expiration><AccessKeyId>" + id
                + "</AccessKeyId></Credentials></" + action + "Result></" + action + "Response>";
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static JsonNode decoded(String part) throws Exception {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
