package io.jenkins.plugins.waybill.step.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpDownloadStepTest {

    @TempDir
    Path directory;

    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        promotion = StepRun.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
    }

    @Test
    void aFileIsFetchedWithHeadersAndQuery() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")) {
            promotion.run(
                    new HttpDownloadStep(),
                    "{url: '" + server.url() + "/f', outPath: d/f.txt, headers: [{name: X-T, value: t}],"
                            + " queryParams: [{name: token, value: 's c'}]}");
            assertThat(promotion.workspace().read("d/f.txt")).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
            assertThat(server.requests().get(0))
                    .startsWith("GET /f?token=s+c HTTP/1.1")
                    .contains("X-T: t");
            assertThat(promotion.log()).containsExactly("Downloaded 3 bytes from " + server.url() + "/f to d/f.txt");
        }
    }

    @Test
    void aFileThatIsThereStaysUnlessItMayBeReplaced() throws Exception {
        promotion.workspace().write("f", new byte[] {'x'});
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny")) {
            assertThatThrownBy(() -> run(server, ""))
                    .isInstanceOfSatisfying(StepFailure.class, failure -> {
                        assertThat(failure.isTerminal()).isTrue();
                        assertThat(failure.status()).isEqualTo(StepStatus.ERRORED);
                    })
                    .hasMessage("There is a file at 'f' already. Set allowOverwrite: true to replace it.");
            assertThat(server.requests()).isEmpty();
            run(server, ", allowOverwrite: true");
            assertThat(promotion.workspace().read("f")).containsExactly('y');
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 409, 429, 500, 503})
    void anotherStatusIsToldAndMayGoAway(int status) throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n")) {
            assertThatThrownBy(() -> run(server, ""))
                    .isInstanceOfSatisfying(StepFailure.class, failure -> {
                        assertThat(failure.isTerminal()).isFalse();
                        assertThat(failure.status()).isEqualTo(StepStatus.FAILED);
                    })
                    .hasMessage("GET " + server.url() + "/x answered " + status
                            + "; a file comes with a status from 200 to 299.");
        }
    }

    @Test
    void brokenAndSlowAndTooLargeAnswersLeaveNoFile() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")) {
            assertThatThrownBy(() -> run(server, ""))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith("GET " + server.url() + "/x failed: ");
        }
        try (RawServer server = RawServer.answering((request, to) -> Thread.sleep(600_000))) {
            assertThatThrownBy(() -> run(server, ", timeout: 2s"))
                    .hasMessage("GET " + server.url() + "/x was not answered completely within 2 s.");
        }
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 104857601\r\n\r\nx")) {
            assertThatThrownBy(() -> run(server, ""))
                    .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                            .isTrue())
                    .hasMessage("The answer of " + server.url()
                            + "/x is larger than 100 MiB. http-download takes no larger files.");
        }
        assertThat(promotion.workspace().find("f")).isEmpty();
    }

    @Test
    void wrongTargetsAndTimesAreRefused() {
        assertThatThrownBy(() -> promotion.run(new HttpDownloadStep(), "{url: 'http://169.254.169.254/x', outPath: f}"))
                .hasMessage("The host 169.254.169.254 is a link-local address; requests to those are refused.");
        assertThatThrownBy(() -> promotion.run(new HttpDownloadStep(), "{url: 'ftp://h/x', outPath: f}"))
                .hasMessage("'ftp://h/x' is no http or https URL with a host.");
        assertThatThrownBy(() -> promotion.run(new HttpDownloadStep(), "{url: 'http://h/', outPath: f, timeout: x5sz}"))
                .hasMessage("invalid http-download config: timeout 'x5sz' is no duration such as 10s or 5m.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{url: a}", "{outPath: a}", "{url: a, outPath: b, method: GET}", "{url: 1, outPath: b}"})
    void wrongConfigsAreRefused(String config) {
        assertThat(new HttpDownloadStep().schema().violations(StepRun.yaml(config)))
                .isNotEmpty();
    }

    private void run(RawServer server, String more) throws Exception {
        promotion.runOnce(
                new HttpDownloadStep(), "{url: '" + server.url() + "/x?token=secret', outPath: f" + more + "}");
    }
}
