package io.jenkins.plugins.waybill.step.git;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.AppKey;
import io.jenkins.plugins.waybill.fixture.EverMoreTime;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.forge.ForgeRepository;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What GitHub says no to, and what it does not let in. */
class GitHubPushRefusalTest extends GitHubPushHarness {

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
        "SILENCE, was not answered completely within",
        "CUT_OFF, the connection was closed in the middle of the answer"
    })
    void anAnswerThatDoesNotComeWholeIsAskedForAgain(StubServer.Fault fault, String words) throws Exception {
        checkout("branch: main");
        change("app.yaml", "tag: 2\n", "Promote");
        front.on("POST " + API + "commits", fault);
        GitHubPushStep patient = step;

        EverMoreTime.attempt(limit -> {
            step = new GitHubPushStep(new Forges(limit, Duration.ofMillis(1)));
            StepResult result = push("");
            assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
            assertThat(result.message())
                    .contains("could not be asked to make a commit")
                    .contains(words);
        });

        step = patient;
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
}
