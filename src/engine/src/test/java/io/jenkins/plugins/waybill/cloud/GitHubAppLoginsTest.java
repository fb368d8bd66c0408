package io.jenkins.plugins.waybill.cloud;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.AppKey;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a server that answers as GitHub's description of "Create an installation access token" says. */
class GitHubAppLoginsTest {

    private static final String TOKENS = "POST /api/v3/app/installations/7/access_tokens";
    private static final ObjectMapper JSON = new ObjectMapper();

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

    private static Credential app(String key) {
        return new Credential.GitHubApp("Iv1.0123", "7", Secret.of(key));
    }

    private Credential.UsernamePassword login(String key) throws CloudFailure {
        return logins.login(app(key), server.url() + "/shop/deploy.git");
    }

    private static String token(String token, String expires) {
        return "{\"token\": \"" + token + "\", \"expires_at\": \"" + expires
                + "\", \"permissions\": {\"contents\": \"write\"}, \"repository_selection\": \"selected\"}";
    }

    private long asked() {
        return server.requests().stream().filter(TOKENS::equals).count();
    }

    @Test
    void theKeySignsForATokenOfOneRepository() throws Exception {
        server.on(TOKENS, 201, token("ghs_one", "2026-03-01T13:00:00Z"));

        assertThat(login(AppKey.asGitHubMakesIt()))
                .isEqualTo(new Credential.UsernamePassword("x-access-token", Secret.of("ghs_one")));

        StubServer.Seen asked = server.last(TOKENS);
        assertThat(asked.body()).isEqualTo("{\"repositories\":[\"deploy\"]}");
        String[] proof =
                asked.headers().get("Authorization").replace("Bearer ", "").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(AppKey.pair().getPublic());
        signature.update((proof[0] + "." + proof[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(proof[2]))).isTrue();
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(proof[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("Iv1.0123");
        assertThat(claims.path("iat").asLong()).isLessThan(now.getEpochSecond());
        assertThat(claims.path("exp").asLong()).isBetween(now.getEpochSecond(), now.getEpochSecond() + 600);
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItsEnd() throws Exception {
        server.on(TOKENS, 201, token("ghs_one", "2026-03-01T13:00:00Z"))
                .on(TOKENS, 201, token("ghs_two", "2026-03-01T14:00:00Z"));
        String key = AppKey.asOthersKeepIt();

        login(key);
        now = now.plus(Duration.ofMinutes(54));
        assertThat(login(key).password().reveal()).isEqualTo("ghs_one");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(login(key).password().reveal()).isEqualTo("ghs_two");
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void aTokenOfOneRepositoryIsNotShownToAnother() throws Exception {
        server.on(TOKENS, 201, token("ghs_one", "2026-03-01T13:00:00Z"))
                .on(TOKENS, 201, token("ghs_two", "2026-03-01T13:00:00Z"));
        login(AppKey.asOthersKeepIt());

        assertThat(logins.login(app(AppKey.asOthersKeepIt()), server.url() + "/shop/app")
                        .password()
                        .reveal())
                .isEqualTo("ghs_two");
        assertThat(server.last(TOKENS).body()).contains("\"app\"");
    }

    @Test
    void aKeyMayBeEncodedOnceMore() throws Exception {
        server.on(TOKENS, 201, token("ghs_one", "2026-03-01T13:00:00Z"));
        String twice =
                Base64.getEncoder().encodeToString(AppKey.asGitHubMakesIt().getBytes(StandardCharsets.UTF_8));

        assertThat(login(twice).password().reveal()).isEqualTo("ghs_one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | A JSON web token could not be decoded | status 401 (A JSON web token could not be decoded). The key may have been deleted
            403 | suspended                             | status 403 (suspended). Check the App's installation at GitHub
            404 | Not Found                             | status 404 (Not Found). Check the number of the installation
            422 | not accessible                        | status 422 (not accessible). Give the App's installation access to this repository
            """)
    void aRefusalSaysWhatToDo(int status, String said, String message) {
        server.on(TOKENS, status, "{\"message\": \"" + said + "\"}");

        assertThatThrownBy(() -> login(AppKey.asOthersKeepIt()))
                .hasMessageContaining("The GitHub App Iv1.0123 gets no token for shop/deploy: " + message)
                .satisfies(
                        failure -> assertThat(((CloudFailure) failure).reason()).isEqualTo(CloudFailure.Reason.DENIED));
    }

    @Test
    void troubleThatMayPassIsToldAsSuch() throws Exception {
        server.on(TOKENS, 500, "{}");
        assertThatThrownBy(() -> login(AppKey.asOthersKeepIt()))
                .hasMessage("GitHub gives no token now: status 500. It is asked again later.");
        server.forget(TOKENS).on(TOKENS, 201, "{\"token\": 7");
        assertThatThrownBy(() -> login(AppKey.asOthersKeepIt())).hasMessage("GitHub answered without a token.");
        server.forget(TOKENS).on(TOKENS, StubServer.Fault.CUT_OFF);
        assertThatThrownBy(() -> login(AppKey.asOthersKeepIt())).hasMessageStartingWith("GitHub was not reached: POST");
    }

    @Test
    void whatCannotBeUsedIsRefusedBeforeAnybodyIsAsked() {
        assertThatThrownBy(() -> login("hunter2-and-more"))
                .hasMessageContaining("has a private key that is no RSA key in PEM")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> logins.login(
                        new Credential.GitHubApp("1", "x/../7", Secret.of(AppKey.asOthersKeepIt())),
                        server.url() + "/a/b"))
                .hasMessage("The GitHub App 1 has an installation that is no number.");
        assertThatThrownBy(() -> logins.login(app("k"), "git@github.com:a/b.git"))
                .hasMessageContaining("is for https:// addresses");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aSecretWithKargosNamesIsRecognised() {
        Map<String, Secret> data = Map.of(
                "githubAppID", Secret.of("12"),
                "githubAppClientID", Secret.of("Iv1.0123\n"),
                "githubAppInstallationID", Secret.of("7"),
                "githubAppPrivateKey", Secret.of("k"));

        assertThat(CloudCredentials.gitHubApp(data, "https://github.com/shop/deploy"))
                .contains(new Credential.GitHubApp("Iv1.0123", "7", Secret.of("k")));
        assertThat(CloudCredentials.gitHubApp(data, "git@github.com:shop/deploy"))
                .isEmpty();
        assertThat(CloudCredentials.gitHubApp(Map.of("githubAppID", Secret.of("12")), "https://github.com/a/b"))
                .isEqualTo(Optional.empty());
    }
}
