package io.jenkins.plugins.waybill.step.pullrequest;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.EverMoreTime;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.git.GitCloneStep;
import io.jenkins.plugins.waybill.step.git.GitCommitStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jenkins.plugins.waybill.step.pullrequest.PullRequestBench.LIST;
import static io.jenkins.plugins.waybill.step.pullrequest.PullRequestBench.PULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitOpenPrStepTest {

    private static final String OPEN = "POST " + PULLS;
    private static final String LABELS = "POST /api/v3/repos/shop/deploy/issues/7/labels";
    private static final String LINK = "[View in Waybill](https://board.example.com/#/shop/promotions/dev.01.abc)";

    @TempDir
    Path directory;

    private PullRequestBench bench;
    private GitOpenPrStep step;

    @BeforeEach
    void start() throws Exception {
        bench = new PullRequestBench(directory);
        step = new GitOpenPrStep(PullRequestBench.PATIENT);
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private String config(String more) {
        return "{repoURL: '" + bench.url() + "', provider: github, sourceBranch: next, targetBranch: main" + more + "}";
    }

    private StepResult run(String more) throws Exception {
        return bench.promotion.run(step, config(more));
    }

    private String sent(String field) throws Exception {
        return new ObjectMapper()
                .readTree(bench.forge.last(OPEN).body())
                .path(field)
                .asText();
    }

    private long opened() {
        return bench.forge.requests().stream().filter(OPEN::equals).count();
    }

    @Test
    void aPullRequestIsOpenedWithWhatTheNewestCommitSays() throws Exception {
        bench.forge.on(OPEN, 201, bench.pull(7, "open", ""));

        StepResult result = run("");

        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(result.output())
                .hasToString("{\"pr\":{\"id\":7,\"url\":\"https://github.example.com/shop/deploy/pull/7\"}}");
        assertThat(sent("title")).isEqualTo("Promote app to 2");
        assertThat(sent("body")).isEqualTo("Because it is\nbetter.\n\n" + LINK);
        assertThat(sent("head")).isEqualTo("next");
        assertThat(sent("base")).isEqualTo("main");
    }

    @Test
    void titleDescriptionAndLabelsAreAsConfigured() throws Exception {
        bench.forge.on(OPEN, 201, bench.pull(7, "open", "")).on(LABELS, 200, "[]");

        run(", title: To dev, description: Reasons, labels: [a, b]");

        assertThat(sent("title")).isEqualTo("To dev");
        assertThat(sent("body")).isEqualTo("Reasons\n\n" + LINK);
        assertThat(bench.forge.last(LABELS).body()).isEqualTo("{\"labels\":[\"a\",\"b\"]}");
    }

    @Test
    void aTitleAloneLeavesTheWholeMessageAsDescription() throws Exception {
        bench.forge.on(OPEN, 201, bench.pull(7, "open", ""));

        run(", title: To dev");

        assertThat(sent("body")).isEqualTo("Promote app to 2\n\nBecause it is\nbetter.\n\n" + LINK);
    }

    @Test
    void theNewestOpenPullRequestIsTakenBeforeMergedOnes() throws Exception {
        bench.forge
                .forget(LIST)
                .on(
                        LIST,
                        200,
                        "[" + bench.merged(9) + "," + bench.pull(5, "open", "") + "," + bench.pull(6, "open", "") + ","
                                + bench.pull(8, "closed", "") + "]");

        assertThat(run("").output().at("/pr/id").asInt()).isEqualTo(6);
        assertThat(opened()).isZero();
        assertThat(bench.promotion.log()).singleElement().asString().contains("#6, which is open already");
    }

    @Test
    void aPullRequestThatWasMergedAtThisVeryCommitIsTaken() throws Exception {
        bench.forge.forget(LIST).on(LIST, 200, "[" + bench.merged(9) + "]");

        assertThat(run("").output().at("/pr/id").asInt()).isEqualTo(9);
        assertThat(opened()).isZero();
    }

    @Test
    void aPullRequestThatWasMergedAtAnEarlierCommitIsNot() throws Exception {
        String earlier = bench.merged(9).replace(bench.head.name(), "0".repeat(40));
        bench.forge.forget(LIST).on(LIST, 200, "[" + earlier + "]").on(OPEN, 201, bench.pull(10, "open", ""));

        assertThat(run("").output().at("/pr/id").asInt()).isEqualTo(10);
    }

    @Test
    void aRunAfterACrashTakesWhatTheFirstRecorded() throws Exception {
        bench.forge.on(OPEN, 201, bench.pull(7, "open", ""));
        run("");
        int before = bench.forge.requests().size();

        assertThat(run("").output().at("/pr/id").asInt()).isEqualTo(7);
        assertThat(bench.forge.requests()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SILENCE", "CUT_OFF"})
    void anAnswerThatWasLostIsLookedUpAndNothingIsOpenedTwice(StubServer.Fault fault) throws Exception {
        bench.forge.on(OPEN, fault);

        EverMoreTime.attempt(limit -> {
            bench.forge.forget(LIST).on(LIST, 200, "[]").on(LIST, 200, "[" + bench.pull(7, "open", "") + "]");
            step = new GitOpenPrStep(PullRequestBench.patient(limit));
            long before = opened();
            assertThat(run("").output().at("/pr/id").asInt()).isEqualTo(7);
            assertThat(opened()).isEqualTo(before + 1);
        });
    }

    @Test
    void aRequestThatWasLostOnItsWayIsAnErrorThatMayGoAway() {
        bench.forge.on(OPEN, 502, "{\"message\": \"Bad gateway\"}");

        assertThatThrownBy(() -> run(""))
                .hasMessageContaining("failed to open a pull request (502): Bad gateway")
                .satisfies(failure ->
                        assertThat(((StepFailure) failure).isTerminal()).isFalse());
    }

    @Test
    void somebodyElsesPullRequestThatCameFirstIsTaken() throws Exception {
        bench.forge
                .on(LIST, 200, "[" + bench.pull(8, "open", "") + "]")
                .on(
                        OPEN,
                        422,
                        "{\"message\": \"Validation Failed\", \"errors\": [{\"resource\": \"PullRequest\", \"code\": \"custom\","
                                + " \"message\": \"A pull request already exists for shop:next.\"}]}");

        assertThat(run("").output().at("/pr/id").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | would not open a pull request (401): no. Check the token
            403 | would not open a pull request (403): no. Check the token
            404 | found nothing to open a pull request (404): no. It is not there
            409 | would not open a pull request (409): no.
            422 | would not open a pull request (422): no.
            500 | failed to open a pull request (500): no.
            """)
    void aRefusalIsToldInTheForgesOwnWords(int status, String message) {
        bench.forge.on(OPEN, status, "{\"message\": \"no\"}");

        assertThatThrownBy(() -> run("")).isInstanceOf(StepFailure.class).hasMessageContaining(message);
    }

    @Test
    void aRateLimitIsNoErrorAndIsObeyed() throws Exception {
        bench.forge.on(OPEN, 429, java.util.Map.of("Retry-After", "33"), "");

        StepResult result = run("");

        assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(result.retryAfter()).hasSeconds(33);
        assertThat(result.message()).contains("limits how often it may be asked");
    }

    @Test
    void branchesWithTheSameFilesNeedNoPullRequest() throws Exception {
        bench.repository.branch("next", bench.repository.head("main"));

        StepResult result = run("");

        assertThat(result.status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(result.output()).isNull();
    }

    @Test
    void branchesThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> bench.promotion.run(step, config("").replace("next", "gone")))
                .hasMessageContaining("There is no source branch 'gone'")
                .hasMessageContaining("it has main, next. Push it with git-push first.");
        bench.forge.on(LIST.replace("base=main", "base=prod"), 200, "[]");
        assertThatThrownBy(
                        () -> bench.promotion.run(step, config("").replace("targetBranch: main", "targetBranch: prod")))
                .hasMessageContaining("There is no target branch 'prod'");
    }

    @Test
    void aProviderThatCannotBeGuessedIsAskedFor() {
        assertThatThrownBy(() -> bench.promotion.run(step, config("").replace("provider: github, ", "")))
                .hasMessageContaining("What runs at 127.0.0.1 cannot be told from its name. Set provider")
                .satisfies(failure ->
                        assertThat(((StepFailure) failure).isTerminal()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {repoURL: 'https://x/y', sourceBranch: a}                                        | targetBranch
            {repoURL: 'git@x:y', sourceBranch: a, targetBranch: b}                           | repoURL
            {repoURL: 'https://x/y', sourceBranch: a, targetBranch: b, labels: x}            | labels
            {repoURL: 'https://x/y', sourceBranch: a, targetBranch: b, provider: sourcehut}  | provider
            {repoURL: 'https://x/y', sourceBranch: '', targetBranch: b}                      | sourceBranch
            {repoURL: 'https://x/y', sourceBranch: a, targetBranch: b, draft: true}          | draft
            """)
    void aWrongConfigIsRefusedBeforeAnythingRuns(String yaml, String field) {
        assertThat(step.schema().violations(io.jenkins.plugins.waybill.fixture.StepRun.yaml(yaml)))
                .singleElement()
                .asString()
                .contains(field);
    }

    @Test
    void aPlanShowsThePullRequestThatWouldBeOpened() throws Exception {
        bench.promotion.run(
                new GitCloneStep(), "{repoURL: '" + bench.url() + "', checkout: [{branch: main, path: src}]}");
        bench.promotion.workspace().write("src/app.yaml", "tag: 3\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bench.promotion.run(new GitCommitStep(), "{path: src, message: \"Promote app to 3\\n\\nAt last.\"}");

        StepResult planned =
                bench.promotion.plan(step, config(", labels: [promotion]").replace("next", "kargo/promotion/x"));

        assertThat(bench.promotion.planned())
                .singleElement()
                .extracting(PlannedEffect::summary)
                .isEqualTo("would open a pull request \"Promote app to 3\" from kargo/promotion/x into main of "
                        + bench.url() + ", labelled promotion\n\nAt last.\n\n" + LINK);
        assertThat(new GitWaitForPrStep()
                        .schema()
                        .violations(new ObjectMapper()
                                .createObjectNode()
                                .put("repoURL", bench.url())
                                .set("prNumber", planned.output().at("/pr/id"))))
                .isEmpty();
        assertThat(opened()).isZero();
    }

    @Test
    void aPlanShowsThePullRequestThatIsThereAlready() throws Exception {
        bench.forge.forget(LIST).on(LIST, 200, "[" + bench.pull(5, "open", "") + "]");

        bench.promotion.plan(step, config(""));

        assertThat(bench.promotion.planned())
                .extracting(PlannedEffect::summary)
                .isEqualTo(List.of("would go on with pull request #5 from next into main of " + bench.url()
                        + ", which is there already: https://github.example.com/shop/deploy/pull/5"));
    }
}
