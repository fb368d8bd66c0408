package io.jenkins.plugins.waybill.step.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitStepsTest {

    private static final String SUBMODULE = "1234567890123456789012345678901234567890";

    @TempDir
    Path directory;

    private SampleRepository gitops;
    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        gitops = SampleRepository.create(directory.resolve("gitops.git"));
        gitops.edit("main", "Start", files -> files.file("env/dev/values.yaml", "tag: 1\r\n")
                .executable("bin/deploy", "#!/bin/sh\n")
                .link("current", "env/dev")
                .file("logo.png", new byte[] {(byte) 0x89, 'P', 0, (byte) 0xff})
                .submodule("vendor/lib", ObjectId.fromString(SUBMODULE)));
        promotion = StepRun.in(directory.resolve("home"));
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
        gitops.close();
    }

    @Test
    void aChangeTravelsFromCloneToPushAndTouchesNothingElse() throws Exception {
        Map<String, String> before = gitops.files("main");
        ObjectId start = gitops.head("main");

        StepResult cloned = clone("{branch: main, path: ./src, as: repo}");
        assertThat(cloned.output().at("/commits/repo").asText()).isEqualTo(start.name());
        change("src/env/dev/values.yaml", "tag: 2\r\n");
        StepResult committed = commit("Update dev\n\n\n- tag: 2  \n\n");
        StepResult pushed = push("");

        ObjectId landed = gitops.head("main");
        assertThat(pushed.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(pushed.output().get("commit").asText()).isEqualTo(landed.name());
        assertThat(pushed.output().get("branch").asText()).isEqualTo("main");
        assertThat(committed.output().get("commit").asText()).isEqualTo(landed.name());
        RevCommit commit = parse(landed);
        assertThat(commit.getFullMessage()).isEqualTo("Update dev\n\n- tag: 2\n");
        assertThat(commit.getParent(0)).isEqualTo(start);
        assertThat(commit.getAuthorIdent().getEmailAddress()).isEqualTo("waybill@example.com");
        assertThat(commit.getAuthorIdent().getWhenAsInstant()).isEqualTo("2026-05-01T12:00:00Z");
        Map<String, String> after = gitops.files("main");
        assertThat(gitops.read("main", "env/dev/values.yaml")).isEqualTo("tag: 2\r\n");
        before.keySet().stream()
                .filter(path -> !path.equals("env/dev/values.yaml"))
                .forEach(path -> assertThat(after.get(path)).isEqualTo(before.get(path)));
        assertThat(after).hasSameSizeAs(before);
    }

    @Test
    void nothingToCommitIsSkippedAndPushingItChangesNothing() throws Exception {
        ObjectId start = gitops.head("main");
        clone("{branch: main, path: ./src}");
        StepResult committed = commit("Nothing");
        assertThat(committed.status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(committed.output().get("commit").asText()).isEqualTo(start.name());
        assertThat(push("").output().get("commit").asText()).isEqualTo(start.name());
        assertThat(gitops.head("main")).isEqualTo(start);
    }

    @Test
    void eachStepCanBeRepeatedAfterACrashAndLeavesOneCommit() throws Exception {
        clone("{branch: main, path: ./src}");
        clone("{branch: main, path: ./src}");
        change("src/env/dev/values.yaml", "tag: 2\r\n");
        promotion.restart();
        String snapshot = promotion.workspaces().snapshot(promotion.workspace(), UnaryOperator.identity());
        String first = commit("Update dev").output().get("commit").asText();
        try (StepRun again = StepRun.in(directory.resolve("other-home"))) {
            // Another process, with the same objects to be made again.
            again.run(new GitCloneStep(), "repoURL: " + gitops.url() + "\ncheckout: [{branch: main, path: ./src}]");
            again.workspace().write("src/env/dev/values.yaml", "tag: 2\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(again.run(new GitCommitStep(), "path: ./src\nmessage: Update dev")
                            .output()
                            .get("commit")
                            .asText())
                    .isEqualTo(first);
        }
        assertThat(snapshot).contains("\"path\":\"src\"");
        promotion.restart();
        String landed = push("").output().get("commit").asText();
        assertThat(push("").output().get("commit").asText()).isEqualTo(landed);
        assertThat(gitops.history("main")).hasSize(2);
    }

    @Test
    void whatOthersPushedMeanwhileIsKept() throws Exception {
        clone("{branch: main, path: ./src}");
        change("src/env/dev/values.yaml", "tag: 2\r\n");
        commit("Update dev");
        gitops.commit("main", "env/prod/values.yaml", "tag: 7\n");
        String landed = push("").output().get("commit").asText();
        assertThat(landed).isEqualTo(gitops.head("main").name());
        assertThat(gitops.read("main", "env/prod/values.yaml")).isEqualTo("tag: 7\n");
        assertThat(gitops.read("main", "env/dev/values.yaml")).isEqualTo("tag: 2\r\n");
        assertThat(new String(promotion.workspace().read("src/env/prod/values.yaml"), StandardCharsets.UTF_8))
                .isEqualTo("tag: 7\n");
    }

    @Test
    void aConflictFailsThePromotionAndNamesThePath() throws Exception {
        clone("{branch: main, path: ./src}");
        change("src/env/dev/values.yaml", "tag: 2\r\n");
        commit("Update dev");
        ObjectId others = gitops.commit("main", "env/dev/values.yaml", "tag: 3\r\n");
        assertThatThrownBy(() -> push(""))
                .isInstanceOfSatisfying(StepFailure.class, failure -> {
                    assertThat(failure.status()).isEqualTo(StepStatus.FAILED);
                    assertThat(failure.isTerminal()).isTrue();
                })
                .hasMessageContaining("env/dev/values.yaml");
        assertThat(gitops.head("main")).isEqualTo(others);
    }

    @Test
    void aRefusedPushTellsWhatTheServerSaidAndIsTriedAnewNextTime() throws Exception {
        gitops.hook("pre-receive", "#!/bin/sh\necho 'main is frozen until Monday' >&2\nexit 1\n");
        clone("{branch: main, path: ./src}");
        change("src/env/dev/values.yaml", "tag: 2\r\n");
        commit("Update dev");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> push(""))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContaining("main is frozen until Monday");
        }
        gitops.hook("pre-receive", "#!/bin/sh\nexit 0\n");
        assertThat(push("").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void aMissingBranchIsAnErrorThatNamesThoseThereAre() {
        assertThatThrownBy(() -> clone("{branch: stable, path: ./src}"))
                .isInstanceOf(StepFailure.class)
                .hasMessage("There is no branch 'stable' in " + gitops.url()
                        + "; it has main. Create the branch, name another, or set create: true.");
    }

    @Test
    void aMissingBranchIsMadeEmptyWhereTheConfigAsksForIt() throws Exception {
        StepResult cloned = clone("{branch: rendered, path: ./out, create: true}");
        ObjectId first = gitops.head("rendered");
        assertThat(cloned.output().at("/commits/.~1out").asText()).isEqualTo(first.name());
        RevCommit commit = parse(first);
        assertThat(commit.getParentCount()).isZero();
        assertThat(commit.getFullMessage()).isEqualTo("Initial commit\n");
        assertThat(gitops.files("rendered")).isEmpty();
        change("out/dev.yaml", "kind: List\n");
        commit("./out", "Render");
        push("./out", "");
        assertThat(gitops.files("rendered")).containsOnlyKeys("dev.yaml");
    }

    @Test
    void aPlanShowsTheDiffAndPushesNothing() throws Exception {
        ObjectId start = gitops.head("main");
        promotion.plan(
                new GitCloneStep(),
                "repoURL: " + gitops.url()
                        + "\ncheckout: [{branch: main, path: ./src}, {branch: new, path: ./new, create: true}]");
        change("src/env/dev/values.yaml", "tag: 2\r\n");
        promotion.plan(new GitCommitStep(), "path: ./src\nmessage: Update dev");
        promotion.plan(new GitPushStep(), "path: ./src");
        assertThat(promotion.planned()).hasSize(2);
        assertThat(promotion.planned().get(0).summary()).contains("would create branch new");
        assertThat(promotion.planned().get(1).summary()).contains("would push \"Update dev\" to main");
        assertThat(promotion.planned().get(1).diff()).contains("-tag: 1", "+tag: 2", "a/env/dev/values.yaml");
        assertThat(gitops.head("main")).isEqualTo(start);
        assertThat(gitops.find("refs/heads/new")).isEmpty();
    }

    @Test
    void aGeneratedBranchIsNamedAfterThePromotionAndOverwritten() throws Exception {
        for (String tag : new String[] {"2", "3"}) {
            clone("{branch: main, path: ./src}");
            change("src/env/dev/values.yaml", "tag: " + tag + "\n");
            commit("Update dev to " + tag);
            StepResult pushed = push("generateTargetBranch: true");
            assertThat(pushed.output().get("branch").asText()).isEqualTo("kargo/promotion/dev.01.abc");
        }
        assertThat(gitops.read("kargo/promotion/dev.01.abc", "env/dev/values.yaml"))
                .isEqualTo("tag: 3\n");
        assertThat(gitops.history("main")).hasSize(1);
    }

    @Test
    void aDetachedCheckoutNeedsATargetBranch() throws Exception {
        ObjectId old = gitops.head("main");
        gitops.commit("main", "new", "x");
        clone("{commit: " + old.name() + ", path: ./src}");
        assertThat(promotion.workspace().find("src/new")).isEmpty();
        assertThatThrownBy(() -> push(""))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("say where to push with targetBranch");
        change("src/env/dev/values.yaml", "tag: 2\n");
        commit("Update dev");
        push("targetBranch: hotfix");
        assertThat(gitops.read("hotfix", "env/dev/values.yaml")).isEqualTo("tag: 2\n");
    }

    @Test
    void clearingLeavesAnEmptyTree() throws Exception {
        clone("{branch: main, path: ./src}");
        promotion.run(new GitClearStep(), "path: ./src");
        change("src/only", "x");
        commit("Start over");
        push("");
        assertThat(gitops.files("main")).containsOnlyKeys("only");
    }

    @Test
    void aTagIsMadeHereAndPushed() throws Exception {
        clone("{branch: main, path: ./src}");
        promotion.run(new GitTagStep(), "{path: ./src, tag: v1.0.0, message: First release}");
        assertThat(gitops.find("refs/tags/v1.0.0")).isEmpty();
        promotion.restart();
        push("tag: v1.0.0");
        try (RevWalk walk = new RevWalk(gitops.repository())) {
            RevTag tag = walk.parseTag(gitops.find("refs/tags/v1.0.0").orElseThrow());
            assertThat(tag.getFullMessage()).isEqualTo("First release\n");
            assertThat(tag.getObject()).isEqualTo(gitops.head("main"));
        }
        clone("{branch: main, path: ./src}");
        assertThatThrownBy(() -> promotion.run(new GitTagStep(), "again", "{path: ./src, tag: v1.0.0, message: Again}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("There is a tag 'v1.0.0' already");
        assertThatThrownBy(() -> promotion.run(new GitTagStep(), "{path: ./src, tag: 'a b', message: Again}"))
                .hasMessageContaining("'a b' is no name for a tag");
    }

    @Test
    void stepsOutsideACheckoutSayWhatIsMissing() {
        assertThatThrownBy(() -> commit("./src", "x"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("There is no repository at './src'")
                .hasMessageContaining("git-clone must mount one there first");
    }

    @Test
    void aRepositoryThatDoesNotExistIsNamed() {
        String url = directory.resolve("nowhere.git").toUri().toString();
        assertThatThrownBy(() -> promotion.run(
                        new GitCloneStep(), "repoURL: " + url + "\ncheckout: [{branch: main, path: ./src}]"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("nowhere.git");
    }

    @Test
    void aSigningKeyThatIsNoneIsRefusedWithoutShowingIt() throws Exception {
        clone("{branch: main, path: ./src}");
        change("src/x", "x");
        assertThatThrownBy(() -> promotion.run(
                        new GitCommitStep(),
                        "{path: ./src, message: x, author: {name: A, email: a@example.com, signingKey: abc}}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("no OpenPGP private key")
                .hasMessageContaining("'author.signingKey'")
                .hasMessageNotContaining("abc");
    }

    @Test
    void aCommitsOwnAuthorIsItsCommitterToo() throws Exception {
        clone("{branch: main, path: ./src, as: repo}");
        change("src/x", "x");
        promotion.run(new GitCommitStep(), "{path: ./src, message: x, author: {name: Ada, email: ada@example.com}}");
        push("");

        RevCommit commit = parse(gitops.head("main"));
        assertThat(commit.getAuthorIdent().getName()).isEqualTo("Ada");
        assertThat(commit.getCommitterIdent().getName()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{repoURL: x}",
                "{repoURL: x, checkout: []}",
                "{repoURL: x, checkout: [{branch: main}]}",
                "{repoURL: x, checkout: [{path: p, branch: a, tag: b}]}",
                "{repoURL: x, checkout: [{path: p, branch: a, fromFreight: true}]}",
                "{repoURL: x, checkout: [{path: p}], author: {name: a, email: nobody}}",
                "{repoURL: 1, checkout: [{path: p}]}"
            })
    void wrongCloneConfigsAreRefused(String yaml) {
        assertThat(new GitCloneStep().schema().violations(StepRun.yaml(yaml))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://github.com/o/r.git||https://github.com/o/r/commit/ID",
                "git@gitlab.com:g/r.git||https://gitlab.com/g/r/-/commit/ID",
                "https://bitbucket.org/o/r||https://bitbucket.org/o/r/commits/ID",
                "https://git.example.com:8443/o/r|gitea|https://git.example.com:8443/o/r/commit/ID",
                "https://git.example.com/o/r||",
                "file:///srv/github/r||"
            })
    void commitsAreLinkedWhereTheForgeIsKnown(String url, String provider, String expected) {
        ObjectId id = ObjectId.fromString(SUBMODULE);
        assertThat(CommitUrl.of(url, provider, id))
                .isEqualTo(java.util.Optional.ofNullable(expected).map(text -> text.replace("ID", SUBMODULE)));
    }

    private StepResult clone(String checkout) throws Exception {
        return promotion.run(new GitCloneStep(), "repoURL: " + gitops.url() + "\ncheckout: [" + checkout + "]");
    }

    private void change(String path, String content) throws Exception {
        promotion.workspace().write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private StepResult commit(String message) throws Exception {
        return commit("./src", message);
    }

    private StepResult commit(String path, String message) throws Exception {
        return promotion.run(
                new GitCommitStep(), "path: " + path + "\nmessage: \"" + message.replace("\n", "\\n") + "\"");
    }

    private StepResult push(String more) throws Exception {
        return push("./src", more);
    }

    private StepResult push(String path, String more) throws Exception {
        return promotion.run(new GitPushStep(), "path: " + path + "\n" + more);
    }

    private RevCommit parse(ObjectId commit) throws Exception {
        try (RevWalk walk = new RevWalk(gitops.repository())) {
            return walk.parseCommit(commit);
        }
    }
}
