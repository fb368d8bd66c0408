package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.TunnelProxy;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpSender;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jenkins.plugins.waybill.git.GitSettings.PlainHttpCredentials.LOOPBACK;
import static io.jenkins.plugins.waybill.git.GitSettings.PlainHttpCredentials.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HttpRemoteTest {

    private static final String PASSWORD = "s3cr3t-t0k3n";

    @TempDir
    Path temporary;

    private final SampleHost.Keyring keyring = new SampleHost.Keyring();
    private SampleRepository origin;
    private GitHttpServer server;
    private Git git;

    @BeforeEach
    void open() throws Exception {
        origin = SampleRepository.create(temporary.resolve("served/app.git"));
        server = GitHttpServer.serve(temporary.resolve("served"));
        git = Git.open(
                SampleHost.in(temporary.resolve("home"), keyring),
                GitSettings.DEFAULTS.withPlainHttpCredentials(LOOPBACK));
    }

    @AfterEach
    void close() throws Exception {
        git.close();
        server.close();
        origin.close();
    }

    @Test
    void fetchesOnlyWhatChangedAndPushesWithTwoRequests() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        GitMirror mirror = git.mirror(remote(server.url("app.git")));
        mirror.fetch();
        server.forgetRequests();
        mirror.fetch();
        assertThat(server.requests()).noneMatch(request -> request.startsWith("POST /app.git/git-upload-pack?"));
        int unchanged = server.requests().size();
        server.forgetRequests();

        ObjectId commit = empty(mirror, base);
        PushOutcome outcome = git.push(new PushRequest(
                        remote(server.url("app.git")), "main", commit, base, PushRequest.Mode.STACK, "k"))
                .get();

        assertThat(outcome.commit()).isEqualTo(commit);
        assertThat(origin.head("main")).isEqualTo(commit);
        assertThat(unchanged).isLessThanOrEqualTo(2);
        assertThat(server.requests())
                .containsExactly("GET /app.git/info/refs?service=git-receive-pack", "POST /app.git/git-receive-pack");
    }

    @Test
    void fetchesWithAPasswordAndATokenAndWhatIsInTheAddress() throws Exception {
        ObjectId head = origin.commit("main", "a.txt", "one\n");
        server.withAccount("bob", PASSWORD);

        keyring.with(server.url(""), new Credential.UsernamePassword("bob", Secret.of(PASSWORD)));
        assertThat(git.lsRemote(remote(server.url("app.git"))).branches()).containsEntry("main", head);

        server.withAccount("x-access-token", PASSWORD);
        keyring.with(server.url(""), new Credential.Token(Secret.of(PASSWORD)));
        assertThat(git.lsRemote(remote(server.url("app.git"))).branches()).containsEntry("main", head);

        server.withAccount("carol", "p@ss word");
        String embedded = server.url("app.git").replace("http://", "http://carol:p%40ss%20word@");
        keyring.clear();
        assertThat(git.lsRemote(remote(embedded)).branches()).containsEntry("main", head);
    }

    @Test
    void wrongAndMissingCredentialsAreToldApart() {
        origin.commit("main", "a.txt", "one\n");
        server.withAccount("bob", PASSWORD);

        GitException missing = failure(server.url("app.git"));
        keyring.with(server.url(""), new Credential.UsernamePassword("bob", Secret.of("wrong-pass")));
        GitException wrong = failure(server.url("app.git"));

        assertThat(missing.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(missing).hasMessageContaining("needs credentials, and none are configured");
        assertThat(wrong.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(wrong).hasMessageContaining("does not accept the configured credentials");
    }

    @Test
    void aMissingRepositoryAndASilentPortAreToldApart() throws Exception {
        GitException missing = failure(server.url("other.git"));
        String url = server.url("app.git");
        server.close();
        GitException silent = failure(url);

        assertThat(missing.kind()).isEqualTo(GitException.Kind.NOT_FOUND);
        assertThat(silent.kind()).isEqualTo(GitException.Kind.UNREACHABLE);
        assertThat(silent)
                .hasMessageContaining(url)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("Behind a firewall, name its proxy");
        assertThat(failure("http://nobody.invalid/app.git"))
                .hasMessageContaining("The host nobody.invalid is not known")
                .hasMessageContaining("Check the name");
    }

    @Test
    void noCredentialsOverPlainHttpUnlessAllowed() {
        origin.commit("main", "a.txt", "one\n");
        server.withAccount("bob", PASSWORD);
        keyring.with(server.url(""), new Credential.UsernamePassword("bob", Secret.of(PASSWORD)));
        git.close();
        git = Git.open(
                SampleHost.in(temporary.resolve("home"), keyring),
                GitSettings.DEFAULTS.withPlainHttpCredentials(NEVER));

        GitException refused = failure(server.url("app.git"));

        assertThat(refused).hasMessageContaining("no credentials are sent over unencrypted http://");
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void aRedirectToAnotherServerGetsNoCredentials() throws Exception {
        origin.commit("main", "a.txt", "one\n");
        try (GitHttpServer elsewhere = GitHttpServer.serve(temporary.resolve("served"))) {
            server.redirectingTo(elsewhere);
            keyring.with(server.url(""), new Credential.UsernamePassword("bob", Secret.of(PASSWORD)));

            git.mirror(remote(server.url("app.git"))).fetch();

            assertThat(server.authorizations()).isNotEmpty();
            assertThat(elsewhere.requests()).isNotEmpty();
            assertThat(elsewhere.authorizations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "[::ffff:a9fe:a9fe]", "2852039166"})
    void whereMachinesKeepTheirCredentialsNobodyIsAskedNorSentTo(String host) throws Exception {
        assertThat(failure("http://" + host + "/app.git")).hasMessageContaining("is a link-local address");
        String place = "http://" + host + "/app.git/info/refs?service=git-upload-pack";
        try (RawServer sending = RawServer.saying(
                "HTTP/1.1 302 Found\r\nLocation: " + place + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            assertThat(failure(sending.url() + "/app.git")).hasMessageContaining("is a link-local address");
        }
    }

    @Test
    void anUnknownCertificateIsTrustedOnlyOnRequest() throws Exception {
        ObjectId head = origin.commit("main", "a.txt", "one\n");
        try (GitHttpServer secure = GitHttpServer.serveSecurely(temporary.resolve("served"))) {
            GitException refused = failure(secure.url("app.git"));
            var trusting = new GitRemote("guestbook", secure.url("app.git"), true);

            assertThat(refused.kind()).isEqualTo(GitException.Kind.UNREACHABLE);
            assertThat(refused)
                    .hasMessageContaining("no trusted TLS connection")
                    .hasMessageContaining("let Waybill or its Java runtime trust");
            git.mirror(trusting).fetch();
            assertThat(git.mirror(trusting).branch("main")).contains(head);
        }
    }

    @Test
    void aCertificateOfAnAuthorityThatTheHostKnowsIsTrusted() throws Exception {
        ObjectId head = origin.commit("main", "a.txt", "one\n");
        try (GitHttpServer secure = GitHttpServer.serveSecurely(temporary.resolve("served"))) {
            HttpSender.shared().use(new Network(secure.certificate(), null, List.of()));
            var plain = new GitRemote("guestbook", secure.url("app.git"), false);

            git.mirror(plain).fetch();
            assertThat(git.mirror(plain).branch("main")).contains(head);
        } finally {
            HttpSender.shared().use(Network.PLAIN);
        }
    }

    @Test
    void aProxyThatWantsAPasswordIsOnTheWay() throws Exception {
        ObjectId head = origin.commit("main", "a.txt", "one\n");
        var far = new GitRemote("guestbook", "https://git.example.test/app.git", true);
        try (GitHttpServer secure = GitHttpServer.serveSecurely(temporary.resolve("served"));
                TunnelProxy proxy =
                        TunnelProxy.to(secure.url("").replaceFirst("^https://([^/]*)/.*", "$1"), "ada:" + PASSWORD)) {
            HttpSender.shared().use(new Network("", withUser(proxy, "ada:" + PASSWORD), List.of()));
            GitMirror mirror = git.mirror(far);
            mirror.fetch();
            git.push(new PushRequest(far, "main", empty(mirror, head), head, PushRequest.Mode.STACK, "k"))
                    .get();
            assertThat(origin.head("main")).isNotEqualTo(head);
            assertThat(proxy.requests()).isNotEmpty().allMatch("CONNECT git.example.test:443 HTTP/1.1"::equals);

            HttpSender.shared().use(new Network("", withUser(proxy, "ada:other"), List.of()));
            var refused = catchThrowableOfType(
                    GitException.class, () -> git.mirror(far).fetch());
            assertThat(refused.kind()).isEqualTo(GitException.Kind.UNREACHABLE);
            assertThat(refused)
                    .hasMessageContaining("the proxy 127.0.0.1 does not lead there")
                    .hasMessageContaining("407")
                    .message()
                    .doesNotContain(PASSWORD);
        } finally {
            HttpSender.shared().use(Network.PLAIN);
        }
    }

    private static URI withUser(TunnelProxy proxy, String account) {
        return URI.create(proxy.url().toString().replace("http://", "http://" + account + "@"));
    }

    @Test
    void packsOfAnySizeGoBothWays() throws Exception {
        Set<Path> before = packsLeftBehind();
        byte[] noise = new byte[3 * 1024 * 1024];
        new Random(7).nextBytes(noise);
        String text = Base64.getEncoder().encodeToString(noise);
        ObjectId base = origin.commit("main", "a.txt", text);
        GitMirror mirror = git.mirror(remote(server.url("app.git")));
        mirror.fetch();
        assertThat(mirror.branch("main")).contains(base);

        ObjectId commit;
        try (ObjectInserter inserter = mirror.repository().newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            tree.append(
                    "b.txt",
                    FileMode.REGULAR_FILE,
                    inserter.insert(Constants.OBJ_BLOB, ("b" + text).getBytes(StandardCharsets.UTF_8)));
            ObjectId root = inserter.insert(tree);
            inserter.flush();
            var ada = new PersonIdent("Ada", "ada@example.com", 1_790_000_000_000L, 0);
            commit = mirror.commit(new CommitDraft(root, List.of(base), ada, ada, "Large"));
        }
        git.push(new PushRequest(remote(server.url("app.git")), "main", commit, base, PushRequest.Mode.STACK, "k"))
                .get();

        assertThat(origin.head("main")).isEqualTo(commit);
        assertThat(packsLeftBehind()).as("of other processes").isEqualTo(before);
    }

    private static Set<Path> packsLeftBehind() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("waybill-pack"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aRepositoryCalledAfterAWordOfRefusalIsNoRefusal() throws Exception {
        String url = server.url("authentication-permission denied.git").replace(" ", "%20");
        server.close();

        assertThat(failure(url).kind()).isEqualTo(GitException.Kind.UNREACHABLE);
    }

    @Test
    void aFetchEndsWhenItIsInterrupted() throws Exception {
        try (RawServer silent = RawServer.answering((request, to) -> Thread.sleep(600_000))) {
            Thread fetching = new Thread(() -> failure(silent.url() + "/app.git"));
            fetching.start();
            while (silent.requests().isEmpty()) {
                Thread.sleep(5);
            }
            fetching.interrupt();
            fetching.join(300_000);
            assertThat(fetching.isAlive()).isFalse();
        }
    }

    @Test
    void aRefusalCarriesTheRemotesWords() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        server.withHook((receiver, commands) -> commands.forEach(
                command -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "only by pull request")));
        GitMirror mirror = git.mirror(remote(server.url("app.git")));
        mirror.fetch();

        var request = new PushRequest(
                remote(server.url("app.git")), "main", empty(mirror, base), base, PushRequest.Mode.STACK, "k");
        var thrown = catchThrowableOfType(
                ExecutionException.class, () -> git.push(request).get());

        assertThat(((GitException) thrown.getCause()).kind()).isEqualTo(GitException.Kind.REFUSED);
        assertThat(thrown.getCause())
                .hasMessageContaining("refused the push to 'main'")
                .hasMessageContaining("only by pull request");
        assertThat(origin.head("main")).isEqualTo(base);
    }

    @Test
    void noCredentialIsEverWrittenDownOrShown() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        server.withAccount("bob", PASSWORD);
        String embedded = server.url("app.git").replace("http://", "http://bob:" + PASSWORD + "@");
        GitMirror mirror = git.mirror(remote(embedded));
        mirror.fetch();
        git.push(new PushRequest(remote(embedded), "main", empty(mirror, base), base, PushRequest.Mode.STACK, "k"))
                .get();
        server.withAccount("bob", "changed");

        GitException refused = failure(embedded);
        GitException malformed = failure("htp://bob:" + PASSWORD + "@host/x");

        assertThat(trace(refused)).doesNotContain(PASSWORD);
        assertThat(trace(malformed)).doesNotContain(PASSWORD);
        assertThat(remote(embedded).toString()).doesNotContain(PASSWORD);
        try (Stream<Path> files = Files.walk(temporary.resolve("home"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path file : all) {
                assertThat(file.toString()).doesNotContain(PASSWORD);
                if (Files.isRegularFile(file)) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(PASSWORD);
                }
            }
        }
    }

    private GitException failure(String url) {
        return catchThrowableOfType(
                GitException.class, () -> git.mirror(remote(url)).fetch());
    }

    private static GitRemote remote(String url) {
        return new GitRemote("guestbook", url, false);
    }

    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static ObjectId empty(GitMirror mirror, ObjectId base) throws IOException {
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            var ada = new PersonIdent("Ada", "ada@example.com", 1_790_000_000_000L, 0);
            return mirror.commit(new CommitDraft(walk.parseCommit(base).getTree(), List.of(base), ada, ada, "Empty"));
        }
    }
}
