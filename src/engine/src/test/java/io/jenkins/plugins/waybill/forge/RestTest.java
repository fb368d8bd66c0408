package io.jenkins.plugins.waybill.forge;

import java.time.Duration;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.EverMoreTime;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What can go wrong between here and a forge, and how it is told. */
class RestTest {

    private static final String SHOW = "GET /api/v3/repos/shop/deploy/pulls/1";
    private static final String OPEN = "POST /api/v3/repos/shop/deploy/pulls";
    private static final PullRequestDraft DRAFT = new PullRequestDraft("next", "main", "t", "");

    private ForgeBench bench;
    private Forge forge;

    @BeforeEach
    void start() throws Exception {
        bench = new ForgeBench(Provider.GITHUB, "/shop/deploy.git");
        forge = bench.forge();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private ForgeException reading() {
        return catchThrowableOfType(ForgeException.class, () -> forge.get(1));
    }

    private ForgeException opening() {
        return catchThrowableOfType(ForgeException.class, () -> forge.open(DRAFT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | UNAUTHORISED | would not show pull request #1 (401): Bad credentials. Check the token
            403 | UNAUTHORISED | would not show pull request #1 (403): Bad credentials. Check the token
            404 | NOT_FOUND    | found nothing to show pull request #1 (404): Bad credentials. It is not there
            422 | REFUSED      | would not show pull request #1 (422): Bad credentials.
            429 | RATE_LIMITED | limits how often it may be asked and would not show pull request #1 (429)
            500 | UNREACHABLE  | failed to show pull request #1 (500): Bad credentials.
            502 | UNREACHABLE  | failed to show pull request #1 (502)
            """)
    void everyRefusalSaysWhoRefusedWhatAndWhy(int status, ForgeException.Kind kind, String message) {
        bench.server.on(SHOW, status, "{\"message\": \"Bad credentials\"}");

        ForgeException refusal = reading();

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal).hasMessageStartingWith("GitHub at 127.0.0.1 ").hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORISED", "404,NOT_FOUND", "409,REFUSED", "422,REFUSED", "500,UNCERTAIN", "503,UNCERTAIN"})
    void whatChangesSomethingIsSentOnceOnly(int status, ForgeException.Kind kind) {
        bench.server.on(OPEN, status, "{}");

        assertThat(opening().kind()).isEqualTo(kind);
        assertThat(bench.server.requests()).containsExactly(OPEN);
    }

    @Test
    void readingIsRepeatedWhenTheForgeBreaksDown() throws Exception {
        bench.server
                .on(SHOW, 502, "")
                .on(SHOW, StubServer.Fault.CUT_OFF)
                .on(SHOW, 200, "{\"number\": 1, \"state\": \"open\"}");

        assertThat(forge.get(1).isOpen()).isTrue();
        assertThat(bench.server.requests()).hasSize(3);
    }

    @Test
    void anAnswerThatIsCutOffIsTrouble() {
        bench.server.on(SHOW, StubServer.Fault.CUT_OFF).on(OPEN, StubServer.Fault.CUT_OFF);

        assertThat(reading().kind()).isEqualTo(ForgeException.Kind.UNREACHABLE);
        assertThat(opening().kind()).isEqualTo(ForgeException.Kind.UNCERTAIN);
        assertThat(opening()).hasMessageContaining("could not be asked to open a pull request");
    }

    @Test
    void silenceEnds() throws Exception {
        bench.server.on(OPEN, StubServer.Fault.SILENCE);

        EverMoreTime.attempt(limit -> {
            Forge hasty = bench.forge(new Credential.Token(Secret.of(ForgeBench.TOKEN)), limit);
            assertThatThrownBy(() -> hasty.open(DRAFT))
                    .hasMessageContaining("was not answered completely within")
                    .extracting("kind")
                    .isEqualTo(ForgeException.Kind.UNCERTAIN);
        });
    }

    @Test
    void aServerThatIsNotThereIsUnreachableEvenForChanges() throws Exception {
        bench.server.close();

        assertThat(opening().kind()).isEqualTo(ForgeException.Kind.UNREACHABLE);
        assertThat(opening()).hasMessageContaining("no connection to 127.0.0.1");
    }

    @Test
    void aPageInsteadOfAnAnswerIsNoAnswer() {
        bench.server.on(SHOW, 200, Map.of("Content-Type", "text/html"), "<html>Please wait</html>");

        assertThat(reading()).hasMessageContaining("the answer is no JSON. Perhaps something else answers");
    }

    @Test
    void rateLimitsTellWhenToComeBack() {
        bench.server
                .on(SHOW, 429, Map.of("Retry-After", "17"), "")
                .on(
                        SHOW,
                        403,
                        Map.of(
                                "X-RateLimit-Remaining",
                                "0",
                                "X-RateLimit-Reset",
                                "" + ForgeBench.NOW.plusSeconds(90).getEpochSecond()),
                        "{\"message\": \"API rate limit exceeded\"}")
                .on(SHOW, 403, "{\"message\": \"You have exceeded a secondary rate limit.\"}")
                .on(SHOW, 503, Map.of("Retry-After", "Fri, 01 May 2026 12:00:05 GMT"), "");

        assertThat(reading().retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(reading().retryAfter()).isEqualTo(Duration.ofSeconds(90));
        ForgeException secondary = reading();
        assertThat(secondary.kind()).isEqualTo(ForgeException.Kind.RATE_LIMITED);
        assertThat(secondary.retryAfter()).isNull();
        assertThat(reading().retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void secretsThatTheForgeRepeatsAreBlottedOut() {
        bench.server.on(SHOW, 401, "{\"message\": \"token " + ForgeBench.TOKEN + " is expired\"}");

        assertThat(reading())
                .hasMessageContaining("token **** is expired")
                .message()
                .doesNotContain(ForgeBench.TOKEN);
    }

    @Test
    void redirectsAreFollowedAtHomeOnly() throws Exception {
        bench.server
                .on(SHOW, 301, Map.of("Location", bench.server.url() + "/api/v3/repositories/7/pulls/1"), "")
                .on("GET /api/v3/repositories/7/pulls/1", 200, "{\"number\": 1, \"state\": \"open\"}");
        assertThat(forge.get(1).number()).isEqualTo(1);

        bench.server.forget(SHOW).on(SHOW, 302, Map.of("Location", "https://elsewhere.example.com/x"), "");
        assertThat(reading())
                .hasMessage(
                        "GitHub at 127.0.0.1 sends who wants to show pull request #1 on to elsewhere.example.com. If"
                                + " the repository has moved, set repoURL to where it is now.");
    }

    @Test
    void whoHasNoTokenIsToldSo() throws Exception {
        bench.server.on(SHOW, 404, "{\"message\": \"Not Found\"}");
        Forge nobody = new Forges()
                .open(
                        new ForgeRepository("shop", bench.server.url() + "/shop/deploy", "github", false),
                        Credentials.NONE,
                        () -> ForgeBench.NOW);

        assertThatThrownBy(() -> nobody.get(1)).hasMessageContaining("No token is known for this repository");
        assertThat(bench.server.last(SHOW).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void tokensAreNotSentToOtherMachinesInTheOpen() throws Exception {
        ForgeRepository open = new ForgeRepository("shop", "http://forge.example.com/a/b", "gitea", false);
        ForgeRepository closed = new ForgeRepository("shop", "https://forge.example.com/a/b", "gitea", false);
        Credentials keys = new io.jenkins.plugins.waybill.fixture.SampleHost.Keyring()
                .with("http", new Credential.Token(Secret.of("t")));

        assertThat(Access.to(open, Forges.address(open), keys)).isEmpty();
        assertThat(Access.to(closed, Forges.address(closed), keys)).isPresent();
    }
}
