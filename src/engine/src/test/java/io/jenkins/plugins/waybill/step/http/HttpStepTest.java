package io.jenkins.plugins.waybill.step.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpStepTest {

    @TempDir
    Path directory;

    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private StepRun promotion;
    private int status = 200;
    private String contentType = "application/json";
    private byte[] answer = "{\"state\":\"ok\",\"count\":3}".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void open() throws Exception {
        promotion = StepRun.in(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Token") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (exchange.getRequestURI().getPath().equals("/metadata")) {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop(0);
        promotion.close();
    }

    @Test
    void anAnswerIsJudgedAndReadByExpressions() throws Exception {
        StepResult result = run("method: POST\nbody: hello\nheaders: [{name: X-Token, value: t}]\n"
                + "queryParams: [{name: q, value: 'a b'}]\n"
                + "successExpression: response.status == 200 && response.body.state == 'ok'\n"
                + "outputs:\n- {name: count, fromExpression: response.body.count}\n"
                + "- {name: type, fromExpression: response.header('content-type')}\n");
        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(result.output().toString()).isEqualTo("{\"count\":3,\"type\":\"application/json\"}");
        assertThat(requests).containsExactly("POST /?q=a+b t hello");
    }

    @Test
    void failureWinsOverSuccessAndSaysWhy() {
        assertThatThrownBy(() -> run("successExpression: 'true'\nfailureExpression: response.body.count > 2\n"
                        + "errorExpression: '\"count is \" + string(response.body.count)'\n"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage("HTTP response met failure criteria: count is 3");
    }

    @Test
    void whileNeitherHoldsItAsksAgainLater() throws Exception {
        StepResult result = run("successExpression: response.body.state == 'done'\npollInterval: 45s\n");
        assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(result.retryAfter()).isEqualTo(Duration.ofSeconds(45));
        assertThat(result.message()).contains("satisfies successExpression; the last was 200");
    }

    @Test
    void withoutExpressionsTheStatusDecides() throws Exception {
        assertThat(run("").status()).isEqualTo(StepStatus.SUCCEEDED);
        status = 503;
        StepResult missed = run("");
        assertThat(missed.status()).isEqualTo(StepStatus.FAILED);
        assertThat(missed.message()).contains("answered 503");
    }

    @Test
    void bodiesAreReadByTheirType() throws Exception {
        contentType = "application/yaml";
        answer = "a: [1, 2]\n".getBytes(StandardCharsets.UTF_8);
        assertThat(output("len(response.body.a)")).isEqualTo("2");
        contentType = "text/plain; charset=utf-8";
        assertThat(output("response.body")).isEqualTo("\"a: [1, 2]\\n\"");
        contentType = "application/json";
        assertThatThrownBy(() -> run("")).hasMessageContaining("says it answers JSON, but its body is none");
        contentType = "something/else";
        assertThat(output("response.body")).isEqualTo("{}");
        answer = new byte[0];
        assertThat(output("response.body")).isEqualTo("{}");
    }

    @Test
    void linkLocalAddressesAreRefusedAlsoBehindARedirect() {
        assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "url: http://169.254.169.254/latest"))
                .hasMessage("The host 169.254.169.254 is a link-local address; requests to those are refused.");
        assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "url: " + url() + "/metadata"))
                .hasMessage("The host 169.254.169.254 is a link-local address; requests to those are refused.");
    }

    @Test
    void theProxyIsGuardedToo() {
        assertThatThrownBy(() -> run("proxy: http://169.254.169.254:3128"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage("The proxy 169.254.169.254 is a link-local address; requests to those are refused.");
        assertThatThrownBy(() -> run("proxy: 'http://not a proxy'"))
                .isInstanceOf(StepFailure.class)
                .hasMessage("The proxy 'http://not a proxy' is no URL: Illegal character in authority.");
    }

    @Test
    void theTimeoutEndsAnAnswerThatTricklesIn() throws Exception {
        try (RawServer slow = RawServer.answering((request, to) -> {
            to.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx".getBytes(StandardCharsets.UTF_8));
            Thread.sleep(600_000);
        })) {
            assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "{url: '" + slow.url() + "', timeout: 2s}"))
                    .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                            .isFalse())
                    .hasMessage("GET " + slow.url() + " was not answered completely within 2 s.");
        }
    }

    @Test
    void anAnswerThatIsNeitherCompleteNorWellMadeIsTold() throws Exception {
        try (RawServer broken = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
            assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "url: " + broken.url()))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith("GET " + broken.url() + " failed: ");
        }
        try (RawServer astray =
                RawServer.saying("HTTP/1.1 302 Found\r\nLocation: http://a b\r\nContent-Length: 0\r\n\r\n")) {
            assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "url: " + astray.url()))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContaining(
                            "was redirected with status 302 to 'http://a b', which is no http or https URL");
        }
    }

    @Test
    void tooLargeAnswersAndDeadServersAreTold() throws Exception {
        answer = new byte[2 * 1024 * 1024 + 1];
        assertThatThrownBy(() -> run(""))
                .hasMessage("The answer of " + url() + "/ is larger than 2 MiB. Use http-download for files.");
        String url = url();
        server.stop(0);
        assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "url: '" + url + "/x?token=secret'"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("GET " + url + "/x failed: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void wrongExpressionsAndUrlsAreTold() {
        assertThatThrownBy(() -> run("successExpression: 'response.('"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessageContaining("successExpression cannot be read");
        assertThatThrownBy(() -> run("successExpression: response.status"))
                .hasMessage("successExpression must give true or false: response.status");
        assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "url: ftp://example.com"))
                .hasMessage("'ftp://example.com' is no http or https URL with a host.");
        assertThatThrownBy(() -> promotion.runOnce(new HttpStep(), "{url: 'http://localhost', timeout: x5sz}"))
                .hasMessageContaining("timeout 'x5sz' is no duration");
    }

    @Test
    void aPlanSendsNothing() throws Exception {
        promotion.plan(new HttpStep(), "{url: '" + url() + "/hook?token=secret', method: POST}");
        assertThat(requests).isEmpty();
        assertThat(promotion.planned().get(0).summary()).isEqualTo("would send POST to " + url() + "/hook");
    }

    private String output(String expression) throws Exception {
        return run("outputs: [{name: x, fromExpression: '" + expression.replace("'", "''") + "'}]\n")
                .output()
                .get("x")
                .toString();
    }

    private StepResult run(String more) throws Exception {
        return promotion.runOnce(new HttpStep(), "url: " + url() + "/\n" + more);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
