package io.jenkins.plugins.waybill.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.SelfSigned;
import io.jenkins.plugins.waybill.fixture.TunnelProxy;
import io.jenkins.plugins.waybill.http.HttpCall.Redirects;
import io.jenkins.plugins.waybill.http.HttpFailure.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpSenderTest {

    private static final HttpSender SENDER = HttpSender.shared();

    @TempDir
    Path directory;

    @Test
    void aRequestIsSentAndItsAnswerRead() throws Exception {
        try (RawServer server =
                RawServer.saying("HTTP/1.1 404 Not Found\r\nX-Why: gone\r\nContent-Length: 2\r\n\r\nno")) {
            HttpAnswer answer = SENDER.send(HttpCall.of("PATCH", server.url() + "/a?x=1")
                    .query("q", "a b&c")
                    .header("X-Token", "t")
                    .header("Host", "ignored.example.com"));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.isSuccess()).isFalse();
            assertThat(answer.text()).isEqualTo("no");
            assertThat(answer.header("x-WHY")).contains("gone");
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("PATCH /a?x=1&q=a+b%26c HTTP/1.1\n")
                    .contains("X-Token: t\n")
                    .contains("127.0.0.1:" + server.port())
                    .doesNotContain("ignored.example.com");
        }
    }

    @Test
    void theTimeoutCoversAnAnswerThatTricklesIn() throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> {
            write(to, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            for (int i = 0; i < 1_000_000; i++) {
                write(to, "x");
                Thread.sleep(20);
            }
        })) {
            assertFails(HttpCall.get(server.url() + "/slow?token=secret").timeout(Duration.ofMillis(300)))
                    .withMessage("GET " + server.url() + "/slow was not answered completely within 300 ms.")
                    .matches(failure -> failure.reason() == Reason.TIMED_OUT && failure.mayHaveArrived());
        }
    }

    @Test
    void theTimeoutCoversAServerThatSaysNothing() throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> Thread.sleep(60_000))) {
            assertFails(HttpCall.get(server.url()).timeout(Duration.ofSeconds(1)))
                    .withMessage("GET " + server.url() + " was not answered completely within 1 s.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 11|hello world",
                "Transfer-Encoding: chunked|b\\r\\nhello world\\r\\n0\\r\\n\\r\\n",
                "Connection: close|hello world"
            })
    void anAnswerThatIsTooLargeIsNotTaken(String header, String body) throws Exception {
        try (RawServer server =
                RawServer.saying("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + body.replace("\\r\\n", "\r\n"))) {
            assertFails(HttpCall.get(server.url()).largestAnswer(10))
                    .withMessage("The answer of " + server.url() + " is larger than 10 bytes.")
                    .matches(failure -> failure.reason() == Reason.TOO_LARGE);
            assertThat(SENDER.send(HttpCall.get(server.url()).largestAnswer(11)).text())
                    .isEqualTo("hello world");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsTold() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
            assertFails(HttpCall.get(server.url() + "/x"))
                    .withMessageStartingWith("GET " + server.url() + "/x failed: ")
                    .matches(failure -> failure.reason() == Reason.BROKEN);
        }
        try (RawServer server = RawServer.saying("SSH-2.0-OpenSSH\r\n\r\n")) {
            assertFails(HttpCall.get(server.url() + "/x"))
                    .withMessageStartingWith("GET " + server.url() + "/x failed: ");
        }
    }

    @Test
    void aDeadServerAndAnUnknownHostWereCertainlyNotReached() throws Exception {
        RawServer server = RawServer.saying("");
        server.close();
        assertFails(HttpCall.of("POST", server.url() + "/x?token=secret"))
                .withMessage("POST " + server.url() + "/x failed: no connection to 127.0.0.1 (connection refused).")
                .matches(failure -> failure.reason() == Reason.UNREACHABLE && !failure.mayHaveArrived());
        assertFails(HttpCall.get("http://nobody.invalid/"))
                .withMessage(
                        "The host nobody.invalid is not known. Check the name, and that it resolves on this machine.");
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest, 169.254.169.254",
        "http://[fe80::1]/, [fe80::1]",
        "http://[::ffff:169.254.169.254]/, [::ffff:169.254.169.254]"
    })
    void linkLocalAddressesAreRefused(String url, String host) throws Exception {
        String message = host + " is a link-local address; requests to those are refused.";
        assertFails(HttpCall.get(url)).withMessage("The host " + message);
        assertFails(HttpCall.get("http://127.0.0.1:1/").proxy(url)).withMessage("The proxy " + message);
        try (RawServer server = redirecting(302, url)) {
            assertFails(HttpCall.get(server.url())).withMessage("The host " + message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.100.100.200", "168.63.129.16", "[fd00:ec2::254]", "[fd00:ec2::23]", "[fd20:ce::254]"})
    void addressesOfCloudsMetadataAreRefused(String host) throws Exception {
        assertFails(HttpCall.get("http://" + host + "/latest"))
                .withMessage("The host " + host
                        + " is where a cloud's machines get their credentials; requests to those" + " are refused.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.com|'ftp://example.com' is no http or https URL with a host.",
                "example.com/x|'example.com/x' is no http or https URL with a host.",
                "http:///x|'http:///x' is no http or https URL with a host.",
                "http://h/a b?token=s|'http://h/a b' is no URL: Illegal character in path. Characters with a meaning in URLs must be percent-encoded.",
                "http://u:p@h:x/|'http://h:x/' is no http or https URL with a host."
            })
    void whatIsNoUrlIsRefused(String url, String message) {
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> HttpCall.get(url))
                .withMessage(message)
                .matches(failure -> failure.reason() == Reason.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://p p|The proxy 'http://p p' is no URL: Illegal character in authority.",
                "proxy:3128|The proxy 'proxy:3128' is no URL such as http://proxy.example.com:3128.",
                "http://|The proxy 'http://' is no URL: Expected authority.",
                "socks5://u:p@proxy|The proxy 'socks5://proxy' is no URL such as http://proxy.example.com:3128."
            })
    void whatIsNoProxyIsRefused(String proxy, String message) {
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> HttpCall.get("http://example.com").proxy(proxy))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"http://|http://", "http://a b/?token=s|http://a b/", "mailto:x@example.com|mailto:x@example.com"})
    void aRedirectToNowhereIsTold(String location, String shown) throws Exception {
        try (RawServer server = redirecting(301, location)) {
            assertFails(HttpCall.get(server.url() + "/x"))
                    .withMessage("GET " + server.url() + "/x was redirected with status 301 to '" + shown
                            + "', which is no http or https URL. The server's configuration is at fault.")
                    .matches(failure -> failure.reason() == Reason.BROKEN);
        }
    }

    @Test
    void redirectsEndSomewhere() throws Exception {
        try (RawServer server = redirecting(302, "/again")) {
            assertFails(HttpCall.get(server.url() + "/x"))
                    .withMessage("GET " + server.url() + "/x was redirected more than 10 times.");
            assertThat(server.requests()).hasSize(11);
        }
    }

    @Test
    void headersStayWithTheirServer() throws Exception {
        try (RawServer other = RawServer.saying(ok("there"));
                RawServer server = RawServer.answering(
                        (request, to) -> write(
                                to,
                                request.startsWith("GET /same ")
                                        ? "HTTP/1.1 302 Found\r\nLocation: " + other.url()
                                                + "/c\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                        : "HTTP/1.1 302 Found\r\nLocation: /same\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))) {
            HttpAnswer answer = SENDER.send(HttpCall.get(server.url() + "/a").header("Authorization", "Bearer t"));
            assertThat(answer.text()).isEqualTo("there");
            assertThat(answer.uri()).hasToString(other.url() + "/c");
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("Bearer t"));
            assertThat(other.requests()).hasSize(1).noneMatch(request -> request.contains("Bearer t"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 301, ALL, GET /to",
        "POST, 302, ALL, GET /to",
        "POST, 303, ALL, GET /to",
        "POST, 307, ALL, POST /to",
        "POST, 308, ALL, POST /to",
        "HEAD, 302, ALL, HEAD /to",
        "POST, 302, SAFE, POST /from",
        "GET, 302, SAFE, GET /to",
        "GET, 302, NONE, GET /from"
    })
    void aRedirectIsFollowedAsGoDoesAndAsFarAsAllowed(String method, int status, Redirects redirects, String last)
            throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> write(
                to,
                request.contains(" /from ")
                        ? "HTTP/1.1 " + status + " X\r\nLocation: to\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                        : ok("")))) {
            HttpCall call = HttpCall.of(method, server.url() + "/from").redirects(redirects);
            SENDER.send(method.equals("POST") ? call.body(new byte[] {'x'}) : call);
            assertThat(server.requests().get(server.requests().size() - 1)).startsWith(last + " HTTP/1.1");
        }
    }

    @Test
    void aProxyIsAskedForTheServerAndGetsItsPassword() throws Exception {
        try (RawServer proxy = RawServer.saying(ok("by proxy"))) {
            HttpAnswer answer = SENDER.send(HttpCall.get("http://only-the-proxy-knows.invalid/x")
                    .header("Authorization", "Bearer t")
                    .proxy("http://user:pw@127.0.0.1:" + proxy.port()));
            assertThat(answer.text()).isEqualTo("by proxy");
            assertThat(proxy.requests().get(0))
                    .startsWith("GET http://only-the-proxy-knows.invalid/x HTTP/1.1")
                    .contains("Proxy-Authorization: Basic dXNlcjpwdw==")
                    .contains("Authorization: Bearer t");
        }
    }

    @Test
    void aProxyOnTheWayToAnHttpsServerGetsItsPasswordToo() throws Exception {
        try (RawServer server = RawServer.saying("");
                TunnelProxy proxy = TunnelProxy.to("127.0.0.1:" + server.port(), "user:pw")) {
            String at = "@127.0.0.1:" + proxy.url().getPort();
            HttpCall call = HttpCall.get("https://only-the-proxy-knows.invalid/x");
            assertFails(call.proxy("http://user:pw" + at))
                    .withMessage(
                            "GET https://only-the-proxy-knows.invalid/x failed: only-the-proxy-knows.invalid hung up"
                                    + " during the TLS handshake. Check that it speaks TLS at that port.")
                    .matches(failure -> failure.reason() == Reason.UNREACHABLE);
            assertFails(call.proxy("http://user:other" + at))
                    .withMessage("GET https://only-the-proxy-knows.invalid/x failed: the proxy 127.0.0.1 does not lead"
                            + " there (CONNECT refused by proxy: HTTP/1.1 407 Who are you). Check what it allows, and the"
                            + " user and password it wants.")
                    .matches(failure -> failure.reason() == Reason.UNREACHABLE);
            assertThat(proxy.requests())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch("CONNECT only-the-proxy-knows.invalid:443 HTTP/1.1"::equals);
        }
    }

    @Test
    void aProxyMayBeSpokenToOverTls() throws Exception {
        SelfSigned identity = SelfSigned.create();
        try (RawServer server = RawServer.saying("");
                TunnelProxy proxy = TunnelProxy.securelyTo("127.0.0.1:" + server.port(), "user:pw", identity)) {
            HttpCall call = HttpCall.get("https://only-the-proxy-knows.invalid/x")
                    .proxy(proxy.url().toString().replace("//", "//user:pw@"));
            assertFails(call).matches(failure -> failure.reason() == Reason.UNTRUSTED);
            assertThat(proxy.requests()).isEmpty();
            assertFails(call.trust(TlsTrust.authorities(identity.certificate())))
                    .withMessageContaining("only-the-proxy-knows.invalid hung up during the TLS handshake");
            assertThat(proxy.requests()).containsOnly("CONNECT only-the-proxy-knows.invalid:443 HTTP/1.1");
        }
    }

    @Test
    void aServerThatWantsACertificateIsShownTheOneOfTheRuntime() throws Exception {
        SelfSigned identity = SelfSigned.create();
        Path keys = directory.resolve("keys.p12");
        identity.save(keys);
        try (SSLServerSocket server =
                (SSLServerSocket) identity.sockets().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.setNeedClientAuth(true);
            answering(server);
            String url = "https://127.0.0.1:" + server.getLocalPort() + "/";
            TlsTrust trust = TlsTrust.authorities(identity.certificate());
            assertFails(HttpCall.get(url).trust(trust));
            System.setProperty("javax.net.ssl.keyStore", keys.toString());
            System.setProperty("javax.net.ssl.keyStorePassword", SelfSigned.PASSWORD);
            // Another trust, so that another client is made.
            TlsTrust again = TlsTrust.authorities(identity.certificate() + "\n");
            assertThat(SENDER.send(HttpCall.get(url).trust(again)).text()).isEqualTo("x");
        } finally {
            System.clearProperty("javax.net.ssl.keyStore");
            System.clearProperty("javax.net.ssl.keyStorePassword");
        }
    }

    private static void answering(ServerSocket server) {
        Thread serving = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket one = server.accept()) {
                    head(new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII)));
                    write(one.getOutputStream(), ok("x"));
                } catch (IOException e) {
                    // A client without a certificate, or the end of the test.
                }
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    @Test
    void aHeaderWithALineBreakIsRefusedWithoutItsValue() throws Exception {
        assertFails(HttpCall.get("http://127.0.0.1:1/").header("X-A", "secret\r\nX-B: c"))
                .withMessage("GET http://127.0.0.1:1/ cannot be sent: the name or value of the header 'X-A' has"
                        + " characters that headers may not have, such as a line break.");
    }

    @Test
    void aFileIsSentAndAnAnswerSavedWithoutPassingThroughMemory() throws Exception {
        Path sent = Files.writeString(directory.resolve("sent"), "hello");
        Path saved = directory.resolve("saved");
        try (RawServer server = RawServer.saying(ok("content"))) {
            HttpAnswer answer = SENDER.save(HttpCall.of("PUT", server.url()).body(new HttpCall.Body.File(sent)), saved);
            assertThat(answer.body()).isEmpty();
            assertThat(saved).hasContent("content");
            assertThat(server.requests().get(0)).contains("Content-Length: 5");
        }
        try (RawServer server = RawServer.saying("HTTP/1.1 403 No\r\nContent-Length: 3\r\n\r\nwhy")) {
            assertThat(SENDER.save(HttpCall.get(server.url()), saved).text()).isEqualTo("why");
        }
        assertFails(HttpCall.of("PUT", "http://127.0.0.1:1/").body(new HttpCall.Body.File(directory.resolve("gone"))))
                .withMessage("PUT http://127.0.0.1:1/ cannot be sent: the file to send is not there any more.");
    }

    @Test
    void clientsAreSharedByTheirWayOut() throws Exception {
        try (RawServer server = RawServer.saying(ok("x"))) {
            SENDER.send(HttpCall.get(server.url()));
            int clients = SENDER.clients();
            for (int i = 0; i < 20; i++) {
                SENDER.send(HttpCall.get(server.url()).timeout(Duration.ofSeconds(5 + i)));
            }
            assertThat(SENDER.clients()).isEqualTo(clients);
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> Thread.sleep(60_000))) {
            Thread caller = Thread.currentThread();
            Thread interrupting = new Thread(() -> {
                while (server.requests().isEmpty()) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
            });
            interrupting.start();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> SENDER.send(HttpCall.get(server.url())));
        }
    }

    @Test
    void anInterruptedCallerIsLetGoWhileItConnects() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket waiting = new Socket();
                queue.add(waiting);
                Thread connecting = new Thread(() -> connect(waiting, full));
                connecting.setDaemon(true);
                connecting.start();
            }
            String url = "http://127.0.0.1:" + full.getLocalPort();
            assertFails(HttpCall.get(url).timeout(Duration.ofMillis(600)))
                    .matches(failure -> failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.TIMED_OUT);
            Thread caller = Thread.currentThread();
            Thread interrupting = new Thread(() -> {
                pause(300);
                caller.interrupt();
            });
            interrupting.start();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> SENDER.send(HttpCall.get(url).timeout(Duration.ofMinutes(10))));
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    private static void connect(Socket socket, ServerSocket server) {
        try {
            socket.connect(server.getLocalSocketAddress());
        } catch (IOException e) {
            // Closed at the end.
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileIsNotMissed() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> {
                try {
                    while (true) {
                        Socket one = server.accept();
                        connections.incrementAndGet();
                        // It promises to stay, answers once, and reads the next request only to hang up on it.
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII));
                        head(in);
                        write(one.getOutputStream(), ok("x"));
                        head(in);
                        one.close();
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            serving.setDaemon(true);
            serving.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            assertThat(SENDER.send(HttpCall.get(url)).text()).isEqualTo("x");
            assertThat(SENDER.send(HttpCall.get(url)).text()).isEqualTo("x");
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void whatIsNotSafeToRepeatIsNeverSentIntoAConnectionThatRested() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> {
                try {
                    while (true) {
                        Socket one = server.accept();
                        connections.incrementAndGet();
                        head(new BufferedReader(
                                new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII)));
                        write(one.getOutputStream(), ok("x"));
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            serving.setDaemon(true);
            serving.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            for (int i = 1; i <= 3; i++) {
                assertThat(SENDER.send(HttpCall.of("POST", url)).text()).isEqualTo("x");
                assertThat(connections).hasValue(i);
            }
        }
    }

    private static void head(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // All of it.
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"//a//b/?x=%2F&y|//a//b/?x=%2F&y", "|/", "?q|/?q", "/%7Euser/./..;v=1|/%7Euser/./..;v=1"})
    void aPathIsSentAsItIsWritten(String written, String sent) throws Exception {
        try (RawServer server = RawServer.saying(ok(""))) {
            SENDER.send(HttpCall.get(server.url() + (written == null ? "" : written)));
            assertThat(server.requests().get(0)).startsWith("GET " + sent + " HTTP/1.1\n");
        }
    }

    @Test
    void hintsBeforeTheAnswerAreNotTheAnswer() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + ok("the answer"))) {
            assertThat(SENDER.send(HttpCall.get(server.url())).text()).isEqualTo("the answer");
        }
        try (RawServer server = RawServer.saying("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(SENDER.send(HttpCall.of("DELETE", server.url())).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void onlyWhatTheCallerAsksForIsSent() throws Exception {
        try (RawServer server = RawServer.saying(ok(""))) {
            SENDER.send(HttpCall.get(server.url()));
            SENDER.send(HttpCall.of("POST", server.url()));
            assertThat(server.requests().get(0).split("\n"))
                    .containsExactlyInAnyOrder(
                            "GET / HTTP/1.1",
                            "Host: 127.0.0.1:" + server.port(),
                            "Connection: keep-alive",
                            "User-Agent: waybill");
            assertThat(server.requests().get(1)).contains("Content-Length: 0");
        }
    }

    @Test
    void endlessHeadersAreNotTaken() throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> {
            write(to, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 10_000_000; i++) {
                write(to, "X-" + i + ": y\r\n");
            }
        })) {
            assertFails(HttpCall.get(server.url()))
                    .withMessage("GET " + server.url() + " failed: Maximum header count exceeded.");
        }
    }

    @Test
    void retryAfterIsReadAsSecondsAndAsADate() {
        Instant now = Instant.parse("2026-05-01T12:00:00Z");
        assertThat(answer("120").retryAfter(now)).contains(Duration.ofSeconds(120));
        assertThat(answer("Fri, 01 May 2026 12:01:00 GMT").retryAfter(now)).contains(Duration.ofMinutes(1));
        assertThat(answer("Fri, 01 May 2026 11:00:00 GMT").retryAfter(now)).contains(Duration.ZERO);
        assertThat(answer("soon").retryAfter(now)).isEmpty();
    }

    @Test
    void aCallDoesNotShowItsSecrets() throws Exception {
        assertThat(HttpCall.get("https://user:pw@h/x?token=t").header("Authorization", "Bearer b"))
                .hasToString("GET https://h/x");
    }

    private static HttpAnswer answer(String retryAfter) {
        return new HttpAnswer(
                java.net.URI.create("http://h/"), 429, Map.of("retry-after", List.of(retryAfter)), new byte[0]);
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<HttpFailure> assertFails(HttpCall call) {
        return assertThatExceptionOfType(HttpFailure.class).isThrownBy(() -> SENDER.send(call));
    }

    private static RawServer redirecting(int status, String location) throws Exception {
        return RawServer.saying("HTTP/1.1 " + status + " X\r\nLocation: " + location
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void write(OutputStream to, String text) throws java.io.IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
