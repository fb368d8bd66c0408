package io.jenkins.plugins.waybill.argocd;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import io.jenkins.plugins.waybill.argocd.ArgoCdException.Kind;
import io.jenkins.plugins.waybill.fixture.ArgoCdDescription;
import io.jenkins.plugins.waybill.fixture.ArgoCdServer;
import io.jenkins.plugins.waybill.fixture.EverMoreTime;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The client against a server that answers, refuses and fails. */
class ArgoCdTest {

    private static final String GUESTBOOK = """
            metadata:
              name: guestbook
              labels: {app: guestbook, tier: web}
              annotations: {'kargo.akuity.io/authorized-stage': 'shop:dev'}
            spec:
              project: default
              source: {repoURL: 'https://example.com/gitops.git', path: env/dev, targetRevision: main}
              syncPolicy:
                retry: {limit: 3}
                syncOptions: [CreateNamespace=true]
            status:
              sync: {status: OutOfSync, revision: abc}
              health: {status: Degraded, message: pods crash}
              conditions: [{type: ComparisonError, message: no such path}]
              reconciledAt: '2026-05-01T12:00:00Z'
              summary: {images: ['app:1.0']}
            """;

    @TempDir
    Path directory;

    private ArgoCdServer server;

    @BeforeEach
    void open() throws Exception {
        server = ArgoCdServer.start();
        server.applications().put(GUESTBOOK);
    }

    @AfterEach
    void close() {
        assertThat(server.faults()).isEmpty();
        server.close();
    }

    @Test
    void a_server_tells_its_version_and_whom_it_takes_the_caller_for() throws Exception {
        assertThat(ArgoCd.at(server.server(), Duration.ofMinutes(5)).about())
                .isEqualTo(new ServerInfo(ArgoCdServer.VERSION, ArgoCdServer.USER));
        server.account("waybill", "sesame");
        var account = new Credential.UsernamePassword("waybill", Secret.of("sesame"));
        assertThat(ArgoCd.at(server.server(account, null), Duration.ofMinutes(5))
                        .about()
                        .user())
                .isEqualTo(ArgoCdServer.USER);
    }

