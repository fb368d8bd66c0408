package io.jenkins.plugins.waybill.step.git;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.GitHubServer;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.StepResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitHubPushStepTest extends GitHubPushHarness {

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
}
