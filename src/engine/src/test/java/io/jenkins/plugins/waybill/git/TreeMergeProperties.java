package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.jenkins.plugins.waybill.fixture.ProgramSearch;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;

import static org.assertj.core.api.Assertions.assertThat;

/** The merge in core against git itself, on random histories. */
@AddLifecycleHook(TreeMergeProperties.SkippedWithoutGit.class)
class TreeMergeProperties {

    /** A property all of whose tries are given up counts as failed, unlike a test. */
    static final class SkippedWithoutGit implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return ProgramSearch.missing("git").map(SkipResult::skip).orElse(SkipResult.doNotSkip());
        }
    }

    private static Path folder;
    private static SampleRepository repository;

    @BeforeContainer
    static void makeRepository() throws IOException {
        folder = Files.createTempDirectory("waybill-merge");
        repository = SampleRepository.create(folder.resolve("r.git"));
    }

    @AfterContainer
    static void removeRepository() throws IOException {
        repository.close();
        MirrorRepository.deleteAll(folder);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void mergesLikeGit(@ForAll("trees") Tree base, @ForAll("edits") List<Edit> ours, @ForAll("edits") List<Edit> theirs)
            throws Exception {
        ObjectId baseCommit = commit(List.of(), base);
        ObjectId ourCommit = commit(List.of(baseCommit), base.with(ours));
        ObjectId theirCommit = commit(List.of(baseCommit), base.with(theirs));

        GitMerge git = GitMerge.run(ourCommit, theirCommit);

        try (ObjectInserter inserter = repository.repository().newObjectInserter();
                Rebase rebase = new Rebase(inserter, ourCommit)) {
            ObjectId result = rebase.onto(ourCommit, baseCommit, theirCommit, null);
            inserter.flush();
            assertThat(git.conflicts()).isEmpty();
            assertThat(tree(result).name()).isEqualTo(git.tree());
        } catch (Rebase.Conflict conflict) {
            var found = new TreeSet<>(conflict.paths());
            assertThat(found).containsAll(git.conflicts());
            // Where one side puts a directory in a file's place, git drops what the other did to the file.
            found.removeAll(git.conflicts());
            assertThat(found).allMatch(path -> isFileAndDirectory(path, base.with(ours), base.with(theirs)));
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void aMergeWithAnUnchangedSideIsTheOtherSide(@ForAll("trees") Tree base, @ForAll("edits") List<Edit> edits)
            throws Exception {
        ObjectId baseCommit = commit(List.of(), base);
        ObjectId edited = commit(List.of(baseCommit), base.with(edits));
        ObjectId untouched = commit(List.of(baseCommit), base);

        try (ObjectInserter inserter = repository.repository().newObjectInserter();
                Rebase onUntouched = new Rebase(inserter, untouched);
                Rebase onEdited = new Rebase(inserter, edited)) {
            ObjectId moved = onUntouched.onto(untouched, baseCommit, edited, null);
            ObjectId again = onEdited.onto(edited, baseCommit, edited, null);
            inserter.flush();

            assertThat(tree(moved)).isEqualTo(tree(edited));
            assertThat(again).isEqualTo(edited);
        }
    }

    @Provide
    Arbitrary<Tree> trees() {
        return Arbitraries.maps(paths(), files()).ofMinSize(1).ofMaxSize(8).map(Tree::of);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<Edit> put = Combinators.combine(paths(), files()).as(Edit::put);
        Arbitrary<Edit> delete = paths().map(Edit::delete);
        Arbitrary<Edit> line = Combinators.combine(
                        paths(), Arbitraries.integers().between(0, 11), Arbitraries.of("x", "y", "z", ""))
                .as(Edit::line);
        return Arbitraries.frequencyOf(Tuple.of(1, put), Tuple.of(1, delete), Tuple.of(6, line))
                .list()
                .ofMinSize(0)
                .ofMaxSize(5);
    }

    private static Arbitrary<String> paths() {
        return Arbitraries.of("a", "a.txt", "a/b", "a/c/d", "a-b", "b", "b/x", "apps/one/v", "apps/two/v", "é");
    }

    private static Arbitrary<File> files() {
        Arbitrary<String> text = Arbitraries.of("p", "q", "r").list().ofSize(10).map(words -> {
            var lines = new ArrayList<String>();
            for (int i = 0; i < words.size(); i++) {
                lines.add(i + words.get(i));
            }
            return String.join("\n", lines) + "\n";
        });
        return Arbitraries.frequencyOf(
                Tuple.of(8, text.map(content -> new File("100644", content))),
                Tuple.of(2, text.map(content -> new File("100755", content))),
                Tuple.of(2, text.map(content -> new File("100644", content.replace("\n", "\r\n")))),
                Tuple.of(1, Arbitraries.of("\0one", "\0two").map(bytes -> new File("100644", bytes))),
                Tuple.of(1, Arbitraries.of("a", "../b").map(target -> new File("120000", target))),
                Tuple.of(1, Arbitraries.of("1", "2").map(digit -> new File("160000", digit.repeat(40)))));
    }

    private static ObjectId commit(List<ObjectId> parents, Tree tree) throws IOException {
        try (ObjectInserter inserter = repository.repository().newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, File> file : tree.files().entrySet()) {
                var entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(
                        FileMode.fromBits(Integer.parseInt(file.getValue().mode(), 8)));
                String content = unlikeOthers(file.getKey(), file.getValue());
                entry.setObjectId(
                        entry.getFileMode() == FileMode.GITLINK
                                ? ObjectId.fromString(content)
                                : inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8)));
                builder.add(entry);
            }
            builder.finish();
            var ada = new PersonIdent("Ada", "ada@example.com", 1_790_000_000_000L, 0);
            var draft = new CommitDraft(index.writeTree(inserter), parents, ada, ada, "Change");
            ObjectId commit = draft.write(inserter);
            inserter.flush();
            return commit;
        }
    }

    /**
     * A content with its path in every line: git's merge-tree looks for renames, which it cannot be kept from before
     * version 2.42, and takes files at different paths that are alike for such.
     */
    private static String unlikeOthers(String path, File file) {
        if (file.mode().equals("160000")) {
            return "%08x".formatted(path.hashCode()) + file.content().substring(8);
        }
        return file.mode().equals("120000") || file.content().startsWith("\0")
                ? file.content() + " at " + path
                : file.content().replaceAll("(?m)^(?=.)", path + ": ");
    }

    private static boolean isFileAndDirectory(String path, Tree one, Tree other) {
        return (one.files().containsKey(path) && other.isDirectory(path))
                || (other.files().containsKey(path) && one.isDirectory(path));
    }

    private static ObjectId tree(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository.repository())) {
            return walk.parseCommit(commit).getTree().copy();
        }
    }

    /** What git makes of it: a tree, and the paths of its conflicts. */
    private record GitMerge(String tree, Set<String> conflicts) {

        static GitMerge run(ObjectId ours, ObjectId theirs) throws IOException, InterruptedException {
            ProcessBuilder program = new ProcessBuilder(
                            "git",
                            "-c",
                            "merge.renames=false",
                            "-c",
                            "core.quotePath=false",
                            "merge-tree",
                            "--write-tree",
                            "--name-only",
                            "--no-messages",
                            ours.name(),
                            theirs.name())
                    .directory(folder.resolve("r.git").toFile())
                    .redirectErrorStream(true);
            // Whatever people or machines have set, such as another look of conflicts.
            program.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
            program.environment().put("GIT_CONFIG_NOSYSTEM", "1");
            Process git = program.start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(git.waitFor()).as(said).isBetween(0, 1);
            List<String> lines = said.lines().toList();
            // A file that lost its place to a directory is named "path~commit".
            var conflicts = new TreeSet<String>();
            lines.subList(1, lines.size()).forEach(path -> conflicts.add(path.replaceFirst("~.*$", "")));
            return new GitMerge(lines.get(0), conflicts);
        }
    }

    private record File(String mode, String content) {}

    private record Edit(String path, Function<File, Optional<File>> change, String name) {

        static Edit put(String path, File file) {
            return new Edit(path, before -> Optional.of(file), "put " + path + " " + file);
        }

        static Edit delete(String path) {
            return new Edit(path, before -> Optional.empty(), "delete " + path);
        }

        /** Changes a line of a text, or removes it; leaves everything else alone. */
        static Edit line(String path, int number, String text) {
            return new Edit(
                    path,
                    before -> {
                        String[] lines = before.content().split("(?<=\n)");
                        if (!before.mode().startsWith("100") || number >= lines.length) {
                            return Optional.of(before);
                        }
                        lines[number] = text.isEmpty() ? "" : text + lines[number];
                        return Optional.of(new File(before.mode(), String.join("", lines)));
                    },
                    "line " + number + " of " + path + " with '" + text + "'");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Tree(SortedMap<String, File> files) {

        static Tree of(Map<String, File> files) {
            var tree = new Tree(new TreeMap<>());
            files.forEach(tree::put);
            return tree;
        }

        Tree with(List<Edit> edits) {
            var tree = new Tree(new TreeMap<>(files));
            for (Edit edit : edits) {
                File before = tree.files.get(edit.path());
                boolean adds = edit.name().startsWith("put");
                if (before == null && !adds) {
                    continue;
                }
                Optional<File> after = edit.change().apply(before == null ? new File("100644", "") : before);
                tree.files.remove(edit.path());
                after.ifPresent(file -> tree.put(edit.path(), file));
            }
            return tree;
        }

        boolean isDirectory(String path) {
            return files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
        }

        /** What was in the way of the path, as a file or as a directory, goes. */
        private void put(String path, File file) {
            files.keySet().removeIf(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
            files.put(path, file);
        }
    }
}
