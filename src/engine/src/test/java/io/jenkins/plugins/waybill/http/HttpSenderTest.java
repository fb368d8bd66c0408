package io.jenkins.plugins.waybill.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.http.HttpFailure.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jenkins.plugins.waybill.http.Wire.assertFails;
import static io.jenkins.plugins.waybill.http.Wire.ok;
import static io.jenkins.plugins.waybill.http.Wire.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
            assertFails(HttpCall.get(server.url() + "/slow?token=secret").timeout(Duration.ofSeconds(2)))
                    .withMessage("GET " + server.url() + "/slow was not answered completely within 2 s.")
                    .matches(failure -> failure.reason() == Reason.TIMED_OUT && failure.mayHaveArrived());
        }
    }

    @Test
    void theTimeoutCoversAServerThatSaysNothing() throws Exception {
        try (RawServer server = RawServer.answering((request, to) -> Thread.sleep(600_000))) {
            assertFails(HttpCall.get(server.url()).timeout(Duration.ofSeconds(2)))
                    .withMessage("GET " + server.url() + " was not answered completely within 2 s.");
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
    @ValueSource(strings = {"CONNECT", "GET /x", ""})
    void whatIsNoMethodIsRefused(String method) throws Exception {
        assertFails(HttpCall.of(method, "http://127.0.0.1:1/"))
                .withMessage(method + " http://127.0.0.1:1/ cannot be sent: '" + method
                        + "' is no method of a request; expected one such as GET, POST or PUT.")
                .matches(failure -> failure.reason() == Reason.REFUSED);
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
}
