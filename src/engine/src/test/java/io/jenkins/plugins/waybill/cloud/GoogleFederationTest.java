package io.jenkins.plugins.waybill.cloud;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a server that answers as Google's AIP-4117 and the descriptions of its services say. */
class GoogleFederationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXCHANGE = "POST /v1/token";
    private static final String ACCOUNT =
            "/v1/projects/-/serviceAccounts/puller@shop.iam.gserviceaccount.com:generateAccessToken";
    private static final String AUDIENCE =
            "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shop/providers/cluster";
    private static final String EXCHANGED = "{\"access_token\":\"sts.token\",\"issued_token_type\":"
            + "\"urn:ietf:params:oauth:token-type:access_token\",\"token_type\":\"Bearer\",\"expires_in\":3599}";

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

    private ObjectNode file() {
        return JSON.createObjectNode()
                .put("type", "external_account")
                .put("audience", AUDIENCE)
                .put("subject_token_type", "urn:ietf:params:oauth:token-type:jwt")
                .put("token_url", server.url() + "/v1/token");
    }

    private ObjectNode fromFile(String content) throws Exception {
        ObjectNode file = file();
        Path token = Files.writeString(home.resolve("token"), content);
        file.putObject("credential_source").put("file", token.toString());
        return file;
    }

    private Credential.UsernamePassword login(ObjectNode file) throws Exception {
        Path written = Files.writeString(home.resolve("credentials.json"), file.toString());
        return logins.login(new Credential.GoogleKeyFile(written), "europe-docker.pkg.dev");
    }

    private static Credential.UsernamePassword password(String token) {
        return new Credential.UsernamePassword("oauth2accesstoken", Secret.of(token));
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Test
    void aTokenInAFileIsExchanged() throws Exception {
        server.on(EXCHANGE, 200, EXCHANGED);
        assertThat(login(fromFile("platform-t0ken\n"))).isEqualTo(password("sts.token"));
        StubServer.Seen seen = server.last(EXCHANGE);
        assertThat(form(seen.body()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "audience", AUDIENCE,
                        "scope", "https://www.googleapis.com/auth/cloud-platform",
                        "requested_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "subject_token", "platform-t0ken",
                        "subject_token_type", "urn:ietf:params:oauth:token-type:jwt"));
        assertThat(seen.headers()).doesNotContainKey("Authorization");
    }

    @Test
    void aTokenIsReadAnewWhenGooglesHasEnded() throws Exception {
        server.on(EXCHANGE, 200, EXCHANGED);
        login(fromFile("first"));
        login(fromFile("second"));
        assertThat(server.requests()).as("kept while it lasts").hasSize(1);
        now = now.plusSeconds(3599);
        login(fromFile("third"));
        assertThat(form(server.last(EXCHANGE).body())).containsEntry("subject_token", "third");
    }

    @Test
    void aTokenInAFieldOfJsonIsFound() throws Exception {
        server.on(EXCHANGE, 200, EXCHANGED);
        ObjectNode file = fromFile("{\"id_token\":\"in-json\",\"other\":1}");
        ObjectNode format = ((ObjectNode) file.get("credential_source")).putObject("format");
        format.put("type", "json").put("subject_token_field_name", "id_token");
        assertThat(login(file)).isEqualTo(password("sts.token"));
        assertThat(form(server.last(EXCHANGE).body())).containsEntry("subject_token", "in-json");
        format.put("subject_token_field_name", "elsewhere");
        now = now.plusSeconds(7200);
        assertThatThrownBy(() -> login(file))
                .hasMessageContaining("names the field 'elsewhere'")
                .hasMessageNotContaining("in-json");
    }

    @Test
    void aTokenAtAnAddressIsFetchedWithItsHeaders() throws Exception {
        server.on("GET /identity?audience=google", 200, "{\"access_token\":\"from-the-platform\"}")
                .on(EXCHANGE, 200, EXCHANGED);
        ObjectNode file = file();
        ObjectNode source = file.putObject("credential_source").put("url", server.url() + "/identity?audience=google");
        source.putObject("headers").put("Metadata", "True");
        source.putObject("format").put("type", "json").put("subject_token_field_name", "access_token");
        assertThat(login(file)).isEqualTo(password("sts.token"));
        assertThat(server.last("GET /identity?audience=google").headers()).containsEntry("Metadata", "True");
        assertThat(form(server.last(EXCHANGE).body())).containsEntry("subject_token", "from-the-platform");
    }

    @Test
    void aServiceAccountIsImpersonatedWhereTheFileSaysSo() throws Exception {
        server.on(EXCHANGE, 200, EXCHANGED)
                .on(
                        "POST " + ACCOUNT,
                        200,
                        "{\"accessToken\":\"account.token\",\"expireTime\":\"2026-03-01T12:20:00Z\"}");
        ObjectNode file = fromFile("platform-t0ken").put("service_account_impersonation_url", server.url() + ACCOUNT);
        file.putObject("service_account_impersonation").put("token_lifetime_seconds", 1200);
        assertThat(login(file)).isEqualTo(password("account.token"));
        StubServer.Seen seen = server.last("POST " + ACCOUNT);
        assertThat(seen.headers()).containsEntry("Authorization", "Bearer sts.token");
        assertThat(JSON.readTree(seen.body()))
                .isEqualTo(JSON.readTree(
                        "{\"lifetime\":\"1200s\",\"scope\":[\"https://www.googleapis.com/auth/cloud-platform\"]}"));
        now = now.plusSeconds(1000);
        login(file);
        assertThat(server.requests())
                .as("the account's token ends after 20 minutes")
                .hasSize(4);
    }

    @Test
    void aRefusalSaysWhoRefusedAndWhatToDo() throws Exception {
        server.on(
                EXCHANGE,
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"The audience in ID Token does not match.\"}");
        assertThatThrownBy(() -> login(fromFile("platform-t0ken")))
                .hasMessage(
                        "Google's token service takes this machine's token for nobody: status 400 (invalid_grant: The"
                                + " audience in ID Token does not match.). Check the workload identity pool's provider: its issuer,"
                                + " its audiences and its attribute condition.");
        server.forget(EXCHANGE)
                .on(EXCHANGE, 200, EXCHANGED)
                .on(
                        "POST " + ACCOUNT,
                        403,
                        "{\"error\":{\"code\":403,\"message\":\"Permission 'iam.serviceAccounts.getAccessToken' denied\","
                                + "\"status\":\"PERMISSION_DENIED\"}}");
        assertThatThrownBy(() -> login(
                        fromFile("platform-t0ken").put("service_account_impersonation_url", server.url() + ACCOUNT)))
                .hasMessageContaining("be the service account puller@shop.iam.gserviceaccount.com: status 403"
                        + " (PERMISSION_DENIED: Permission")
                .hasMessageContaining("roles/iam.workloadIdentityUser")
                .hasMessageNotContaining("sts.token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"executable":{"command":"/bin/id"}}                        | runs a program
                    {"environment_id":"aws1"}                                   | is AWS's
                    {"certificate":{"use_default_certificate_config":true}}     | is a certificate
                    {}                                                          | is missing
                    {"url":"http://metadata.example.com/token"}                 | not encrypted
                    {"url":"https://169.254.169.254/identity"}                  | link-local
                    {"url":"http://metadata.local:1/identity"}                  | was not reached
                    {"url":"file:///etc/passwd"}                                | not encrypted
                    {"file":"/nowhere/token"}                                   | cannot be read
                    """)
    void aSourceThatIsNotAskedIsSaidWhy(String source, String why) throws Exception {
        ObjectNode file = file();
        file.set("credential_source", JSON.readTree(source));
        assertThatThrownBy(() -> login(file)).isInstanceOf(CloudFailure.class).hasMessageContaining(why);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void tokensAreNotSentWithoutTls() throws Exception {
        ObjectNode file = fromFile("platform-t0ken").put("token_url", "http://sts.example.com/v1/token");
        assertThatThrownBy(() -> login(file)).hasMessageContaining("'token_url' that is not encrypted");
        server.on(EXCHANGE, 200, EXCHANGED);
        ObjectNode other = fromFile("platform-t0ken")
                .put("service_account_impersonation_url", "http://iamcredentials.example.com/x:generateAccessToken");
        assertThatThrownBy(() -> login(other))
                .hasMessageContaining("'service_account_impersonation_url' that is not encrypted");
    }

    /** It could have this machine read any file and send it anywhere. */
    @Test
    void aProjectsSecretCannotBeSuchAFile() throws Exception {
        ObjectNode file = fromFile("platform-t0ken");
        assertThatThrownBy(() ->
                        logins.login(new Credential.GoogleKey(Secret.of(file.toString())), "europe-docker.pkg.dev"))
                .hasMessageContaining("taken only from GOOGLE_APPLICATION_CREDENTIALS of the server");
        assertThat(server.requests()).isEmpty();
    }
}
