package io.jenkins.plugins.waybill.workspace;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.git.Git;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** A workspace behaves as a map from paths to contents, whatever is done to it and however often it is snapshotted. */
class WorkspaceProperties {

    record Operation(String kind, String path, String content) {}

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<String> name = Arbitraries.of("a", "b", "c.txt", "a.b", "A", "ä", "-x");
        Arbitrary<String> path = name.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts));
        Arbitrary<String> kind = Arbitraries.of("write", "write", "write", "delete", "snapshot");
        Arbitrary<String> content = Arbitraries.strings().ofMaxLength(20);
        return Combinators.combine(kind, path, content)
                .as(Operation::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 60)
    void aWorkspaceIsAMapOfPaths(@ForAll("operations") List<Operation> operations) throws Exception {
        Path home = Files.createTempDirectory("workspace-property");
        try (Git git = Git.open(SampleHost.in(home));
                Workspaces workspaces = Workspaces.open(home.resolve("workspaces"), git)) {
            Workspace workspace = workspaces.create("p");
            Map<String, String> model = new HashMap<>();
            for (Operation operation : operations) {
                switch (operation.kind()) {
                    case "write" -> {
                        if (isPossible(model, operation.path())) {
                            workspace.write(
                                    operation.path(), operation.content().getBytes(StandardCharsets.UTF_8));
                            model.put(operation.path(), operation.content());
                        }
                    }
                    case "delete" -> {
                        boolean there = model.keySet()
                                .removeIf(path ->
                                        path.equals(operation.path()) || path.startsWith(operation.path() + "/"));
                        assertThat(workspace.delete(operation.path())).isEqualTo(there);
                    }
                    default ->
                        workspace = workspaces.restore(
                                "p",
                                workspaces.snapshot(workspace, UnaryOperator.identity()),
                                UnaryOperator.identity());
                }
            }
            assertThat(contents(workspace)).isEqualTo(new TreeMap<>(read(model)));
            Workspace restored = workspaces.restore(
                    "p", workspaces.snapshot(workspace, UnaryOperator.identity()), UnaryOperator.identity());
            assertThat(contents(restored)).isEqualTo(contents(workspace));
        } finally {
            delete(home);
        }
    }

    /** A file cannot be where a directory is, or below a file. */
    private static boolean isPossible(Map<String, String> model, String path) {
        return model.keySet().stream().noneMatch(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
    }

    private static Map<String, String> contents(Workspace workspace) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (FileEntry entry : workspace.walk("")) {
            contents.put(entry.path(), new String(workspace.read(entry.path()), StandardCharsets.UTF_8));
        }
        return contents;
    }

    /** As UTF-8 gives them back. */
    private static Map<String, String> read(Map<String, String> model) {
        Map<String, String> read = new HashMap<>();
        model.forEach((path, content) ->
                read.put(path, new String(content.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
        return read;
    }

    private static void delete(Path directory) throws Exception {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
