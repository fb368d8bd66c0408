package io.jenkins.plugins.waybill.step.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.GitHubServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A checkout of a repository on a GitHub of the test's own, which loses, refuses and delays what it is told to. */
abstract class GitHubPushHarness {

    static final String TOKEN = "s3cr3t-token";
    static final String API = "/api/v3/repos/shop/deploy/git/";
    static final String STAGING = "refs/kargo/staging/dev.01.abc/github-push";
    static final String MOVE = "PATCH " + API + "refs/heads/main";

    @TempDir
    Path directory;

    SampleRepository gitops;
    GitHttpServer git;
    GitHubServer github;
    StubServer front;
    SampleHost.Keyring keys;
    StepRun promotion;
    GitHubPushStep step;
    ObjectId start;

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
        step = new GitHubPushStep(new Forges(Duration.ofMinutes(5), Duration.ofMillis(1)));
    }

    @AfterEach
    void stop() throws Exception {
        promotion.close();
        front.close();
        github.close();
        git.close();
        gitops.close();
    }

    String url() {
        return front.url() + "/shop/deploy";
    }

    void checkout(String more) throws Exception {
        promotion.run(new GitCloneStep(), "{repoURL: '" + url() + "', checkout: [{path: src, " + more + "}]}");
    }

    ObjectId change(String file, String content, String message) throws Exception {
        promotion.workspace().write("src/" + file, content.getBytes(StandardCharsets.UTF_8));
        return ObjectId.fromString(promotion
                .run(new GitCommitStep(), "{path: src, message: \"" + message + "\"}")
                .output()
                .path("commit")
                .asText());
    }

    StepResult push(String more) throws Exception {
        return promotion.run(step, "{path: src" + more + "}");
    }

    RevCommit commit(ObjectId id) throws Exception {
        try (RevWalk walk = new RevWalk(gitops.repository())) {
            return walk.parseCommit(id);
        }
    }

    static void isFinal(Throwable failure) {
        assertThat(((StepFailure) failure).isTerminal()).isTrue();
        assertThat(((StepFailure) failure).status()).isEqualTo(StepStatus.FAILED);
    }

    static void mayGoAway(Throwable failure) {
        assertThat(((StepFailure) failure).isTerminal()).isFalse();
    }
}
