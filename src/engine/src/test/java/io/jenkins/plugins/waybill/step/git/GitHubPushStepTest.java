package io.jenkins.plugins.waybill.step.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.AppKey;
import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.GitHubServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.forge.ForgeRepository;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitHubPushStepTest {

    private static final String TOKEN = "s3cr3t-token";
    private static final String API = "/api/v3/repos/shop/deploy/git/";
    private static final String STAGING = "refs/kargo/staging/dev.01.abc/github-push";
    private static final String MOVE = "PATCH " + API + "refs/heads/main";

    @TempDir
    Path directory;

    private SampleRepository gitops;
    private GitHttpServer git;
    private GitHubServer github;
    private StubServer front;
    private SampleHost.Keyring keys;
    private StepRun promotion;
    private GitHubPushStep step;
    private ObjectId start;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(directory.resolve("repositories/shop"));
        gitops = SampleRepository.create(directory.resolve("repositories/shop/deploy"));
        start = gitops.commit("main", "app.yaml", "tag: 1\n");
        git = GitHttpServer.serve(directory.resolve("repositories"));
        github = GitHubServer.serve(gitops, "shop", "deploy").withToken(TOKEN);
        front = StubServer.start().before(git.url("").replaceFirst("/$", "")).before("/api/", github.url());
        keys = new SampleHost.Keyring().with("http", new Credential.UsernamePassword("ada", Secret.of(TOKEN)));
        promotion = StepRun.on(
                SampleHost.in(Files.createDirectories(directory.resolve("home")), keys),
                GitSettings.DEFAULTS.withPlainHttpCredentials(GitSettings.PlainHttpCredentials.LOOPBACK));
        step = new GitHubPushStep(new Forges(Duration.ofSeconds(20), Duration.ofMillis(1)));
    }

    @AfterEach
    void stop() throws Exception {
        promotion.close();
        front.close();
        github.close();
        git.close();
        gitops.close();
    }

    private String url() {
        return front.url() + "/shop/deploy";
    }

    private void checkout(String more) throws Exception {
        promotion.run(new GitCloneStep(), "{repoURL: '" + url() + "', checkout: [{path: src, " + more + "}]}");
    }

    private ObjectId change(String file, String content, String message) throws Exception {
        promotion.workspace().write("src/" + file, content.getBytes(StandardCharsets.UTF_8));
        return ObjectId.fromString(promotion
                .run(new GitCommitStep(), "{path: src, message: \"" + message + "\"}")
                .output()
                .path("commit")
                .asText());
    }

    private StepResult push(String more) throws Exception {
        return promotion.run(step, "{path: src" + more + "}");
    }

    private RevCommit commit(ObjectId id) throws Exception {
        try (RevWalk walk = new RevWalk(gitops.repository())) {
            return walk.parseCommit(id);
        }
    }

    @Test
    void commitsAreMadeAndSignedByGitHubWithTheFilesOfTheCheckout() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote to 2\\n\\nBecause.");
        ObjectId local = change("logo.bin", "\u0000x", "Add a logo");

        StepResult result = push("");

        ObjectId landed = gitops.head("main");
        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(result.output())
                .hasToString("{\"commit\":\"" + landed.name() + "\",\"branch\":\"main\",\"commitURL\":\"" + url()
                        + "/commit/" + landed.name() + "\"}");
        RevCommit newest = commit(landed);
        RevCommit first = commit(newest.getParent(0));
        assertThat(List.of(first.getFullMessage(), newest.getFullMessage()))
                .containsExactly("Promote to 2\n\nBecause.", "Add a logo");
        assertThat(first.getParent(0)).isEqualTo(start);
        assertThat(newest.getAuthorIdent().getName()).isEqualTo(GitHubServer.BOT);
        assertThat(newest.getRawGpgSignature()).isNotNull();
        assertThat(newest.getTree()).isEqualTo(commit(local).getTree());
        assertThat(gitops.find(STAGING)).isEmpty();
        assertThat(promotion.workspace().checkoutAt("src").orElseThrow().head()).contains(landed);
    }

    @Test
    void anAuthorWhomTheManifestNamesIsToldInATrailer() throws Exception {
        checkout("branch: main");
        promotion.workspace().write("src/a", "1".getBytes(StandardCharsets.UTF_8));
        promotion.run(
                new GitCommitStep(), "{path: src, message: Change, author: {name: Ada L, email: ada@example.com}}");
        promotion.workspace().write("src/a", "2".getBytes(StandardCharsets.UTF_8));
        promotion.run(
                new GitCommitStep(),
                "{path: src, message: \"Again\\n\\nSigned-off-by: Bo <bo@example.com>\","
                        + " author: {name: Ada L, email: ada@example.com}}");

        push("");

        RevCommit newest = commit(gitops.head("main"));
        assertThat(newest.getFullMessage())
                .isEqualTo("Again\n\nSigned-off-by: Bo <bo@example.com>\nCo-authored-by: Ada L <ada@example.com>");
        assertThat(commit(newest.getParent(0)).getFullMessage())
                .isEqualTo("Change\n\nCo-authored-by: Ada L <ada@example.com>");
    }

    @Test
    void whatOthersPushedBeforeIsBuiltOn() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        ObjectId other = gitops.commit("main", "other.yaml", "x");

        push("");

        assertThat(commit(gitops.head("main")).getParent(0)).isEqualTo(other);
        assertThat(gitops.files("main")).containsOnlyKeys("app.yaml", "other.yaml");
        assertThat(promotion.workspace().read("src/other.yaml")).isNotEmpty();
    }

    @Test
    void whatOthersPushMeanwhileIsBuiltOnByAnotherAttempt() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        github.beforeMove(() -> gitops.commit("main", "other.yaml", "x"));

        assertThat(push("").status()).isEqualTo(StepStatus.SUCCEEDED);

        assertThat(gitops.history("main")).containsExactly("Promote", "Change other.yaml", "Change app.yaml");
        assertThat(gitops.find(STAGING)).isEmpty();
    }

    @Test
    void itGivesUpAfterAsManyAttemptsAsAreAllowed() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        for (int i = 0; i < 5; i++) {
            String file = "other" + i;
            github.beforeMove(() -> gitops.commit("main", file, "x"));
        }

        assertThatThrownBy(() -> push(", maxAttempts: 2"))
                .hasMessage("Others pushed to main of " + url() + " meanwhile. Gave up after 2 attempts.")
                .satisfies(GitHubPushStepTest::mayGoAway);
        assertThat(gitops.find(STAGING)).isEmpty();
    }

    @Test
    void aChangeThatContradictsOthersIsFinal() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        gitops.commit("main", "app.yaml", "tag: 3\n");

        assertThatThrownBy(() -> push(""))
                .hasMessageContaining("contradicts")
                .hasMessageContaining("app.yaml")
                .satisfies(GitHubPushStepTest::isFinal);
        assertThat(github.requests()).noneMatch(request -> request.startsWith("P"));
    }

    @Test
    void forceOverwritesTheBranch() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        gitops.commit("main", "app.yaml", "tag: 3\n");

        push(", force: true");

        assertThat(gitops.history("main")).containsExactly("Promote", "Change app.yaml");
        assertThat(commit(gitops.head("main")).getParent(0)).isEqualTo(start);
    }

    @Test
    void aGeneratedBranchIsMadeAndOverwritten() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");

        StepResult first = push(", generateTargetBranch: true");
        assertThat(first.output().path("branch").asText()).isEqualTo("kargo/promotion/dev.01.abc");
        assertThat(gitops.history("kargo/promotion/dev.01.abc")).containsExactly("Promote", "Change app.yaml");
        assertThat(gitops.head("main")).isEqualTo(start);

        change("app.yaml", "tag: 4\n", "Promote again");
        promotion.outputs().remove("github-push");
        push(", generateTargetBranch: true");
        assertThat(gitops.history("kargo/promotion/dev.01.abc"))
                .containsExactly("Promote again", "Promote", "Change app.yaml");
    }

    @Test
    void anotherBranchGetsOnlyTheNewWorkSigned() throws Exception {
        gitops.branch("next", start);
        gitops.commit("next", "feature", "x");
        ObjectId feature = gitops.head("next");
        checkout("branch: next");
        change("app.yaml", "tag: 2\n", "Promote");

        push(", targetBranch: main");

        RevCommit newest = commit(gitops.head("main"));
        assertThat(newest.getRawGpgSignature()).isNotNull();
        assertThat(newest.getParent(0))
                .as("is on GitHub already and stays itself")
                .isEqualTo(feature);
        assertThat(github.requests()).filteredOn("POST commits"::equals).hasSize(1);
    }

    @Test
    void aCheckoutWithoutNewCommitsChangesNothing() throws Exception {
        checkout("branch: main");

        StepResult result = push("");

        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(result.output().path("commit").asText()).isEqualTo(start.name());
        assertThat(github.requests()).allMatch(request -> request.startsWith("GET") || request.startsWith("DELETE"));
    }

    @Test
    void aWholeHistoryIsNotReplayed() throws Exception {
        checkout("branch: main");
        for (int i = 0; i < 11; i++) {
            change("app.yaml", "tag: x" + i + "\n", "Promote " + i);
        }

        assertThatThrownBy(() -> push(""))
                .hasMessageContaining("There are 11 new commits in the checkout, and github-push makes at most 10 anew")
                .satisfies(GitHubPushStepTest::isFinal);
    }

    @Test
    void aBranchThatIsGoneIsNotMadeAgain() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        gitops.branch("other", start).deleteBranch("main");

        assertThatThrownBy(() -> push("")).hasMessageContaining("The branch 'main' is no longer in " + url());
    }

    @Test
    void aMoveWhoseAnswerWasLostIsRecognisedAndNotRepeated() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on(MOVE, StubServer.Fault.LOST);

        StepResult uncertain = push("");
        ObjectId landed = gitops.head("main");
        assertThat(uncertain.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(uncertain.message()).endsWith("Whether it landed is looked up.");
        gitops.commit("main", "other.yaml", "x");

        StepResult result = push("");

        assertThat(result.output().path("commit").asText()).isEqualTo(landed.name());
        assertThat(gitops.history("main")).containsExactly("Change other.yaml", "Promote", "Change app.yaml");
        assertThat(github.requests()).filteredOn("POST commits"::equals).hasSize(1);
        assertThat(gitops.find(STAGING)).isEmpty();
    }

    @Test
    void aCrashBetweenTheMoveAndItsRecordMakesNoSecondCommit() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        StepResult moved = promotion.runOnce(step, "{path: src}");
        assertThat(moved.status()).isEqualTo(StepStatus.RUNNING);
        ObjectId landed = gitops.head("main");
        promotion.outputs().remove("github-push");
        promotion.restart();

        StepResult result = push("");

        assertThat(result.output().path("commit").asText()).isEqualTo(landed.name());
        assertThat(gitops.history("main")).containsExactly("Promote", "Change app.yaml");
    }

    @Test
    void aCrashAfterTheRecordOnlyCleansUp() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        promotion.runOnce(step, "{path: src}");
        gitops.deleteRef(STAGING);
        promotion.restart();

        assertThat(push("").output().path("commit").asText())
                .isEqualTo(gitops.head("main").name());
        assertThat(gitops.history("main")).containsExactly("Promote", "Change app.yaml");
    }

    @Test
    void theFilesOfTheBranchAreThereAfterARestart() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        gitops.commit("main", "other.yaml", "x");
        push("");
        promotion.restart();

        assertThat(promotion.workspace().read("src/other.yaml")).isNotEmpty();
        change("app.yaml", "tag: 3\n", "Promote on");
        promotion.run(step, "second", "{path: src}");
        assertThat(gitops.history("main"))
                .containsExactly("Promote on", "Promote", "Change other.yaml", "Change app.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | would not make a commit (401): no. Check the token in this repository's credentials
            403 | would not make a commit (403): no. Check the token in this repository's credentials
            404 | found nothing to make a commit (404): no. It is not there, or may not be seen
            409 | would not make a commit (409): no.
            422 | would not make a commit (422): no.
            """)
    void aRefusalIsToldInGitHubsWordsAndLeavesNoTrace(int status, String message) throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on("POST " + API + "commits", status, "{\"message\": \"no\"}");

        assertThatThrownBy(() -> push(""))
                .hasMessageContaining(message)
                .hasMessageNotContaining(TOKEN)
                .satisfies(GitHubPushStepTest::mayGoAway);
        assertThat(gitops.find(STAGING)).isEmpty();
        assertThat(gitops.head("main")).isEqualTo(start);
    }

    @Test
    void aRuleOfTheBranchIsToldAndNotTakenForALostRace() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on(
                MOVE,
                422,
                "{\"message\": \"Repository rule violations found\\n\\nChanges must be made through a pull request.\"}");

        assertThatThrownBy(() -> push(""))
                .hasMessageContaining(
                        "would not move heads/main (422): Repository rule violations found Changes must be"
                                + " made through a pull request.");
        assertThat(front.requests()).filteredOn(MOVE::equals).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, failed to make a commit (500)", "502, failed to make a commit (502)"})
    void aServerThatBreaksDownIsAskedAgainAFewTimes(int status, String message) throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on("POST " + API + "commits", status, "{\"message\": \"oops\"}");

        assertThat(push(", maxAttempts: 2").status()).isEqualTo(StepStatus.RUNNING);
        assertThatThrownBy(() -> push(", maxAttempts: 2")).hasMessageContaining(message + ": oops");
        assertThat(gitops.find(STAGING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SILENCE, was not answered completely within 600 ms",
        "CUT_OFF, the connection was closed in the middle of the answer"
    })
    void anAnswerThatDoesNotComeWholeIsAskedForAgain(StubServer.Fault fault, String words) throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on("POST " + API + "commits", fault);
        step = new GitHubPushStep(new Forges(Duration.ofMillis(600), Duration.ofMillis(1)));

        StepResult result = push("");

        assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(result.message())
                .contains("could not be asked to make a commit")
                .contains(words);
        front.forget("POST " + API + "commits");
        assertThat(push("").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void aRateLimitIsNoErrorAndIsObeyed() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on("POST " + API + "commits", 429, Map.of("Retry-After", "33"), "");

        StepResult result = push("");

        assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(result.retryAfter()).hasSeconds(33);
    }

    @Test
    void anAnswerAboutOtherFilesIsNotTrusted() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on(
                "POST " + API + "commits",
                201,
                "{\"sha\": \"" + start.name() + "\", \"tree\": {\"sha\": \"" + "0".repeat(40) + "\"}}");

        assertThat(push("").message()).contains("its answer names none with these files");
        assertThat(gitops.head("main")).isEqualTo(start);
    }

    @Test
    void theKeyOfAGitHubAppOpensBothGitAndTheApi() throws Exception {
        keys.clear().with("http", new Credential.GitHubApp("Iv1.0123", "7", Secret.of(AppKey.asGitHubMakesIt())));
        git.withAccount("x-access-token", TOKEN);
        String tokens = "POST /api/v3/app/installations/7/access_tokens";
        front.on(
                tokens,
                201,
                "{\"token\": \"" + TOKEN + "\", \"expires_at\": \""
                        + Instant.now().plusSeconds(3600) + "\"}");
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");

        assertThat(push("").status()).isEqualTo(StepStatus.SUCCEEDED);

        assertThat(commit(gitops.head("main")).getRawGpgSignature()).isNotNull();
        assertThat(front.requests()).filteredOn(tokens::equals).hasSize(1);
    }

    @Test
    void anAppThatIsNotInstalledIsToldByBoth() {
        keys.clear().with("http", new Credential.GitHubApp("Iv1.0123", "8", Secret.of(AppKey.asGitHubMakesIt())));
        front.on("POST /api/v3/app/installations/8/access_tokens", 404, "{\"message\": \"Not Found\"}");

        assertThatThrownBy(() -> checkout("branch: main"))
                .hasMessageContaining("The GitHub App Iv1.0123 gets no token for shop/deploy: status 404 (Not Found)");
        assertThatThrownBy(() -> new Forges()
                        .gitHubDatabase(
                                new ForgeRepository("shop", url(), "github", false),
                                keys,
                                java.time.InstantSource.system()))
                .hasMessageContaining("Check the number of the installation");
    }

    @Test
    void withoutATokenItSaysWhatIsNeeded() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        keys.clear();

        assertThatThrownBy(() -> push(""))
                .hasMessageContaining("No token is known for the repository at 127.0.0.1, and GitHub's API needs one")
                .hasMessageContaining("an SSH key is not enough")
                .satisfies(GitHubPushStepTest::isFinal);
        keys.with("http", new Credential.PrivateKey("git", Secret.of("key"), null));
        assertThatThrownBy(() -> push("")).hasMessageContaining("an SSH key is not enough");
    }

    @Test
    void aRepositoryThatIsOnNoServerIsNamed() throws Exception {
        promotion.run(new GitCloneStep(), "{repoURL: '" + gitops.url() + "', checkout: [{path: src, branch: main}]}");

        assertThatThrownBy(() -> push(""))
                .hasMessageContaining("repoURL is not on a server")
                .satisfies(GitHubPushStepTest::isFinal);
    }

    @Test
    void aCommitThatIsCheckedOutNeedsATargetBranch() throws Exception {
        checkout("commit: " + start.name());

        assertThatThrownBy(() -> push("")).hasMessageContaining("say where to push with targetBranch");
        assertThatThrownBy(() -> promotion.run(step, "{path: elsewhere}"))
                .hasMessageContaining("There is no repository at 'elsewhere'");
    }

    @Test
    void aPlanShowsWhatWouldBePushedAndSendsNothing() throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");

        promotion.plan(step, "{path: src}");

        PlannedEffect planned = promotion.planned().get(0);
        assertThat(planned.summary())
                .isEqualTo("would push \"Promote\" to main of " + url() + ", as commits made by GitHub");
        assertThat(planned.diff()).contains("-tag: 1", "+tag: 2");
        assertThat(github.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                            | path
            {path: ''}                                                    | path
            {path: 3}                                                     | path
            {path: a, tag: v1}                                            | tag
            {path: a, provider: github}                                   | provider
            {path: a, maxAttempts: 0}                                     | maxAttempts
            {path: a, maxAttempts: often}                                 | maxAttempts
            {path: a, force: 'yes'}                                       | force
            {path: a, insecureSkipTLSVerify: 1}                           | insecureSkipTLSVerify
            {path: a, generateTargetBranch: true, targetBranch: b}        | targetBranch
            """)
    void aWrongConfigIsRefusedBeforeAnythingRuns(String yaml, String field) {
        assertThat(step.schema().violations(StepRun.yaml(yaml)))
                .singleElement()
                .asString()
                .contains(field);
    }

    private static void isFinal(Throwable failure) {
        assertThat(((StepFailure) failure).isTerminal()).isTrue();
        assertThat(((StepFailure) failure).status()).isEqualTo(StepStatus.FAILED);
    }

    private static void mayGoAway(Throwable failure) {
        assertThat(((StepFailure) failure).isTerminal()).isFalse();
    }
}
