package io.jenkins.plugins.waybill.step.git;

import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepResult;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that are lost, and a Waybill that dies at the worst moments. */
class GitHubPushCrashTest extends GitHubPushHarness {

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
}
