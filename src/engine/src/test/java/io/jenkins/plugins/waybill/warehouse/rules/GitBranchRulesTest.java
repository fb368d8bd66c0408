package io.jenkins.plugins.waybill.warehouse.rules;

import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.git.GitRepositoryFixture;
import io.jenkins.plugins.waybill.warehouse.git.GitSource;
import io.jenkins.plugins.waybill.warehouse.git.GitWarehouse;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What of a Git repository is looked at, which commits of a branch count, and what is kept of them. */
class GitBranchRulesTest extends GitRepositoryFixture {

    @Test
    @DisplayName("refs: while they are as they were nothing is fetched and the commits stay")
    void nothingIsFetchedWithoutNews() throws Exception {
        source.commit("main", "a", "1");
        try (GitHttpServer server = GitHttpServer.serve(directory);
                Git overHttp = Git.open(SampleHost.in(directory.resolve("other")), GitSettings.DEFAULTS)) {
            Discovery remote = new Discovery(List.of(new GitSource(overHttp)));
            GitWarehouse rules = rules().url(server.url("app.git"));
            WarehouseState seen = after(
                    remote.discoverChanges("shop", rules.warehouse(), initial()).orElseThrow());
            server.forgetRequests();
            assertThat(remote.discoverChanges("shop", rules.warehouse(), seen)).isEmpty();
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(2).noneMatch(request -> request.contains("fetch"));
            source.commit("main", "a", "2");
            assertThat(remote.discoverChanges("shop", rules.warehouse(), seen)).isPresent();
        }
    }

    @Test
    @DisplayName("refs: for a branch its head counts, or HEAD where no branch is named")
    void theHeadOfTheBranch() throws Exception {
        ObjectId base = source.commit("main", "a", "1");
        source.branch("stable", base);
        WarehouseState stable = after(discover(rules().branch("stable")));
        WarehouseState byDefault = after(discover(rules()));
        source.commit("main", "a", "2");
        source.tag("v1.0.0", base);
        assertThat(poll(rules().branch("stable"), stable)).isEmpty();
        assertThat(ids(poll(rules(), byDefault).orElseThrow())).hasSize(2);
        source.defaultBranch("stable");
        assertThat(poll(rules(), after(discover(rules())))).isEmpty();
        assertThat(ids(discover(rules()))).containsExactly(base.name());
    }

