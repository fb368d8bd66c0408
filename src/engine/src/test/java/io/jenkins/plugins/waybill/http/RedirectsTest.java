package io.jenkins.plugins.waybill.http;

import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.http.HttpCall.Redirects;
import io.jenkins.plugins.waybill.http.HttpFailure.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jenkins.plugins.waybill.http.Wire.assertFails;
import static io.jenkins.plugins.waybill.http.Wire.ok;
import static io.jenkins.plugins.waybill.http.Wire.redirecting;
import static io.jenkins.plugins.waybill.http.Wire.write;
import static org.assertj.core.api.Assertions.assertThat;

/** Where redirects lead, and what goes along. */
@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedirectsTest {

    private static final HttpSender SENDER = HttpSender.shared();

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
}
