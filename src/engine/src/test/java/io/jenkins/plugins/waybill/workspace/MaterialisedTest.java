package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisabledOnOs(OS.WINDOWS)
class MaterialisedTest {

    private static final ObjectId SUBMODULE = ObjectId.fromString("1234567890123456789012345678901234567890");

    @TempDir
    Path directory;

    private Git git;
    private Workspaces workspaces;
    private SampleRepository gitops;
    private Workspace workspace;
    private Path outside;

    @BeforeEach
    void open() throws Exception {
        git = Git.open(SampleHost.in(directory.resolve("home")));
        workspaces = Workspaces.open(directory.resolve("home/workspaces"), git);
        gitops = SampleRepository.create(directory.resolve("gitops.git"));
        outside = Files.writeString(directory.resolve("outside"), "secret");
        gitops.edit("main", "Start", files -> files.file("chart/values.yaml", "tag: 1\r\n")
                .file("chart/logo.png", new byte[] {0, 1, (byte) 0xff})
                .executable("chart/run", "#!/bin/sh\n")
                .link("chart/current", "values.yaml")
                .link("chart/away", "../../outside")
                .link("chart/here", ".")
                .link("chart/winding", "here/../here/../../outside")
                .link("chart/root", "/etc/passwd")
                .submodule("chart/lib", SUBMODULE)
                .file("other.txt", "not wanted"));
        GitRemote remote = new GitRemote("shop", gitops.url(), false);
        GitMirror mirror = git.mirror(remote);
        mirror.fetch();
        workspace = workspaces.create("dev.01.abc");
        workspace.mount("src", Checkout.of(remote, mirror, "main", null, gitops.head("main")));
    }

    @AfterEach
    void close() throws Exception {
        workspaces.close();
        git.close();
        gitops.close();
    }

    @Test
    void whatIsTakenBackUnchangedIsTheVeryTree() throws Exception {
        ObjectId before = tree();
        Materialised files = Materialised.write(workspace, "src/chart", directory.resolve("tool"));
        assertThat(Files.readString(files.directory().resolve("current"))).isEqualTo("tag: 1\r\n");
        assertThat(files.directory().resolve("run")).isExecutable();
        assertThat(files.directory().resolve("other.txt")).doesNotExist();
        assertThat(files.takeBack()).isZero();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void linksThatLeadOutAreNotMadeAndStayInTheTree() throws Exception {
        Materialised files = Materialised.write(workspace, "src/chart", directory.resolve("tool"));
        assertThat(Files.exists(files.directory().resolve("away"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.exists(files.directory().resolve("root"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.exists(files.directory().resolve("here"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(Files.exists(files.directory().resolve("winding"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        files.takeBack();
        assertThat(workspace.readLink("src/chart/away")).isEqualTo("../../outside");
        assertThat(workspace.find("src/chart/lib")).map(FileEntry::kind).contains(FileEntry.Kind.SUBMODULE);
    }

    @Test
    void whatAToolChangedAddedAndRemovedIsTakenBack() throws Exception {
        Materialised files = Materialised.write(workspace, "src/chart", directory.resolve("tool"));
        Path tool = files.directory();
        Files.writeString(tool.resolve("values.yaml"), "tag: 2\n");
        Files.createDirectories(tool.resolve("templates"));
        Files.writeString(tool.resolve("templates/new.yaml"), "kind: List\n");
        assertThat(tool.resolve("templates/new.yaml").toFile().setExecutable(true))
                .isTrue();
        Files.delete(tool.resolve("logo.png"));
        assertThat(files.takeBack()).isEqualTo(3);
        assertThat(new String(workspace.read("src/chart/values.yaml"), StandardCharsets.UTF_8))
                .isEqualTo("tag: 2\n");
        assertThat(workspace.find("src/chart/templates/new.yaml"))
                .map(FileEntry::kind)
                .contains(FileEntry.Kind.EXECUTABLE);
        assertThat(workspace.find("src/chart/logo.png")).isEmpty();
        assertThat(workspace.find("src/other.txt")).isPresent();
    }

    @Test
    void aLinkThatAToolMadeIsNeverFollowed() throws Exception {
        Materialised files = Materialised.write(workspace, "src/chart", directory.resolve("tool"));
        Files.delete(files.directory().resolve("values.yaml"));
        Files.createSymbolicLink(files.directory().resolve("values.yaml"), outside);
        Files.createSymbolicLink(files.directory().resolve("dir"), directory);
        files.takeBack();
        assertThat(workspace.find("src/chart/values.yaml")).map(FileEntry::kind).contains(FileEntry.Kind.SYMLINK);
        assertThat(workspace.walk("src/chart")).extracting(FileEntry::path).contains("src/chart/dir");
        assertThat(workspace.walk("src/chart")).noneMatch(entry -> entry.path().startsWith("src/chart/dir/"));
        assertThat(outside).hasContent("secret");
    }

    @Test
    void aFileInALinksPlaceDoesNotWriteThroughIt() throws Exception {
        Materialised files = Materialised.write(workspace, "src/chart", directory.resolve("tool"));
        Files.delete(files.directory().resolve("current"));
        Files.writeString(files.directory().resolve("current"), "own content");
        files.takeBack();
        assertThat(new String(workspace.read("src/chart/current"), StandardCharsets.UTF_8))
                .isEqualTo("own content");
        assertThat(new String(workspace.read("src/chart/values.yaml"), StandardCharsets.UTF_8))
                .isEqualTo("tag: 1\r\n");
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        Materialised files = Materialised.write(workspace, "src/chart", directory.resolve("tool"));
        int made = new ProcessBuilder(
                        "mkfifo", files.directory().resolve("pipe").toString())
                .start()
                .waitFor();
        org.junit.jupiter.api.Assumptions.assumeTrue(made == 0, "There is no mkfifo");
        assertThatThrownBy(files::takeBack)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The tool left 'pipe' behind");
    }

    private ObjectId tree() throws IOException {
        return workspace.checkouts().get("src").writeTree();
    }
}