    @Test
    void a_server_that_takes_the_caller_for_nobody_does_not_accept_the_token() {
        var stranger = new Credential.Token(Secret.of("worth-nothing"));
        assertThatThrownBy(() -> ArgoCd.at(server.server(stranger, null), Duration.ofMinutes(5))
                        .about())
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORISED))
                .hasMessageContainingAll("does not accept the token", ArgoCdServer.VERSION)
                .hasMessageNotContaining("worth-nothing");
    }

    @Test
    void what_tests_say_and_hear_is_held_against_argo_cds_own_description() {
        Assumptions.assumeTrue(
                ArgoCdDescription.find().isPresent(),
                "Argo CD's description is not beside the project (../shared/reference/argo)");
        ArgoCdDescription description = ArgoCdDescription.find().orElseThrow();
        assertThat(description.faults("GET", URI.create("/api/v1/applications/x?appNamespaces=y"), null))
                .containsExactly("there is no parameter appNamespaces");
        assertThat(description.faults("GET", URI.create("/api/v1/nothing"), null))
                .containsExactly("there is no GET /api/v1/nothing");
        assertThat(description.faults(
                        "POST",
                        URI.create("/api/v1/applications/x/sync"),
                        new SyncRequest(Map.of("a", "b"), null, List.of())
                                .body(Application.of(server.applications().get("argocd/guestbook")))
                                .put("prunes", true)))
                .singleElement()
                .asString()
                .contains("prunes");
    }

    @Test
    void an_application_is_read_as_it_is() throws Exception {
        Application read = client().application("guestbook", null);

        assertThat(read.key()).isEqualTo("argocd/guestbook");
        assertThat(read.sources()).hasSize(1);
        assertThat(read.pointer(0)).isEqualTo("/spec/source");
        assertThat(read.sync()).isEqualTo("OutOfSync");
        assertThat(read.revisions()).containsExactly("abc");
        assertThat(read.health()).isEqualTo("Degraded");
        assertThat(read.healthMessage()).isEqualTo("pods crash");
        assertThat(read.conditions()).containsExactly(new Application.Condition("ComparisonError", "no such path"));
        assertThat(read.conditions().get(0).isError()).isTrue();
        assertThat(read.images()).containsExactly("app:1.0");
        assertThat(read.reconciledAt()).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(read.syncOptions()).containsExactly("CreateNamespace=true");
        assertThat(read.isOperating()).isFalse();
    }

    @Test
    void applications_are_found_by_labels_in_one_namespace() throws Exception {
        server.applications().put(GUESTBOOK.replace("name: guestbook", "name: other\n  namespace: elsewhere"));

        assertThat(client().applications("app=guestbook,tier in (web,api)", null))
                .extracting(Application::key)
                .containsExactly("argocd/guestbook");
        assertThat(client().applications("tier=db", null)).isEmpty();
        assertThat(client().applications("app", "elsewhere"))
                .extracting(Application::name)
                .containsExactly("other");
    }

    @Test
    void a_sync_begins_once_and_says_what_it_is_for() throws Exception {
        Application read = client().application("guestbook", null);
        SyncRequest request = new SyncRequest(Map.of("why", "because"), read.retry(), read.syncOptions());

        Application begun = client().sync(read, request);

        assertThat(begun.requested()).isEqualTo(new Operation(Map.of("why", "because"), "waybill", false));
        assertThat(server.applications()
                        .get("argocd/guestbook")
                        .at("/operation/retry/limit")
                        .asInt())
                .isEqualTo(3);
        assertThat(server.applications()
                        .get("argocd/guestbook")
                        .at("/operation/sync/syncOptions/0")
                        .asText())
                .isEqualTo("CreateNamespace=true");
        assertThatThrownBy(() -> client().sync(read, request))
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("another operation is already in progress");
        assertThat(server.applications().started()).isEqualTo(1);
    }

    @Test
    void sources_are_changed_only_as_long_as_they_are_what_was_read() throws Exception {
        Application read = client().application("guestbook", null);
        var source = read.sources().get(0).deepCopy().put("targetRevision", "v2");

        Application changed = client().change(read, Map.of(0, source));

        assertThat(changed.sources()).containsExactly(source);
        assertThat(changed.annotations()).containsEntry("argocd.argoproj.io/refresh", "hard");
        assertThat(changed.annotations()).containsEntry(AuthorizedStages.ANNOTATION, "shop:dev");
        assertThatThrownBy(() -> client().change(read, Map.of(0, source)))
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void a_fresh_comparison_is_asked_for_also_by_those_who_may_only_read() throws Exception {
        Application read = client().application("guestbook", null);
        client().requestRefresh(read);
        assertThat(client().application("guestbook", null).annotations())
                .containsEntry("argocd.argoproj.io/refresh", "hard");

        server.answer("PATCH ", 403, "permission denied");
        client().requestRefresh(read);
        assertThat(server.requests(
                        "GET /api/v1/applications/guestbook?appNamespace=argocd&project=default&refresh=hard"))
                .isEqualTo(1);
        server.answer("PATCH ", 500, "no");
        client().requestRefresh(read);
    }

    @Test
    void an_account_logs_in_when_needed_and_again_when_its_session_ends() throws Exception {
        server.account("waybill", "correct horse");
        ArgoCd client = client(new Credential.UsernamePassword("waybill", Secret.of("correct horse")));

        client.application("guestbook", null);
        client.application("guestbook", null);
        assertThat(server.requests("POST /api/v1/session")).isEqualTo(1);

        server.revokeTokens();
        client.application("guestbook", null);
        assertThat(server.requests("POST /api/v1/session")).isEqualTo(2);
    }

    @Test
    void a_wrong_password_or_token_is_told_without_showing_it() {
        server.account("waybill", "correct horse");

        assertThatThrownBy(() -> client(new Credential.UsernamePassword("waybill", Secret.of("battery staple")))
                        .application("guestbook", null))
                .hasMessageContaining("POST /session at Argo CD server 'test'")
                .hasMessageContaining("401: Invalid username or password. Check the token")
                .hasMessageNotContaining("staple");
        assertThatThrownBy(
                        () -> client(new Credential.Token(Secret.of("stolen"))).application("guestbook", null))
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORISED))
                .hasMessageNotContaining("stolen");
    }

    @Test
    void a_server_below_a_path_is_reached() throws Exception {
        try (ArgoCdServer below = ArgoCdServer.start("/tools/argocd")) {
            below.applications().put(GUESTBOOK);
            ArgoServer slash =
                    new ArgoServer("below", URI.create(below.url() + "/"), token(), ArgoServer.NAMESPACE, null);

            assertThat(ArgoCd.at(slash).application("guestbook", null).name()).isEqualTo("guestbook");
        }
    }

    @Test
    void an_application_that_is_not_there_looks_like_one_that_may_not_be_seen() {
        assertThatThrownBy(() -> client().application("missing", null))
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
                .hasMessageContaining("GET /applications/missing at Argo CD server 'test' (http://127.0.0.1:")
                .hasMessageContaining("403: permission denied. Either there is no such Application, or the account");
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, false",
        "401, UNAUTHORISED, false",
        "403, FORBIDDEN, false",
        "404, NOT_FOUND, false",
        "409, CONFLICT, false",
        "429, BUSY, true",
        "500, BROKEN, false",
        "302, REFUSED, false",
    })
    void statuses_have_their_meaning(int status, Kind kind, boolean passes) {
        server.answer("GET ", status, "that went wrong");

        assertThatThrownBy(() -> client().application("guestbook", null))
                .isInstanceOfSatisfying(ArgoCdException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.passes()).isEqualTo(passes);
                })
                .hasMessageContaining("was answered with " + status + ": that went wrong");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void reading_is_tried_again_at_once_when_the_answer_is_lost() throws Exception {
        server.trouble("GET ", ArgoCdServer.Kind.LOST);
        server.trouble("GET ", ArgoCdServer.Kind.TRUNCATED);

        assertThat(client().application("guestbook", null).name()).isEqualTo("guestbook");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_gateway_without_anybody_behind_it_is_asked_three_times() {
        for (int i = 0; i < 3; i++) {
            server.answer("GET ", 503, "no healthy upstream");
        }

        assertThatThrownBy(() -> client().application("guestbook", null))
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_sync_whose_answer_is_lost_is_not_sent_again() throws Exception {
        Application read = client().application("guestbook", null);
        server.trouble("POST ", ArgoCdServer.Kind.DONE_AND_LOST);

        assertThatThrownBy(() -> client().sync(read, new SyncRequest(Map.of(), null, List.of())))
                .isInstanceOfSatisfying(ArgoCdException.class, e -> {
                    assertThat(e.passes()).isTrue();
                    assertThat(e.mayHaveArrived()).isTrue();
                });
        assertThat(server.applications().started()).isEqualTo(1);
    }

    @Test
    void an_answer_that_stalls_in_the_middle_ends_at_the_time_limit() throws Exception {
        Application read = client().application("guestbook", null);

        EverMoreTime.attempt(limit -> {
            server.trouble("POST ", ArgoCdServer.Kind.STALLED);
            ArgoCd impatient = ArgoCd.at(server.server(), limit);
            assertThatThrownBy(() -> impatient.sync(read, new SyncRequest(Map.of(), null, List.of())))
                    .isInstanceOfSatisfying(ArgoCdException.class, e -> assertThat(e.mayHaveArrived())
                            .isTrue())
                    .hasMessageContaining("/api/v1/applications/guestbook/sync")
                    .hasMessageContaining("was not answered completely within");
        });
    }

    @Test
    void a_server_that_is_not_there_is_told_with_its_address() {
        ArgoServer gone = server.server();
        server.close();

        assertThatThrownBy(() -> ArgoCd.at(gone).application("guestbook", null))
                .isInstanceOfSatisfying(ArgoCdException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(e.mayHaveArrived()).isFalse();
                })
                .hasMessageContaining("Argo CD server 'test' (" + gone.url() + "): ")
                .hasMessageContaining("no connection to 127.0.0.1");
    }

    @Test
    void a_page_that_is_no_api_is_recognised() {
        ArgoServer wrong = new ArgoServer("test", URI.create(server.url() + "/ui"), token(), "argocd", null);

        assertThatThrownBy(() -> ArgoCd.at(wrong).application("guestbook", null))
                .isInstanceOfSatisfying(
                        ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void a_certificate_is_trusted_when_its_authority_is_given() throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Assumptions.assumeTrue(Files.isExecutable(keytool), "There is no keytool to make a certificate with");
        Path store = directory.resolve("server.p12");
        run(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=argocd",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        Path pem = directory.resolve("ca.pem");
        run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "a",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                pem.toString());
        try (ArgoCdServer secure = ArgoCdServer.start(new HttpsConfigurator(identity(store)))) {
            secure.applications().put(GUESTBOOK);

            ArgoServer trusted = secure.server(token(), Files.readString(pem));
            assertThat(ArgoCd.at(trusted).application("guestbook", null).name()).isEqualTo("guestbook");
            assertThatThrownBy(() -> ArgoCd.at(secure.server()).application("guestbook", null))
                    .isInstanceOfSatisfying(
                            ArgoCdException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED))
                    .hasMessageContaining("Argo CD server 'test'")
                    .hasMessageContaining("no trusted TLS connection");
            assertThatThrownBy(() -> ArgoCd.at(secure.server(token(), "no pem")).application("guestbook", null))
                    .hasMessageContaining("The certificates to trust cannot be used");
        }
    }

    @Test
    void addresses_and_credentials_that_cannot_work_are_refused_at_once() {
        assertThatThrownBy(() -> new ArgoServer("x", URI.create("argocd.example.com"), token(), "argocd", null))
                .hasMessageContaining("must look like https://argocd.example.com");
        assertThatThrownBy(() -> new ArgoServer("x", URI.create("https://u:p@example.com"), token(), "argocd", null))
                .hasMessageContaining("without a user")
                .hasMessageNotContaining("u:p");
        assertThatThrownBy(() -> new ArgoServer(
                        "x",
                        URI.create("https://example.com"),
                        new Credential.PrivateKey("git", Secret.of("key"), null),
                        "argocd",
                        null))
                .hasMessageContaining("no use for an SSH key");
    }

    private static SSLContext identity(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void run(Path program, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Credential token() {
        return new Credential.Token(Secret.of(ArgoCdServer.TOKEN));
    }

    private ArgoCd client() {
        return ArgoCd.at(server.server());
    }

    private ArgoCd client(Credential credential) {
        return ArgoCd.at(server.server(credential, null));
    }
}
