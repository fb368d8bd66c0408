package io.jenkins.plugins.waybill.step.pullrequest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.host.Secret;
import org.eclipse.jgit.lib.ObjectId;

/** A GitHub Enterprise Server that has one repository, and a promotion that works on it. */
final class PullRequestBench implements AutoCloseable {

    static final String TOKEN = "s3cr3t-token";
    static final String PULLS = "/api/v3/repos/shop/deploy/pulls";
    static final String LIST =
            "GET " + PULLS + "?state=all&per_page=100&sort=created&direction=desc&head=shop%3Anext&base=main";
    static final String MERGED_AS = "e5bd3914e2e596debea16f433f57875b5b90bcd6";
    static final Forges PATIENT = new Forges(Duration.ofMinutes(5), Duration.ofMillis(1));

    static Forges patient(Duration limit) {
        return new Forges(limit, Duration.ofMillis(1));
    }

    final SampleRepository repository;
    final GitHttpServer git;
    final StubServer forge;
    final StepRun promotion;
    final ObjectId head;

    PullRequestBench(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("repositories/shop"));
        repository = SampleRepository.create(directory.resolve("repositories/shop/deploy"));
        repository.commit("main", "app.yaml", "tag: 1\n");
        repository.branch("next", repository.head("main"));
        head = repository.commit(
                "next", "Promote app to 2\n\nBecause it is\nbetter.\n", Map.of("app.yaml", "tag: 2\n"));
        git = GitHttpServer.serve(directory.resolve("repositories"));
        forge = StubServer.start().before(git.url("").replaceFirst("/$", ""));
        Host plain = SampleHost.in(
                Files.createDirectories(directory.resolve("home")),
                new SampleHost.Keyring().with("http", new Credential.UsernamePassword("ada", Secret.of(TOKEN))));
        promotion = StepRun.on(new Host(
                plain.home(),
                plain.clock(),
                plain.credentials(),
                plain.commitIdentity(),
                plain.hostKeys(),
                plain.argoServers(),
                "https://board.example.com"));
        forge.on(LIST, 200, "[]");
    }

    String url() {
        return forge.url() + "/shop/deploy";
    }

    /** A pull request from {@code next} into {@code main}, as GitHub describes it. */
    String pull(int number, String state, String more) {
        return """
                {"number": %d, "node_id": "PR_%d", "state": "%s", "created_at": "2026-04-30T19:01:%02dZ",
                 "html_url": "https://github.example.com/shop/deploy/pull/%d",
                 "head": {"ref": "next", "sha": "%s"}, "base": {"ref": "main"}%s}
                """.formatted(number, number, state, number, number, head.name(), more);
    }

    String merged(int number) {
        return pull(
                number,
                "closed",
                ", \"merged\": true, \"merged_at\": \"2026-05-01T01:00:00Z\", \"merge_commit_sha\": \"" + MERGED_AS
                        + "\"");
    }

    @Override
    public void close() throws Exception {
        promotion.close();
        forge.close();
        git.close();
        repository.close();
    }
}
