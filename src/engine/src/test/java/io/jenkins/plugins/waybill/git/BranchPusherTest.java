package io.jenkins.plugins.waybill.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BranchPusherTest {

    @TempDir
    Path temporary;

    private SampleRepository origin;
    private Git git;
    private GitRemote remote;

    @BeforeEach
    void open() {
        origin = SampleRepository.create(temporary.resolve("origin.git"));
        restart(GitSettings.DEFAULTS);
        remote = new GitRemote("guestbook", origin.url(), false);
    }

    @AfterEach
    void close() {
        git.close();
        origin.close();
    }

    @Test
    void aCommitOnTopOfTheBranchLandsAsItIs() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "a.txt", "two\n");

        PushOutcome outcome = push("main", commit, base, "p1/push");

        assertThat(outcome).isEqualTo(new PushOutcome(commit, "main"));
        assertThat(origin.head("main")).isEqualTo(commit);
        assertThat(git.mirror(remote).branch("main")).contains(commit);
    }

    @Test
    void aCommitIsRebasedOnWhatOthersPushedMeanwhile() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "b.txt", "mine\n");
        ObjectId theirs = origin.commit("main", "c.txt", "theirs\n");

        PushOutcome outcome = push("main", commit, base, "p1/push");

        assertThat(origin.head("main")).isEqualTo(outcome.commit()).isNotEqualTo(commit);
        assertThat(origin.files("main").keySet()).containsExactly("a.txt", "b.txt", "c.txt");
        assertThat(origin.history("main")).containsExactly("Change b.txt", "Change c.txt", "Change a.txt");
        assertThat(parent(outcome.commit())).isEqualTo(theirs);
    }

    @Test
    void aHundredRequestsAtOnceAllLandWithAHandfulOfPushes() throws Exception {
        ObjectId base = origin.commit("main", "Begin", files(100));
        fetch();
        Path log = countPushes();
        var commits = new ArrayList<ObjectId>();
        for (int i = 0; i < 100; i++) {
            commits.add(change(base, "apps/app-" + i + "/image.txt", "v2\n"));
        }

        Path allAreThere = temporary.resolve("all-are-there");
        origin.hook("pre-receive", "while [ ! -e '" + allAreThere + "' ]; do sleep 0.1; done");
        List<CompletableFuture<PushOutcome>> started = startAtOnce(commits, base);
        Files.createFile(allAreThere);
        var outcomes = new ArrayList<PushOutcome>();
        for (CompletableFuture<PushOutcome> outcome : started) {
            outcomes.add(outcome.get());
        }

        Map<String, String> files = origin.files("main");
        String changed = files.get("apps/app-0/image.txt");
        for (int i = 0; i < 100; i++) {
            assertThat(files.get("apps/app-" + i + "/image.txt")).isEqualTo(changed);
        }
        assertThat(origin.history("main")).hasSize(101);
        assertThat(new HashSet<>(outcomes)).hasSize(100);
        assertThat(Files.readAllLines(log)).hasSizeBetween(1, 5);
    }

    @Test
    void aConflictFailsAloneAndNamesThePaths() throws Exception {
        ObjectId base = origin.commit("main", "Begin", files(3));
        origin.commit("main", "apps/app-1/image.txt", "theirs\n");
        List<ObjectId> commits = List.of(
                change(base, "apps/app-0/image.txt", "v2\n"),
                change(base, "apps/app-1/image.txt", "v2\n"),
                change(base, "apps/app-2/image.txt", "v2\n"));

        List<CompletableFuture<PushOutcome>> outcomes = startAtOnce(commits, base);

        outcomes.get(0).get();
        assertThat(failure(outcomes.get(1)).kind()).isEqualTo(GitException.Kind.CONFLICT);
        assertThat(failure(outcomes.get(1)))
                .hasMessageContaining("apps/app-1/image.txt")
                .hasMessageNotContaining("app-0");
        outcomes.get(2).get();
        assertThat(origin.read("main", "apps/app-2/image.txt")).isEqualTo("v2\n");
        assertThat(origin.read("main", "apps/app-1/image.txt")).isEqualTo("theirs\n");
    }

    @Test
    void requestsThatContradictEachOtherEndWithTheFirstOnTheBranch() throws Exception {
        ObjectId base = origin.commit("main", "Begin", files(1));
        var commits = new ArrayList<ObjectId>();
        for (int i = 0; i < 10; i++) {
            commits.add(change(base, "apps/app-0/image.txt", "by " + i + "\n"));
        }

        List<CompletableFuture<PushOutcome>> outcomes = startAtOnce(commits, base);

        int landed = 0;
        for (CompletableFuture<PushOutcome> outcome : outcomes) {
            try {
                outcome.get();
                landed++;
            } catch (ExecutionException e) {
                assertThat(((GitException) e.getCause()).kind()).isEqualTo(GitException.Kind.CONFLICT);
            }
        }
        assertThat(landed).isEqualTo(1);
        assertThat(origin.history("main")).hasSize(2);
    }

    @Test
    void aChangeThatIsAlreadyThereIsNotDoubled() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId mine = change(base, "a.txt", "two\n");
        ObjectId theirs = origin.commit("main", "a.txt", "two\n");

        assertThat(push("main", mine, base, "p1/push").commit()).isEqualTo(theirs);

        assertThat(origin.history("main")).hasSize(2);
    }

    @Test
    void nothingToPushIsTheBranchAsItIs() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        fetch();
        ObjectId theirs = origin.commit("main", "a.txt", "two\n");

        assertThat(push("main", base, base, "p1/push").commit()).isEqualTo(theirs);
    }

    @Test
    void aPushThatWasSentBeforeACrashIsRecognisedByItsKey() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "b.txt", "mine\n");
        origin.commit("main", "c.txt", "theirs\n");
        PushOutcome first = push("main", commit, base, "p1/push");
        // Undone by a later promotion: its change is not on the branch, yet the push itself was.
        ObjectId undone = origin.delete("main", "b.txt");
        restart(GitSettings.DEFAULTS);

        PushOutcome again = push("main", commit, base, "p1/push");

        assertThat(again).isEqualTo(first);
        assertThat(origin.head("main")).isEqualTo(undone);
    }

    @Test
    void aPushThatWasRecordedButNeverSentIsSent() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "b.txt", "mine\n");
        var update = git.mirror(remote).repository().updateRef(PushRecords.refOf("p1/push"));
        update.setNewObjectId(commit);
        update.update();
        restart(GitSettings.DEFAULTS);

        PushOutcome outcome = push("main", commit, base, "p1/push");

        assertThat(outcome.commit()).isEqualTo(commit);
        assertThat(origin.head("main")).isEqualTo(commit);
    }

    @Test
    void theSameKeyAskedForTwiceAtOnceIsOnePush() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "b.txt", "mine\n");
        Path log = countPushes();

        CompletableFuture<PushOutcome> one = git.push(request("main", commit, base, "same"));
        CompletableFuture<PushOutcome> other = git.push(request("main", commit, base, "same"));

        assertThat(one.get()).isEqualTo(other.get());
        assertThat(Files.readAllLines(log)).hasSize(1);
    }

    @Test
    void aNewBranchIsMade() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "a.txt", "two\n");

        assertThat(push("stage/test", commit, base, "p1/push").commit()).isEqualTo(commit);

        assertThat(origin.head("stage/test")).isEqualTo(commit);
        assertThat(origin.head("main")).isEqualTo(base);
    }

    @Test
    void aBranchThatWasDeletedMeanwhileIsNotBroughtBack() throws Exception {
        ObjectId base = origin.commit("stage/test", "a.txt", "one\n");
        ObjectId commit = change(base, "a.txt", "two\n");
        origin.deleteBranch("stage/test");

        assertThat(failure(git.push(request("stage/test", commit, base, "p1/push"))))
                .hasMessageContaining("Branch 'stage/test'")
                .hasMessageContaining("was deleted")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(GitException.Kind.NOT_FOUND));
        assertThat(origin.find("refs/heads/stage/test")).isEmpty();
    }

    @Test
    void forceOverwritesWhatIsThere() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "a.txt", "two\n");
        origin.commit("main", "a.txt", "three\n");

        PushOutcome outcome = git.push(new PushRequest(remote, "main", commit, base, PushRequest.Mode.FORCE, "p1/push"))
                .get();

        assertThat(outcome.commit()).isEqualTo(commit);
        assertThat(origin.head("main")).isEqualTo(commit);
    }

    @Test
    void aTagIsPushedOnceAndOverwrittenOnlyByForce() throws Exception {
        ObjectId first = origin.commit("main", "a.txt", "one\n");
        ObjectId second = origin.commit("main", "a.txt", "two\n");
        fetch();

        git.push(PushRequest.tag(remote, "v1", first, false, "k1")).get();
        git.push(PushRequest.tag(remote, "v1", first, false, "k2")).get();
        assertThat(failure(git.push(PushRequest.tag(remote, "v1", second, false, "k3"))))
                .hasMessageContaining("'refs/tags/v1' exists already");
        assertThat(origin.find("refs/tags/v1")).contains(first);
        git.push(PushRequest.tag(remote, "v1", second, true, "k4")).get();

        assertThat(origin.find("refs/tags/v1")).contains(second);
        assertThat(git.mirror(remote).tag("v1")).contains(second);
    }

    @Test
    void aHookThatRefusesOneCommitLeavesTheOthersAlone() throws Exception {
        ObjectId base = origin.commit("main", "Begin", files(8));
        fetch();
        origin.hook(
                "pre-receive",
                "while read old new ref; do\n"
                        + "  if git diff --name-only $old $new | grep -q app-3; then\n"
                        + "    echo 'app-3 is frozen' >&2; exit 1\n"
                        + "  fi\ndone");
        var commits = new ArrayList<ObjectId>();
        for (int i = 0; i < 8; i++) {
            commits.add(change(base, "apps/app-" + i + "/image.txt", "v2\n"));
        }

        List<CompletableFuture<PushOutcome>> outcomes = startAtOnce(commits, base);

        for (int i = 0; i < 8; i++) {
            if (i == 3) {
                assertThat(failure(outcomes.get(i)))
                        .hasMessageContaining("refused the push to 'main'")
                        .hasMessageContaining("app-3 is frozen")
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(GitException.Kind.REFUSED));
            } else {
                outcomes.get(i).get();
                assertThat(origin.read("main", "apps/app-" + i + "/image.txt")).isEqualTo("v2\n");
            }
        }
        assertThat(origin.read("main", "apps/app-3/image.txt")).isEqualTo("v1\n");
        assertThat(origin.history("main")).hasSize(8);
    }

    @Test
    void aProtectedBranchRefusesAllAndTheNextRequestsAreNotPoisoned() throws Exception {
        ObjectId base = origin.commit("main", "Begin", files(5));
        fetch();
        origin.hook("update", "echo 'protected branch' >&2; exit 1");
        var commits = new ArrayList<ObjectId>();
        for (int i = 0; i < 5; i++) {
            commits.add(change(base, "apps/app-" + i + "/image.txt", "v2\n"));
        }
        for (CompletableFuture<PushOutcome> outcome : startAtOnce(commits, base)) {
            assertThat(failure(outcome).kind()).isEqualTo(GitException.Kind.REFUSED);
        }
        Files.delete(origin.directory().resolve("hooks/update"));

        ObjectId commit = change(base, "other.txt", "x\n");
        assertThat(push("main", commit, base, "later").commit()).isEqualTo(commit);
        assertThat(origin.history("main")).hasSize(2);
    }

    @Test
    void hooksWithoutAGitProgramAreNotSteppedOver() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "a.txt", "two\n");
        origin.hook("pre-receive", "exit 1");
        restart(GitSettings.DEFAULTS.withGitProgram("/nowhere/git"));

        assertThat(failure(git.push(request("main", commit, base, "p1"))))
                .hasMessageContaining("has hooks, which only the git program runs")
                .hasMessageContaining("/nowhere/git");
        assertThat(origin.head("main")).isEqualTo(base);
    }

    @Test
    void aLostRaceIsRunAgain() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "b.txt", "mine\n");
        ObjectId theirs =
                origin.orphan(java.util.Optional.of(base), "Faster", editor -> editor.file("c.txt", "theirs\n"));
        // Moves the branch at the worst moment, once: after the push looked, before it writes.
        origin.hook(
                "pre-receive",
                "if [ ! -e raced ]; then touch raced; unset GIT_QUARANTINE_PATH; printf '%s\\n' " + theirs.name()
                        + " > refs/heads/main; fi");

        PushOutcome outcome = push("main", commit, base, "p1/push");

        assertThat(origin.head("main")).isEqualTo(outcome.commit());
        assertThat(origin.history("main")).containsExactly("Change b.txt", "Faster", "Change a.txt");
    }

    @Test
    void projectsWithTheSameRemoteShareItsPusher() throws Exception {
        ObjectId base = origin.commit("main", "Begin", files(2));
        ObjectId one = change(base, "apps/app-0/image.txt", "v2\n");
        ObjectId two = change(base, "apps/app-1/image.txt", "v2\n");
        var other = new GitRemote("wiki", origin.url(), false);

        CompletableFuture<PushOutcome> first = git.push(request("main", one, base, "one"));
        CompletableFuture<PushOutcome> second =
                git.push(new PushRequest(other, "main", two, base, PushRequest.Mode.STACK, "two"));

        first.get();
        second.get();
        assertThat(origin.history("main")).hasSize(3);
        assertThat(temporary.resolve("home/git").toFile().list()).hasSize(1);
    }

    @Test
    void afterClosingARequestIsToldToComeAgain() throws Exception {
        ObjectId base = origin.commit("main", "a.txt", "one\n");
        ObjectId commit = change(base, "a.txt", "two\n");
        git.push(request("main", commit, base, "warm")).get();
        git.close();

        assertThatThrownBy(() -> git.push(request("main", commit, base, "late")).get())
                .hasMessageContaining("shutting down");
    }

    private void restart(GitSettings settings) {
        if (git != null) {
            git.close();
        }
        git = Git.open(SampleHost.in(temporary.resolve("home")), settings);
    }

    private void fetch() throws GitException {
        git.mirror(remote).fetch();
    }

    /** A post-receive hook sees each push that landed once. */
    private Path countPushes() {
        Path log = temporary.resolve("pushes.log");
        origin.hook("post-receive", "echo push >> '" + log + "'");
        return log;
    }

    private static Map<String, String> files(int count) {
        var files = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            files.put("apps/app-" + i + "/image.txt", "v1\n");
        }
        return files;
    }

    private List<CompletableFuture<PushOutcome>> startAtOnce(List<ObjectId> commits, ObjectId base)
            throws InterruptedException {
        var outcomes = new ArrayList<CompletableFuture<PushOutcome>>();
        var threads = new ArrayList<Thread>();
        var go = new CountDownLatch(1);
        for (int i = 0; i < commits.size(); i++) {
            var outcome = new CompletableFuture<PushOutcome>();
            outcomes.add(outcome);
            PushRequest request = request("main", commits.get(i), base, "promotion-" + i);
            var thread = new Thread(() -> {
                try {
                    go.await();
                    git.push(request).whenComplete((landed, failure) -> {
                        if (failure != null) {
                            outcome.completeExceptionally(failure);
                        } else {
                            outcome.complete(landed);
                        }
                    });
                } catch (InterruptedException e) {
                    outcome.completeExceptionally(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return outcomes;
    }

    private PushOutcome push(String branch, ObjectId commit, ObjectId base, String key) throws Exception {
        return git.push(request(branch, commit, base, key)).get();
    }

    private PushRequest request(String branch, ObjectId commit, ObjectId base, String key) {
        return new PushRequest(remote, branch, commit, base, PushRequest.Mode.STACK, key);
    }

    private static GitException failure(CompletableFuture<PushOutcome> outcome) throws InterruptedException {
        try {
            throw new AssertionError("Landed as " + outcome.get());
        } catch (ExecutionException e) {
            return (GitException) e.getCause();
        }
    }

    private ObjectId parent(ObjectId commit) throws Exception {
        try (RevWalk walk = new RevWalk(origin.repository())) {
            return walk.parseCommit(commit).getParent(0).copy();
        }
    }

    /** What a promotion does: a commit in the mirror on top of the base. */
    private ObjectId change(ObjectId base, String path, String content) throws Exception {
        GitMirror mirror = git.mirror(remote);
        if (!mirror.repository().getObjectDatabase().has(base)) {
            mirror.fetch();
        }
        try (ObjectInserter inserter = mirror.repository().newObjectInserter();
                ObjectReader reader = mirror.repository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            DirCache index = DirCache.read(reader, walk.parseCommit(base).getTree());
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
            DirCacheEditor editor = index.editor();
            editor.add(new DirCacheEditor.PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                    entry.setObjectId(blob);
                }
            });
            editor.finish();
            ObjectId tree = index.writeTree(inserter);
            inserter.flush();
            var ada = new PersonIdent("Ada", "ada@example.com", 1_790_000_000_000L, 0);
            return mirror.commit(new CommitDraft(tree, List.of(base), ada, ada, "Change " + path));
        }
    }
}
