package io.jenkins.plugins.waybill.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitMirrorTest {

    @TempDir
    Path temporary;

    private SampleRepository origin;
    private Git git;
    private GitRemote remote;

    @BeforeEach
    void open() {
        origin = SampleRepository.create(temporary.resolve("origin.git"));
        git = Git.open(SampleHost.in(temporary.resolve("home")));
        remote = new GitRemote("guestbook", origin.url(), false);
    }

    @AfterEach
    void close() {
        git.close();
        origin.close();
    }

    @Test
    void aFetchBringsBranchesTagsAndTheDefaultBranch() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one");
        ObjectId second = origin.commit("stage/test", "b.txt", "two");
        origin.tag("v1", first).annotatedTag("v2", second, "Second");

        GitMirror mirror = git.mirror(remote);
        mirror.fetch();

        assertThat(mirror.branch("main")).contains(first);
        assertThat(mirror.branch("stage/test")).contains(second);
        assertThat(mirror.tag("v1")).contains(first);
        assertThat(mirror.tag("v2")).contains(second);
        assertThat(mirror.defaultBranch()).contains("main");
        assertThat(mirror.repository().resolve("refs/remotes/origin/main")).isEqualTo(first);
        assertThat(mirror.repository().getObjectDatabase().has(second)).isTrue();
    }

    @Test
    void whatIsGoneFromTheRemoteIsGoneFromTheMirrorAfterTheNextFetch() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one");
        origin.branch("old", first).tag("v1", first);
        GitMirror mirror = git.mirror(remote);
        mirror.fetch();
        origin.deleteBranch("old").deleteTag("v1");
        origin.branch("old/newer", first);
        origin.defaultBranch("old/newer");

        mirror.fetch();

        assertThat(mirror.branch("old")).isEmpty();
        assertThat(mirror.tag("v1")).isEmpty();
        assertThat(mirror.branch("old/newer")).contains(first);
        assertThat(mirror.defaultBranch()).contains("old/newer");
        assertThat(mirror.repository().exactRef("refs/remotes/origin/old")).isNull();
    }

    @Test
    void aMirrorIsThereAgainAfterARestart() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one");
        git.mirror(remote).fetch();
        git.close();

        git = Git.open(SampleHost.in(temporary.resolve("home")));

        assertThat(git.mirror(remote).branch("main")).contains(first);
        assertThat(git.mirror(remote).defaultBranch()).contains("main");
    }

    @Test
    void aHalfMadeMirrorAndLocksOfAKilledProcessDoNoHarm() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one");
        git.mirror(remote).fetch();
        Path directory = git.mirror(remote).repository().getDirectory().toPath();
        git.close();
        Files.delete(directory.resolve("HEAD"));
        git = Git.open(SampleHost.in(temporary.resolve("home")));
        git.mirror(remote).fetch();
        assertThat(git.mirror(remote).branch("main")).contains(first);
        git.close();

        Files.createFile(directory.resolve("packed-refs.lock"));
        Files.createDirectories(directory.resolve("refs/remotes/origin"));
        Files.createFile(directory.resolve("refs/remotes/origin/main.lock"));
        git = Git.open(SampleHost.in(temporary.resolve("home")));
        ObjectId second = origin.commit("main", "a.txt", "two");
        git.mirror(remote).fetch();

        assertThat(git.mirror(remote).branch("main")).contains(second);
    }

    @Test
    void listingARemoteNeedsNoMirror() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one");
        origin.annotatedTag("v1", first, "First");

        RemoteRefs refs = git.lsRemote(remote);

        assertThat(refs.branches()).isEqualTo(Map.of("main", first));
        assertThat(refs.tags()).isEqualTo(Map.of("v1", first));
        assertThat(refs.defaultBranch()).contains("main");
        assertThat(temporary.resolve("home/git")).doesNotExist();
    }

    @Test
    void aMissingRepositoryIsNotFound() {
        var missing = new GitRemote("guestbook", "file://" + temporary.resolve("nowhere.git"), false);

        assertThatThrownBy(() -> git.mirror(missing).fetch())
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(GitException.Kind.NOT_FOUND))
                .hasMessageContaining("There is no Git repository at file://");
    }
}
