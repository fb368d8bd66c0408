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

class GitMergePrStepTest {

    private static final String SHOW = "GET " + PULLS + "/7";
    private static final String MERGE = "PUT " + PULLS + "/7/merge";

    @TempDir
    Path directory;

    private PullRequestBench bench;
    private GitMergePrStep step;

    @BeforeEach
    void start() throws Exception {
        bench = new PullRequestBench(directory);
        step = new GitMergePrStep(PullRequestBench.PATIENT);
        bench.forge.on(SHOW, 200, bench.pull(7, "open", ", \"mergeable\": true"));
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private StepResult merge(String more) throws Exception {
        return bench.promotion.runOnce(
                step, "{repoURL: '" + bench.url() + "', provider: github, prNumber: 7" + more + "}");
    }

    @Test
    void aPullRequestIsMergedByTheMethodWanted() throws Exception {
        bench.forge.on(MERGE, 200, "{\"sha\": \"" + MERGED_AS + "\", \"merged\": true}");

        StepResult result = merge(", mergeMethod: rebase");

        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(result.output()).hasToString("{\"commit\":\"" + MERGED_AS + "\"}");
        assertThat(bench.forge.last(MERGE).body()).contains("\"merge_method\":\"rebase\"");
    }

    @Test
    void whatIsMergedAlreadyIsASuccess() throws Exception {
        bench.forge.forget(SHOW).on(SHOW, 200, bench.merged(7));

        assertThat(merge("").output().path("commit").asText()).isEqualTo(MERGED_AS);
        assertThat(bench.forge.requests()).doesNotContain(MERGE);
    }

    @Test
    void whatIsNotMergeableYetIsWaitedForOrFails() throws Exception {
        bench.forge.on(MERGE, 405, "{\"message\": \"At least 1 approving review is required\"}");

        StepResult waiting = merge(", wait: true");
        assertThat(waiting.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(waiting.retryAfter()).hasSeconds(10);
        assertThat(waiting.message())
                .isEqualTo("waits until pull request #7 can be merged: At least 1 approving review is required."
                        + " https://github.example.com/shop/deploy/pull/7");
        assertThatThrownBy(() -> merge(""))
                .hasMessageContaining("cannot be merged now: At least 1 approving review is required. Set wait: true")
                .satisfies(failure ->
                        assertThat(((StepFailure) failure).isTerminal()).isTrue());
    }

    @Test
    void aMergeQueueIsWaitedForAndNotEnteredTwice() throws Exception {
        bench.forge
                .on(MERGE, 405, "{\"message\": \"Changes must be made through the merge queue\"}")
                .on("POST /api/graphql", 200, "{\"data\": {\"node\": {\"mergeQueueEntry\": null}}}")
                .on(
                        "POST /api/graphql",
                        200,
                        "{\"data\": {\"enqueuePullRequest\": {\"mergeQueueEntry\": {\"state\": \"QUEUED\", \"position\": 1}}}}")
                .on(
                        "POST /api/graphql",
                        200,
                        "{\"data\": {\"node\": {\"mergeQueueEntry\": {\"state\": \"QUEUED\", \"position\": 1}}}}");

        assertThat(merge(", wait: true").output().path("underWay").asBoolean()).isTrue();
        assertThat(merge(", wait: true").message())
                .isEqualTo("Pull request #7 is being merged: it is in the merge queue, at place 1 (queued)");
        bench.forge.forget(SHOW).on(SHOW, 200, bench.merged(7));
        assertThat(merge(", wait: true").output()).hasToString("{\"commit\":\"" + MERGED_AS + "\"}");
        assertThat(bench.forge.requests()).filteredOn(MERGE::equals).hasSize(1);
    }

    @Test
    void aLostAnswerIsLookedUp() throws Exception {
        bench.forge.on(MERGE, StubServer.Fault.CUT_OFF);

        StepResult lost = merge("");
        assertThat(lost.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(lost.message()).endsWith("Whether it was merged is looked up.");

        bench.forge.forget(SHOW).on(SHOW, 200, bench.merged(7));
        assertThat(merge("").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void silenceIsALostAnswerToo() throws Exception {
        bench.forge.on(MERGE, StubServer.Fault.SILENCE);

        EverMoreTime.attempt(limit -> {
            step = new GitMergePrStep(PullRequestBench.patient(limit));
            assertThat(merge("").message())
                    .contains("was not answered completely within")
                    .endsWith("Whether it was merged is looked up.");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | true  | would not merge pull request #7 (401): no. Check the token
            403 | true  | would not merge pull request #7 (403): no. Check the token
            404 | true  | found nothing to merge pull request #7 (404): no. It is not there
            409 | true  | Pull request #7 cannot be merged now: no. Set wait: true
            422 | true  | would not merge pull request #7 (422): no.
            """)
    void aRefusalIsFinal(int status, boolean terminal, String message) {
        bench.forge.on(MERGE, status, "{\"message\": \"no\"}");

        assertThatThrownBy(() -> merge("")).hasMessageContaining(message).satisfies(failure -> assertThat(
                        ((StepFailure) failure).isTerminal())
                .isEqualTo(terminal));
    }

    @Test
    void aForgeThatCannotBeReachedIsAnErrorThatMayGoAway() throws Exception {
        bench.forge.forget(SHOW).on(SHOW, 500, "{}");

        assertThatThrownBy(() -> merge(""))
                .hasMessageContaining("failed to show pull request #7 (500)")
                .satisfies(failure ->
                        assertThat(((StepFailure) failure).isTerminal()).isFalse());
    }

    @Test
    void aRateLimitIsObeyed() throws Exception {
        bench.forge.on(MERGE, 429, Map.of("Retry-After", "12"), "{}");

        assertThat(merge("").retryAfter()).hasSeconds(12);
    }

    @Test
    void whatWasClosedCannotBeMerged() {
        bench.forge.forget(SHOW).on(SHOW, 200, bench.pull(7, "closed", ", \"merged\": false"));

        assertThatThrownBy(() -> merge(", wait: true")).hasMessageContaining("was closed without being merged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {prNumber: 7}                                                | repoURL
            {repoURL: 'https://x/y', prNumber: 1.5}                      | prNumber
            {repoURL: 'https://x/y', prNumber: 7, mergeMethod: ''}       | mergeMethod
            {repoURL: 'https://x/y', prNumber: 7, wait: 'yes'}           | wait
            {repoURL: 'https://x/y', prNumber: 7, labels: [a]}           | labels
            """)
    void aWrongConfigIsRefusedBeforeAnythingRuns(String yaml, String field) {
        assertThat(step.schema().violations(StepRun.yaml(yaml)))
                .singleElement()
                .asString()
                .contains(field);
    }

    @Test
    void aPlanSaysWhatWouldBeMerged() throws Exception {
        bench.promotion.plan(
                step,
                "{repoURL: 'https://x.example.com/y', prNumber: " + PullRequests.PLANNED + ", mergeMethod: squash}");

        assertThat(bench.promotion.planned())
                .singleElement()
                .extracting(PlannedEffect::summary)
                .isEqualTo("would merge the pull request of https://x.example.com/y by squash");
    }
}
