package io.jenkins.plugins.waybill.step.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WaybillWaitStepTest {

    @TempDir
    Path directory;

    private final WaybillWaitStep step = new WaybillWaitStep();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private StepRun promotion;
    private int status = 200;
    private int announced;
    private String answer = "{\"ready\":false,\"why\":\"1 of 2\"}";

    @BeforeEach
    void open() throws Exception {
        promotion = StepRun.in(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, announced == 0 ? bytes.length : announced);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
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
    void it_waits_until_the_answer_is_as_wanted_and_hands_it_on() throws Exception {
        String config = "successExpression: response.body.ready\nerrorExpression: response.body.why\ninterval: 45s\n"
                + "outputs: [{name: why, fromExpression: response.body.why}]\n";

        StepResult waiting = run(config);

        assertThat(waiting.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(waiting.retryAfter()).isEqualTo(Duration.ofSeconds(45));
        assertThat(waiting.message()).isEqualTo("waits for " + url() + ": the last answer was 200: 1 of 2");
        answer = "{\"ready\":true,\"why\":\"2 of 2\"}";
        StepResult over = run(config);
        assertThat(over.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(over.output()).hasToString("{\"why\":\"2 of 2\"}");
    }

    @Test
    void without_expressions_the_status_decides() throws Exception {
        assertThat(run("").status()).isEqualTo(StepStatus.SUCCEEDED);
        status = 404;
        assertThat(run("").message()).endsWith("the last answer was 404");
    }

    @Test
    void several_answers_in_a_row_can_be_asked_for() throws Exception {
        assertThat(run("successes: 3\n").message()).endsWith("1 of 3 answers in a row are as wanted");
        assertThat(run("successes: 3\n").message()).endsWith("2 of 3 answers in a row are as wanted");
        status = 503;
        assertThat(run("successes: 3\n").output()).hasToString("{\"successes\":0}");
        status = 200;
        run("successes: 3\n");
        run("successes: 3\n");
        assertThat(run("successes: 3\n").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void a_failure_ends_the_wait_and_says_why() {
        assertThatThrownBy(() -> run("failureExpression: response.body.why contains 'of'\nsuccessExpression: 'true'\n"
                        + "errorExpression: response.body.why\n"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> {
                    assertThat(failure.isTerminal()).isTrue();
                    assertThat(failure.status()).isEqualTo(StepStatus.FAILED);
                })
                .hasMessage("The answer of " + url() + " meets failureExpression: 1 of 2.");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 429, 500, 502, 503})
    void trouble_that_may_pass_is_waited_for(int trouble) throws Exception {
        status = trouble;

        StepResult result = run("");

        assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(result.message()).endsWith("the last answer was " + trouble);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void being_refused_is_an_error(int refused) {
        status = refused;

        assertThatThrownBy(() -> run(""))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isFalse())
                .hasMessage("GET " + url() + ": the last answer was " + refused
                        + ". Check the credentials in 'headers', and what they allow.");
    }

    @Test
    void half_an_answer_no_answer_and_nonsense_are_waited_for() throws Exception {
        announced = 500;
        assertThat(run("").status()).isEqualTo(StepStatus.RUNNING);
        announced = 0;
        answer = "<html>";
        assertThat(run("").message()).contains("says it answers JSON, but its body is none");
        String url = url();
        server.stop(0);
        StepResult gone = promotion.run(step, "url: '" + url + "?token=secret'");
        assertThat(gone.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(gone.message()).contains("no connection to 127.0.0.1").doesNotContain("secret");
    }

    @Test
    void what_can_never_work_is_told_at_once() {
        assertThatThrownBy(() -> run("successExpression: 'response.('\n"))
                .hasMessageContaining("successExpression cannot be read");
        assertThatThrownBy(() -> run("successExpression: response.status\n"))
                .hasMessage("successExpression must give true or false: response.status");
        assertThatThrownBy(() -> run("interval: x5sz\n"))
                .hasMessageContaining("invalid waybill-wait config: interval 'x5sz' is no duration");
        assertThatThrownBy(() -> promotion.runOnce(step, "url: 'http://169.254.169.254/latest'"))
                .hasMessageContaining("link-local");
        assertThatThrownBy(() -> promotion.runOnce(step, "url: ftp://example.com"))
                .isInstanceOf(StepFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{url: ''}",
                "{url: x, method: POST}",
                "{url: x, successes: 0}",
                "{url: x, headers: [{name: a}]}",
                "{url: x, interval: often}",
                "{url: x, certificates: nonsense}",
                "{url: x, outputs: [{name: a}]}",
                "{url: x, certificates: c, insecureSkipTLSVerify: true}",
            })
    void wrong_configs_are_refused(String config) {
        assertThat(step.schema().violations(StepRun.yaml(config))).isNotEmpty();
    }

    @Test
    void a_plan_asks_nobody() throws Exception {
        promotion.plan(step, "url: '" + url() + "?token=secret'");

        assertThat(requests).hasValue(0);
        assertThat(promotion.planned().get(0).summary())
                .startsWith("would wait until " + url())
                .doesNotContain("secret");
    }

    private StepResult run(String more) throws Exception {
        return promotion.run(step, "url: " + url() + "\n" + more);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/status";
    }
}
