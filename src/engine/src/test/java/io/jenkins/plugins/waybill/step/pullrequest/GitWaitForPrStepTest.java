package io.jenkins.plugins.waybill.step.pullrequest;

import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.EverMoreTime;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jenkins.plugins.waybill.step.pullrequest.PullRequestBench.MERGED_AS;
import static io.jenkins.plugins.waybill.step.pullrequest.PullRequestBench.PULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitWaitForPrStepTest {

    private static final String SHOW = "GET " + PULLS + "/7";

    @TempDir
    Path directory;

    private PullRequestBench bench;
    private GitWaitForPrStep step;

    @BeforeEach
    void start() throws Exception {
        bench = new PullRequestBench(directory);
        step = new GitWaitForPrStep(PullRequestBench.PATIENT);
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private StepResult look(String more) throws Exception {
        return bench.promotion.runOnce(
                step, "{repoURL: '" + bench.url() + "', provider: github, prNumber: 7" + more + "}");
    }

    @Test
    void itWaitsWhileThePullRequestIsOpenAndSucceedsWhenItIsMerged() throws Exception {
        bench.forge.on(SHOW, 200, bench.pull(7, "open", "")).on(SHOW, 200, bench.merged(7));

        StepResult waiting = look("");
        assertThat(waiting.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(waiting.retryAfter()).hasSeconds(30);
        assertThat(waiting.message())
                .isEqualTo("waits until pull request #7 is merged: https://github.example.com/shop/deploy/pull/7");
        assertThat(waiting.output())
                .hasToString("{\"pr\":{\"id\":7,"
                        + "\"url\":\"https://github.example.com/shop/deploy/pull/7\",\"open\":true,\"merged\":false}}");

        StepResult merged = look(", pollInterval: 2m");
        assertThat(merged.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(merged.output())
                .hasToString("{\"pr\":{\"id\":7,"
                        + "\"url\":\"https://github.example.com/shop/deploy/pull/7\",\"open\":false,\"merged\":true},"
                        + "\"commit\":\"" + MERGED_AS + "\"}");
    }

    @Test
    void theIntervalIsAsConfigured() throws Exception {
        bench.forge.on(SHOW, 200, bench.pull(7, "open", ""));

        assertThat(look(", pollInterval: 2m").retryAfter()).hasMinutes(2);
        assertThatThrownBy(() -> look(", pollInterval: x5s"))
                .hasMessage("pollInterval 'x5s' is no duration; write something like 30s or 2m.");
    }

    @Test
    void aPullRequestThatIsClosedEndsTheWaitForGood() {
        bench.forge.on(SHOW, 200, bench.pull(7, "closed", ", \"merged\": false"));

        assertThatThrownBy(() -> look(""))
                .hasMessage("Pull request #7 was closed without being merged:"
                        + " https://github.example.com/shop/deploy/pull/7")
                .satisfies(failure ->
                        assertThat(((StepFailure) failure).isTerminal()).isTrue());
    }

    @Test
    void aForgeThatBreaksDownForAWhileDoesNotEndTheWait() throws Exception {
        bench.forge.on(SHOW, 200, bench.pull(7, "open", "")).on(SHOW, 500, "{\"message\": \"Server Error\"}");
        look("");

        StepResult unanswered = look("");
        assertThat(unanswered.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(unanswered.message()).contains("failed to show pull request #7 (500): Server Error");
        assertThat(unanswered.output().at("/unanswered").asInt()).isEqualTo(1);
        assertThat(unanswered.output().at("/pr/open").asBoolean())
                .as("the last look counts")
                .isTrue();

        bench.forge.forget(SHOW).on(SHOW, 200, bench.pull(7, "open", ""));
        assertThat(look("").output().has("unanswered")).isFalse();
    }

    @Test
    void aForgeThatStaysAwayDoes() throws Exception {
        bench.forge.close();
        for (int i = 0; i < 3; i++) {
            assertThat(look("").status()).isEqualTo(StepStatus.RUNNING);
        }
        bench.promotion.outputs().put("git-wait-for-pr", StepRun.object("{unanswered: 20}"));

        assertThatThrownBy(() -> look(""))
                .hasMessageContaining("no connection to 127.0.0.1")
                .hasMessageContaining("It did not answer 20 times before.");
    }

    @Test
    void silenceAndHalfAnswersAreNoAnswers() throws Exception {
        bench.forge.on(SHOW, StubServer.Fault.SILENCE);
        EverMoreTime.attempt(limit -> {
            step = new GitWaitForPrStep(PullRequestBench.patient(limit));
            assertThat(look("").message()).contains("was not answered completely within");
        });

        step = new GitWaitForPrStep(PullRequestBench.PATIENT);
        bench.forge.forget(SHOW).on(SHOW, StubServer.Fault.CUT_OFF);
        assertThat(look("").message()).contains("could not be asked to show pull request #7");
    }

    @Test
    void aRateLimitIsObeyed() throws Exception {
        bench.forge.on(SHOW, 429, Map.of("Retry-After", "45"), "{}");

        assertThat(look("").retryAfter()).hasSeconds(45);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | would not show pull request #7 (401): no. Check the token
            404 | found nothing to show pull request #7 (404): no. It is not there
            409 | would not show pull request #7 (409): no.
            422 | would not show pull request #7 (422): no.
            """)
    void whatWillNotGoAwayIsAnError(int status, String message) {
        bench.forge.on(SHOW, status, "{\"message\": \"no\"}");

        assertThatThrownBy(() -> look("")).isInstanceOf(StepFailure.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {repoURL: 'https://x/y'}                                     | prNumber
            {repoURL: 'https://x/y', prNumber: 0}                        | prNumber
            {repoURL: 'https://x/y', prNumber: '7'}                      | prNumber
            {repoURL: 'https://x/y', prNumber: 7, pollInterval: often}   | pollInterval
            {repoURL: 'https://x/y', prNumber: 7, wait: true}            | wait
            """)
    void aWrongConfigIsRefusedBeforeAnythingRuns(String yaml, String field) {
        assertThat(step.schema().violations(StepRun.yaml(yaml)))
                .singleElement()
                .asString()
                .contains(field);
    }

    @Test
    void aPlanSaysWhatWouldBeWaitedFor() throws Exception {
        StepResult planned = bench.promotion.plan(step, "{repoURL: 'https://ada:secret@x.example.com/y', prNumber: 7}");

        assertThat(bench.promotion.planned())
                .singleElement()
                .extracting(PlannedEffect::summary)
                .isEqualTo("would wait until pull request #7 of https://****@x.example.com/y is merged");
        assertThat(planned.output().at("/pr/merged").asBoolean()).isTrue();
    }
}
