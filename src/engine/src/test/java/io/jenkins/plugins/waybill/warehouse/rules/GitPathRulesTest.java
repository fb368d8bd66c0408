package io.jenkins.plugins.waybill.warehouse.rules;

import java.util.List;

import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.git.GitRepositoryFixture;
import io.jenkins.plugins.waybill.warehouse.git.PathFilter;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which changes make a commit count. */
class GitPathRulesTest extends GitRepositoryFixture {

    @Test
    @DisplayName("paths: what a commit changes against its first parent counts, also for a merge")
    void againstTheFirstParent() throws Exception {
        ObjectId base = source.commit("main", "app/a", "1");
        source.branch("feature", base);
        ObjectId side = source.commit("feature", "lib/b", "1");
        ObjectId trunk = source.commit("main", "docs/c", "1");
        ObjectId merge =
                source.edit("main", "Merge", files -> files.file("lib/b", "1"), made -> made.setParentIds(trunk, side));
        source.commit("main", "docs/c", "2");
        assertThat(ids(discover(rules().include("lib")))).containsExactly(merge.name());
        assertThat(ids(discover(rules().include("app")))).containsExactly(base.name());
        assertThat(ids(discover(rules().include("docs")))).hasSize(2).doesNotContain(merge.name());
    }

    @Test
    @DisplayName("paths: a file that moves counts where it was and where it is")
    void bothSidesOfAMove() throws Exception {
        source.commit("main", "old/a", "same content");
        ObjectId moved =
                source.edit("main", "Move", files -> files.delete("old/a").file("new/a", "same content"));
        assertThat(ids(discover(rules().include("new")))).containsExactly(moved.name());
        assertThat(ids(discover(rules().include("old").limit(1)))).containsExactly(moved.name());
    }

    @Test
    @DisplayName("paths: names beyond ASCII are matched as they are")
    void namesAsTheyAre() throws Exception {
        ObjectId umlaut = source.commit("main", "größe/ä \"b\".txt", "1");
        source.commit("main", "other", "1");
        for (String selector : List.of("größe", "glob:*/ä*.txt", "regex:\\.txt$")) {
            assertThat(ids(discover(rules().include(selector)))).containsExactly(umlaut.name());
        }
    }

    @Test
    @DisplayName("paths: one changed path that is included and not excluded is enough")
    void onePathIsEnough() throws Exception {
        ObjectId mixed = source.edit(
                "main", "Mixed", files -> files.file("app/readme.md", "1").file("app/main.go", "1"));
        source.commit("main", "app/readme.md", "2");
        source.commit("main", "docs/main.go", "2");
        assertThat(ids(discover(rules().include("app").exclude("glob:**/*.md"))))
                .containsExactly(mixed.name());
    }

    @Test
    @DisplayName("paths: without includePaths all paths are included")
    void allPathsByDefault() throws Exception {
        ObjectId wanted = source.commit("main", "anything", "1");
        source.commit("main", "docs/a", "1");
        assertThat(ids(discover(rules().exclude("docs")))).containsExactly(wanted.name());
    }

    @Test
    @DisplayName("paths: the newest commit that itself changes them is taken, not the head")
    void theCommitThatChangesThem() throws Exception {
        source.commit("main", "app/a", "1");
        ObjectId wanted = source.commit("main", "app/a", "2");
        ObjectId head = source.commit("main", "docs/a", "1");
        assertThat(ids(discover(rules().include("app").limit(1)))).containsExactly(wanted.name());
        source.tag("v2", head).tag("v1", wanted);
        assertThat(tags(discover(rules().strategy(CommitSelection.LEXICAL).include("app"))))
                .containsExactly("v1");
    }

    @Test
    @DisplayName("selectors: glob: is matched against the whole path, two stars cross directories")
    void globs() throws Exception {
        assertThat(matching("glob:*.yaml")).containsExactly("values.yaml");
        assertThat(matching("glob:**/*.yaml")).containsExactly("values.yaml", "app/values.yaml", "app/env/dev.yaml");
        assertThat(matching("glob:app/*/dev.yaml")).containsExactly("app/env/dev.yaml");
        assertThat(matching("glob:{app,docs}/**")).hasSize(5);
        assertThat(matching("glob:values")).isEmpty();
    }

    @Test
    @DisplayName("selectors: regex: and regexp: match anywhere in the path")
    void expressions() throws Exception {
        for (String prefix : List.of("regex:", "regexp:")) {
            assertThat(matching(prefix + "env")).containsExactly("app/env/dev.yaml");
            assertThat(matching(prefix + "^values")).containsExactly("values.yaml");
            assertThat(matching(prefix + "\\.go$")).containsExactly("app/main.go");
        }
    }

    @Test
    @DisplayName("selectors: without a prefix it is that file, or everything below that directory")
    void filesAndDirectories() throws Exception {
        assertThat(matching("app/main.go")).containsExactly("app/main.go");
        for (String spelling :
                List.of("app/env", "app/env/", "./app/env", "app//env", "app/./env", "docs/../app/env")) {
            assertThat(matching(spelling)).as(spelling).containsExactly("app/env/dev.yaml");
        }
        for (String other : List.of("ap", "../app", "/app")) {
            assertThat(matching(other)).as(other).isEmpty();
        }
        assertThat(matching("values")).isEmpty();
    }

    @Test
    @DisplayName("selectors: a file below a directory may have two dots in its name")
    void twoDots() throws Exception {
        assertThat(admits("app", "app/a..b")).isTrue();
        assertThat(admits("app", "app/..b/c")).isTrue();
    }

    @Test
    @DisplayName("selectors: an empty one matches everything")
    void empty() throws Exception {
        assertThat(matching("")).hasSize(6);
        assertThat(matching(".")).hasSize(6);
    }

    private static List<String> matching(String selector) throws DiscoveryException {
        PathFilter filter = PathFilter.of(List.of(selector), List.of());
        return List.of(
                        "values.yaml",
                        "app/main.go",
                        "app/values.yaml",
                        "app/env/dev.yaml",
                        "docs/readme.md",
                        "docs/a b")
                .stream()
                .filter(path -> filter.admits(List.of(path)))
                .toList();
    }

    private static boolean admits(String selector, String path) throws DiscoveryException {
        return PathFilter.of(List.of(selector), List.of()).admits(List.of(path));
    }
}
