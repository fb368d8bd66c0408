package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkspaceTest {

    private static final ObjectId SUBMODULE = ObjectId.fromString("1234567890123456789012345678901234567890");

    @TempDir
    Path directory;

    private Git git;
    private Workspaces workspaces;
    private SampleRepository gitops;
    private GitRemote remote;
    private Workspace workspace;

    @BeforeEach
    void open() throws Exception {
        git = Git.open(SampleHost.in(directory.resolve("home")));
        workspaces = Workspaces.open(directory.resolve("home/workspaces"), git);
        gitops = SampleRepository.create(directory.resolve("gitops.git"));
        gitops.edit("main", "Start", files -> files.file("env/dev/values.yaml", "tag: 1\r\nkept: yes\r\n")
                .executable("bin/deploy", "#!/bin/sh\n")
                .link("current", "env/dev")
                .link("outside", "../../../../etc")
                .link("absolute", "/src/env")
                .link("loop", "loop")
                .file("logo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, (byte) 0xff})
                .submodule("vendor/lib", SUBMODULE)
                .file("foo.txt", "dot sorts before slash")
                .file("foo/bar", "in a directory"));
        remote = new GitRemote("shop", gitops.url(), false);
        workspace = workspaces.create("dev.01.abc");
        workspace.mount("./src", checkout());
    }

    @AfterEach
    void close() throws Exception {
        workspaces.close();
        git.close();
        gitops.close();
    }

    private Checkout checkout() throws Exception {
        GitMirror mirror = git.mirror(remote);
        mirror.fetch();
        return Checkout.of(remote, mirror, "main", null, gitops.head("main"));
    }

    @Test
    void aCheckoutIsReadThroughItsDirectory() throws Exception {
        assertThat(text("src/env/dev/values.yaml")).isEqualTo("tag: 1\r\nkept: yes\r\n");
        assertThat(workspace.list("")).containsExactly(new FileEntry("src", FileEntry.Kind.DIRECTORY));
        assertThat(workspace.list("src/bin"))
                .containsExactly(new FileEntry("src/bin/deploy", FileEntry.Kind.EXECUTABLE));
        assertThat(workspace.find("src/vendor/lib")).map(FileEntry::kind).contains(FileEntry.Kind.SUBMODULE);
        assertThatThrownBy(() -> workspace.read("src/none")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void nothingButTheChangedFileChangesInTheTree() throws Exception {
        workspace.write("src/env/dev/values.yaml", bytes("tag: 2\r\nkept: yes\r\n"));
        ObjectId tree = workspace.checkouts().get("src").writeTree();
        WorkspaceDiff diff = WorkspaceDiff.between(git.mirror(remote).repository(), treeOf(gitops.head("main")), tree);
        assertThat(diff.changes()).containsExactly(new WorkspaceDiff.Change("env/dev/values.yaml", "modify", ""));
        workspace.write("src/env/dev/values.yaml", bytes("tag: 1\r\nkept: yes\r\n"));
        assertThat(workspace.checkouts().get("src").isChanged()).isFalse();
    }

    @Test
    void pathsAndLinksStayInside() throws Exception {
        assertThat(workspace.resolve("../../src/../../etc/passwd")).isEqualTo("etc/passwd");
        assertThat(workspace.resolve("src/outside/passwd")).isEqualTo("etc/passwd");
        assertThat(text("src/current/values.yaml")).isEqualTo("tag: 1\r\nkept: yes\r\n");
        assertThat(text("src/absolute/dev/values.yaml")).isEqualTo("tag: 1\r\nkept: yes\r\n");
        assertThat(workspace.readLink("src/outside")).isEqualTo("../../../../etc");
        assertThatThrownBy(() -> workspace.read("src/loop")).isInstanceOf(FileSystemLoopException.class);
        workspace.write("src/outside/made", bytes("x"));
        assertThat(text("etc/made")).isEqualTo("x");
    }

    @Test
    void gitsOwnNameCannotBeWrittenInACheckout() {
        assertThatThrownBy(() -> workspace.write("src/.git/hooks/post-checkout", bytes("evil")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Git keeps nothing called .git");
        assertThatThrownBy(() -> workspace.write("src/.GIT/config", bytes("evil")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anExecutableStaysOneWhenItIsRewritten() throws Exception {
        workspace.write("src/bin/deploy", bytes("#!/bin/bash\n"));
        assertThat(workspace.find("src/bin/deploy")).map(FileEntry::kind).contains(FileEntry.Kind.EXECUTABLE);
    }

    @Test
    void deletingADirectoryTakesWhatIsMountedInItAlong() throws Exception {
        workspace.mount("out/nested", checkout());
        workspace.write("out/file", bytes("x"));
        assertThat(workspace.list("out")).extracting(FileEntry::name).containsExactly("file", "nested");
        assertThat(workspace.delete("out")).isTrue();
        assertThat(workspace.find("out/nested/foo.txt")).isEmpty();
        assertThat(workspace.delete("out")).isFalse();
    }

    @Test
    void deletingTheLastFileOfADirectoryRemovesTheDirectory() throws Exception {
        workspace.write("a/b/c", bytes("x"));
        workspace.delete("a/b/c");
        assertThat(workspace.find("a")).isEmpty();
    }

    @Test
    void aSnapshotBringsEverythingBack() throws Exception {
        workspace.write("notes/todo", bytes("scratch"));
        workspace.write("src/env/dev/values.yaml", bytes("tag: 2\n"));
        workspace.write("src/new/run", bytes("run"), FileEntry.Kind.EXECUTABLE);
        workspace.link("src/newest", "new/run");
        String snapshot = workspaces.snapshot(workspace, UnaryOperator.identity());

        Workspace restored = workspaces.restore("dev.01.abc", snapshot, UnaryOperator.identity());
        assertThat(new String(restored.read("notes/todo"), StandardCharsets.UTF_8))
                .isEqualTo("scratch");
        assertThat(new String(restored.read("src/newest"), StandardCharsets.UTF_8))
                .isEqualTo("run");
        assertThat(restored.checkouts().get("src").branch()).contains("main");
        assertThat(restored.checkouts().get("src").head()).contains(gitops.head("main"));
        assertThat(workspaces.snapshot(restored, UnaryOperator.identity())).isEqualTo(snapshot);
    }

    @Test
    void snapshotsAreHeldByOneRefUntilTheyAreReleased() throws Exception {
        workspace.write("src/a", bytes("1"));
        String first = workspaces.snapshot(workspace, UnaryOperator.identity());
        workspace.write("src/a", bytes("2"));
        String second = workspaces.snapshot(workspace, UnaryOperator.identity());
        assertThat(git.mirror(remote).repository().getRefDatabase().getRefsByPrefix("refs/waybill/promotions/"))
                .hasSize(1);
        try (RevWalk walk = new RevWalk(git.mirror(remote).repository())) {
            String ref = "refs/waybill/promotions/dev.01.abc";
            var holder = walk.parseCommit(
                    git.mirror(remote).repository().exactRef(ref).getObjectId());
            assertThat(holder.getParent(0)).isEqualTo(gitops.head("main"));
        }
        workspaces.release("dev.01.abc", java.util.List.of(first, second));
        assertThat(git.mirror(remote).repository().getRefDatabase().getRefsByPrefix("refs/waybill/promotions/"))
                .isEmpty();
    }

    @Test
    void theDiffBetweenSnapshotsNamesCheckoutsAndChangedLines() throws Exception {
        String before = workspaces.snapshot(workspaces.create("dev.01.abc"), UnaryOperator.identity());
        String cloned = workspaces.snapshot(workspace, UnaryOperator.identity());
        workspace.write("src/foo/bar", bytes("changed"));
        workspace.delete("src/foo.txt");
        workspace.write("report.txt", bytes("made\n"));
        String edited = workspaces.snapshot(workspace, UnaryOperator.identity());

        assertThat(workspaces.diff(before, cloned).changes())
                .containsExactly(new WorkspaceDiff.Change(
                        "src",
                        "checkout",
                        gitops.url() + " at " + gitops.head("main").name()));
        WorkspaceDiff diff = workspaces.diff(cloned, edited);
        assertThat(diff.changes())
                .containsExactly(
                        new WorkspaceDiff.Change("report.txt", "add", ""),
                        new WorkspaceDiff.Change("src/foo.txt", "delete", ""),
                        new WorkspaceDiff.Change("src/foo/bar", "modify", ""));
        assertThat(diff.text()).contains("+++ b/src/foo/bar", "-in a directory", "+changed", "+made");
        assertThat(workspaces.diff(edited, edited).isEmpty()).isTrue();
    }

    private String text(String path) throws IOException {
        return new String(workspace.read(path), StandardCharsets.UTF_8);
    }

    private ObjectId treeOf(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(gitops.repository())) {
            return walk.parseCommit(commit).getTree().copy();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