    @Test
    @DisplayName("refs: for the tag strategies the tags count that pass the name filters")
    void theTagsThatPass() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.tag("release-1", commit);
        GitWarehouse rules =
                rules().strategy(CommitSelection.LEXICAL).allow("^release-").ignore("bad$");
        WarehouseState seen = after(discover(rules));
        source.tag("nightly", commit).tag("release-2-bad", commit);
        source.commit("main", "a", "2");
        assertThat(poll(rules, seen)).isEmpty();
        source.tag("release-1", source.head("main"));
        assertThat(ids(poll(rules, seen).orElseThrow()))
                .containsExactly(source.head("main").name());
    }

    @Test
    @DisplayName("refs: any number of tags is compared")
    void manyTags() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        StringBuilder packed = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        for (int i = 10_000; i < 11_100; i++) {
            packed.append(commit.name()).append(" refs/tags/build-").append(i).append('\n');
        }
        Files.writeString(source.directory().resolve("packed-refs"), packed);
        GitWarehouse rules = rules().strategy(CommitSelection.LEXICAL);
        Discovered first = discover(rules);
        assertThat(tags(first)).startsWith("build-11099");
        assertThat(poll(rules, after(first))).isEmpty();
    }

    @Test
    @DisplayName("refs: a changed declaration looks again although they are as they were")
    void aChangedDeclaration() throws Exception {
        source.commit("main", "a", "1");
        source.commit("main", "a", "2");
        WarehouseState seen = after(discover(rules()));
        assertThat(ids(poll(rules().limit(1), seen).orElseThrow())).hasSize(1);
        assertThat(poll(rules().include("b"), seen).orElseThrow().healthy()).isFalse();
        assertThat(poll(rules().criteria("false"), seen)).isPresent();
        assertThat(poll(rules().manual(), seen)).isPresent();
    }

    @Test
    @DisplayName("refs: that they cannot be listed is an error")
    void refsThatCannotBeListed() throws Exception {
        source.commit("main", "a", "1");
        WarehouseState seen = after(discover(rules()));
        Files.move(source.directory(), directory.resolve("away.git"));
        assertThatThrownBy(() -> poll(rules(), seen))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("app.git");
    }

    @Test
    @DisplayName("branch: only first parents count, newest first")
    void onlyFirstParents() throws Exception {
        ObjectId base = source.commit("main", "a", "1");
        source.branch("feature", base);
        ObjectId side = source.commit("feature", "b", "1");
        ObjectId trunk = source.commit("main", "a", "2");
        ObjectId merge = commit(made -> made.setParentIds(trunk, side));
        assertThat(ids(discover(rules()))).containsExactly(merge.name(), trunk.name(), base.name());
    }

    @Test
    @DisplayName("branch: since ends the history at the first commit that is older")
    void sinceEndsTheHistory() throws Exception {
        Instant february = Instant.parse("2026-02-01T00:00:00Z");
        commitAt("2026-03-01T00:00:00Z");
        commitAt("2026-01-01T00:00:00Z");
        String exact = commitAt("2026-02-01T00:00:00Z");
        String newest = commitAt("2026-04-01T00:00:00Z");
        Discovered discovered = discover(rules().since(february.toString()));
        assertThat(ids(discovered)).containsExactly(newest, exact);
        assertThat(explained(discovered))
                .hasSize(3)
                .last()
                .asString()
                .contains("it is older than 2026-02-01T00:00:00Z");
        assertThat(ids(discover(rules().since("2026-02-01T01:00:00+02:00")))).containsExactly(newest, exact);
        assertThatThrownBy(() -> discover(rules().since("yesterday"))).hasMessageContaining("since 'yesterday'");
    }

    @Test
    @DisplayName("branch: without filters the first discoveryLimit commits are taken")
    void theFirstCommits() throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            made.add(0, source.commit("main", "a", "n" + i).name());
        }
        assertThat(ids(discover(rules()))).isEqualTo(made.subList(0, 20));
        assertThat(ids(discover(rules().limit(3)))).isEqualTo(made.subList(0, 3));
    }

    @Test
    @DisplayName("branch: with filters the history is read until discoveryLimit are found or it ends")
    void theHistoryIsReadFurther() throws Exception {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            wanted.add(0, source.commit("main", "app/a", "n" + i).name());
            for (int j = 0; j < 8; j++) {
                source.commit("main", "docs/a", i + " " + j);
            }
        }
        assertThat(ids(discover(rules().include("app").limit(2)))).isEqualTo(wanted.subList(0, 2));
        assertThat(ids(discover(rules().expression("subject == 'Change app/a'"))))
                .isEqualTo(wanted);
        assertThat(ids(discover(rules().include("web")))).isEmpty();
    }

    @Test
    @DisplayName("branch: expressionFilter is asked first, then the paths")
    void expressionBeforePaths() throws Exception {
        source.edit("main", "chore: docs", files -> files.file("docs/a", "1"));
        source.edit("main", "chore: app", files -> files.file("app/a", "1"));
        source.edit("main", "feat: docs", files -> files.file("docs/a", "2"));
        ObjectId both = source.edit("main", "feat: app", files -> files.file("app/a", "2"));
        Discovered discovered =
                discover(rules().expression("subject startsWith 'feat'").include("app"));
        assertThat(ids(discovered)).containsExactly(both.name());
        assertThat(explained(discovered))
                .satisfiesExactly(
                        taken -> assertThat(taken).startsWith("true"),
                        feature -> assertThat(feature).contains("feat: docs", "no path that counts"),
                        app -> assertThat(app).contains("chore: app", "expressionFilter is false"),
                        neither -> assertThat(neither).contains("chore: docs", "expressionFilter is false"));
    }

    @Test
    @DisplayName("branch: the one recorded is the one declared, none where none is declared")
    void theBranchAsDeclared() throws Exception {
        source.commit("main", "a", "1");
        assertThat(best(discover(rules())).branch()).isEmpty();
        assertThat(best(discover(rules().branch("main"))).branch()).isEqualTo("main");
        assertThat(best(discover(rules().branch("main"))).tag()).isEmpty();
    }

    @Test
    @DisplayName("commit: its subject is the first paragraph of the message in one line")
    void theSubject() throws Exception {
        source.edit("main", "feat: one\nand two\n\nThe rest.", files -> files.file("a", "1"));
        assertThat(best(discover(rules())).message()).isEqualTo("feat: one and two");
        assertThat(ids(discover(rules().expression("subject == 'feat: one and two'"))))
                .hasSize(1);
        source.edit("main", "\n \n  late  \nand \n\t\nThe rest.", files -> files.file("a", "2"));
        assertThat(best(discover(rules())).message()).isEqualTo("  late and");
    }

    @Test
    @DisplayName("commit: a subject of more than 80 bytes is cut to 77 and three dots")
    void longSubjects() throws Exception {
        source.edit("main", "x".repeat(80), files -> files.file("a", "1"));
        assertThat(best(discover(rules())).message()).isEqualTo("x".repeat(80));
        source.edit("main", "x".repeat(81), files -> files.file("a", "2"));
        assertThat(best(discover(rules())).message()).isEqualTo("x".repeat(77) + "...");
        assertThat(ids(discover(rules().expression("len(subject) == 81")))).hasSize(1);
    }

    @Test
    @DisplayName("commit: a subject is not cut within a character")
    void charactersStayWhole() throws Exception {
        source.edit("main", "x".repeat(76) + "ü" + "x".repeat(10), files -> files.file("a", "1"));
        assertThat(best(discover(rules())).message()).isEqualTo("x".repeat(76) + "...");
    }

    @Test
    @DisplayName("commit: author and committer are recorded with name and address")
    void people() throws Exception {
        commit(made -> {
            made.setAuthor(person("Ada", "2026-01-01T00:00:00Z"));
            made.setCommitter(person("Bob", "2026-02-01T00:00:00Z"));
        });
        GitCommit commit = best(discover(rules()));
        assertThat(commit.author()).isEqualTo("Ada <ada@example.com>");
        assertThat(commit.committer()).isEqualTo("Bob <bob@example.com>");
        assertThat(ids(discover(rules().expression(
                                "author == 'Ada <ada@example.com>' && committer == 'Bob <bob@example.com>'"))))
                .hasSize(1);
    }

    @Test
    @DisplayName("commit: commitDate is the committer's date")
    void theCommittersDate() throws Exception {
        commit(made -> {
            made.setAuthor(person("Ada", "2026-01-01T00:00:00Z"));
            made.setCommitter(person("Bob", "2026-02-01T00:00:00Z"));
        });
        assertThat(ids(discover(rules().expression("commitDate == date('2026-02-01T00:00:00Z')"))))
                .hasSize(1);
    }

    private static GitCommit best(Discovered discovered) {
        return discovered.freight().orElseThrow().commits().get(0);
    }

    private static PersonIdent person(String name, String time) {
        return new PersonIdent(
                name, name.toLowerCase(Locale.ROOT) + "@example.com", Instant.parse(time), ZoneOffset.UTC);
    }

    private String commitAt(String time) {
        return commit(made -> {
                    made.setAuthor(person("Ada", time));
                    made.setCommitter(person("Ada", time));
                })
                .name();
    }

    private ObjectId commit(Consumer<CommitBuilder> details) {
        return source.edit(
                "main", "Change", files -> files.file("a", UUID.randomUUID().toString()), details);
    }
}
