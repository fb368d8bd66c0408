package io.jenkins.plugins.waybill.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
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

    @Test
    void threadsThatAskForTheSameRemoteAtOnceGetTheSameMirror() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one");
        var found = java.util.concurrent.ConcurrentHashMap.<GitMirror>newKeySet();
        var threads = new java.util.ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var thread = new Thread(() -> {
                try {
                    GitMirror mirror = git.mirror(remote);
                    mirror.fetch();
                    found.add(mirror);
                } catch (GitException e) {
                    throw new AssertionError(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(found).hasSize(1);
        assertThat(git.mirror(remote).branch("main")).contains(first);
        assertThat(temporary.resolve("home/git").toFile().list()).hasSize(1);
    }

    @Test
    void aFetchBringsOnlyWhatIsNew() throws Exception {
        origin.commit("main", "a.txt", "one");
        GitMirror mirror = git.mirror(remote);
        mirror.fetch();
        Path packs = mirror.repository().getDirectory().toPath().resolve("objects/pack");
        long before = size(packs);
        origin.commit("main", "b.txt", "two");

        mirror.fetch();
        long after = size(packs);
        mirror.fetch();

        assertThat(after - before).isBetween(1L, 3_000L);
        assertThat(size(packs)).isEqualTo(after);
    }

    @Test
    void housekeepingPacksWhatIsHeldAndForgetsOldPushes() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one");
        GitMirror mirror = git.mirror(remote);
        mirror.fetch();
        ObjectId old = commit(mirror, base, "Old", Instant.now().minus(Duration.ofDays(60)));
        ObjectId young = commit(mirror, base, "Young", Instant.now());
        mirror.keep(Map.of(
                "refs/waybill/promotions/p1/3", old, PushRecords.refOf("old"), old, PushRecords.refOf("young"), young));

        git.housekeeping().tidy(mirror.store());

        assertThat(mirror.repository().exactRef(PushRecords.refOf("old"))).isNull();
        assertThat(mirror.repository().exactRef(PushRecords.refOf("young")).getObjectId())
                .isEqualTo(young);
        assertThat(mirror.repository().exactRef("refs/waybill/promotions/p1/3").getObjectId())
                .isEqualTo(old);
        assertThat(mirror.repository().parseCommit(old).getShortMessage()).isEqualTo("Old");
        assertThat(mirror.branch("main")).contains(base);
        origin.commit("main", "a.txt", "two");
        mirror.fetch();
        assertThat(mirror.branch("main")).contains(origin.head("main"));
    }

    @Test
    void troubleWithThisMachinesDiskIsCalledSoAndPasses() throws Exception {
        origin.commit("main", "a.txt", "one");
        GitMirror mirror = git.mirror(remote);
        mirror.fetch();
        Path ref = mirror.repository().getDirectory().toPath().resolve("refs/remotes/origin/main");
        Files.delete(ref);
        Files.createDirectories(ref.resolve("in/the/way"));
        Files.createFile(ref.resolve("in/the/way/of"));
        ObjectId second = origin.commit("main", "a.txt", "two");

        assertThatThrownBy(mirror::fetch)
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(GitException.Kind.LOCAL))
                .hasMessageContaining("on this machine is in trouble");
        MirrorRepository.deleteAll(ref);
        mirror.fetch();

        assertThat(mirror.branch("main")).contains(second);
        assertThat(mirror.repository().parseCommit(second).getParentCount()).isEqualTo(1);
    }

    @Test
    void remotesOnDiskCanBeForbidden() throws Exception {
        git.close();
        git = Git.open(SampleHost.in(temporary.resolve("home")), GitSettings.DEFAULTS.withLocalRemotes(false));

        assertThatThrownBy(() -> git.lsRemote(remote)).hasMessageContaining("on this machine's own disk");
        assertThatThrownBy(() -> git.mirror(remote).fetch()).hasMessageContaining("on this machine's own disk");
    }

    private static ObjectId commit(GitMirror mirror, ObjectId parent, String message, Instant when) throws Exception {
        var ada = new PersonIdent("Ada", "ada@example.com", when, ZoneOffset.UTC);
        return mirror.commit(
                new CommitDraft(mirror.repository().parseCommit(parent).getTree(), List.of(parent), ada, ada, message));
    }

    private static long size(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
