package io.jenkins.plugins.waybill.warehouse.git;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.fixture.GitHttpServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.workspace.PathGlob;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitDiscoveryTest {

    @TempDir
    Path directory;

    private SampleRepository source;
    private Git git;
    private Discovery discovery;

    @BeforeEach
    void open() {
        source = SampleRepository.create(directory.resolve("app.git"));
        git = Git.open(SampleHost.in(directory.resolve("home")));
        discovery = new Discovery(List.of(new GitSource(git)));
    }

    @AfterEach
    void close() {
        git.close();
        source.close();
    }

    @Test
    void theNewestCommitOfTheBranchMakesFreight() throws Exception {
        ObjectId first = source.commit("main", "a.txt", "1");
        ObjectId second = source.commit("main", "a.txt", "2");
        Discovered discovered = discover(rules());
        assertThat(ids(discovered)).containsExactly(second.name(), first.name());
        assertThat(discovered.freight().orElseThrow().commits())
                .extracting(GitCommit::id)
                .containsExactly(second.name());
        assertThat(discovered.freight().orElseThrow().commits().get(0).branch()).isEmpty();
    }

    @Test
    void onlyFirstParentsCount() throws Exception {
        source.commit("main", "a.txt", "1");
        for (int i = 0; i < 30; i++) {
            source.commit("main", "a.txt", "n" + i);
        }
        assertThat(ids(discover(rules()))).hasSize(20);
        assertThat(ids(discover(rules().limit(3)))).hasSize(3);
    }

    @Test
    void pathFiltersTakeTheNewestCommitThatTouchesThem() throws Exception {
        ObjectId wanted = source.commit("main", "app/src/main.go", "1");
        source.commit("main", "docs/readme.md", "1");
        source.commit("main", "app/readme.md", "1");
        assertThat(ids(discover(rules().include("app").exclude("glob:**/*.md"))))
                .containsExactly(wanted.name());
        Discovered none = discover(rules().include("web"));
        assertThat(none.freight()).isEmpty();
        assertThat(none.healthy()).isFalse();
        assertThat(none.explanation())
                .contains("all 3 candidates were left out")
                .contains("no path that counts");
    }

    @Test
    void aFileBelowADirectoryMayHaveTwoDotsInItsName() throws Exception {
        ObjectId odd = source.commit("main", "app/a..b", "1");
        assertThat(ids(discover(rules().include("app")))).containsExactly(odd.name());
    }

    @Test
    void anExpressionDecidesOverCommits() throws Exception {
        ObjectId feature = source.edit("main", "feat: new", files -> files.file("a", "1"));
        source.edit("main", "chore: [skip promotion]", files -> files.file("a", "2"));
        Discovered discovered = discover(rules().expression("!(subject contains 'skip promotion')"));
        assertThat(ids(discovered)).containsExactly(feature.name());
        assertThat(explained(discovered))
                .contains("false: " + source.head("main").name().substring(0, 7)
                        + " \"chore: [skip promotion]\" (expressionFilter is false for it)");
        assertThatThrownBy(() -> discover(rules().expression("subject + 1")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("expressionFilter");
        assertThatThrownBy(() -> discover(rules().expression("'maybe'")))
                .hasMessageContaining("must give true or false");
    }

    @Test
    void semanticVersionsAreOrderedAndConstrained() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        for (String tag : List.of("v1.2.0", "v1.10.0", "v2.0.0-rc.1", "2.0.0", "v1.9", "nightly")) {
            source.tag(tag, commit);
        }
        assertThat(tags(discover(rules().strategy(CommitSelection.SEMVER))))
                .containsExactly("2.0.0", "v2.0.0-rc.1", "v1.10.0", "v1.2.0");
        Discovered constrained =
                discover(rules().strategy(CommitSelection.SEMVER).constraint("^1.0.0"));
        assertThat(tags(constrained)).containsExactly("v1.10.0", "v1.2.0");
        assertThat(explained(constrained))
                .anyMatch(line -> line.contains("nightly") && line.contains("no semantic version"))
                .anyMatch(line -> line.contains("v1.9") && line.contains("strictSemvers"))
                .anyMatch(line -> line.contains("2.0.0\"") || line.contains("outside semverConstraint '^1.0.0'"));
        assertThat(tags(discover(
                        rules().strategy(CommitSelection.SEMVER).loose().constraint("~1.9"))))
                .containsExactly("v1.9");
    }

    @Test
    void tagsAreOrderedByTextOrByTime() throws Exception {
        ObjectId first = source.commit("main", "a", "1");
        ObjectId second = source.commit("main", "a", "2");
        source.tag("2026-02", first).tag("2026-10", second).tag("2025-12", second);
        assertThat(tags(discover(rules().strategy(CommitSelection.LEXICAL))))
                .containsExactly("2026-10", "2026-02", "2025-12");
        source.annotatedTag("late", first, "made last");
        Discovered newest = discover(rules().strategy(CommitSelection.NEWEST_TAG));
        assertThat(tags(newest)).hasSize(4);
        GitCommit late = newest.candidates().commits().stream()
                .filter(commit -> commit.tag().equals("late"))
                .findFirst()
                .orElseThrow();
        assertThat(late.id()).isEqualTo(first.name());
        assertThat(late.branch()).isEmpty();
    }

    @Test
    void tagNamesAreFilteredBothWays() throws Exception {
        ObjectId commit = source.commit("main", "a", "1");
        source.tag("release-1", commit).tag("release-2-bad", commit).tag("other", commit);
        assertThat(tags(discover(rules().strategy(CommitSelection.LEXICAL)
                        .allow("^release-")
                        .ignore("bad$"))))
                .containsExactly("release-1");
        assertThatThrownBy(
                        () -> discover(rules().strategy(CommitSelection.LEXICAL).allow("(")))
                .hasMessageContaining("allowTagsRegexes has '('");
    }

    @Test
    void criteriaLookAtTheBestCandidates() throws Exception {
        source.edit("main", "feat: ready", files -> files.file("a", "1"));
        String ready = "commitFrom('" + source.url() + "').Subject startsWith 'feat'";
        assertThat(discover(rules().criteria(ready)).freight()).isPresent();
        source.edit("main", "fix: not yet", files -> files.file("a", "2"));
        Discovered unready = discover(rules().criteria(ready));
        assertThat(unready.freight()).isEmpty();
        assertThat(unready.healthy()).isTrue();
        assertThat(unready.explanation()).contains("do not satisfy freightCreationCriteria");
    }

    @Test
    void freightIsNotMadeWherePeopleAssembleIt() throws Exception {
        source.commit("main", "a", "1");
        Discovered discovered = discover(rules().manual());
        assertThat(discovered.freight()).isEmpty();
        assertThat(discovered.candidates().commits()).hasSize(1);
        assertThat(discovered.explanation()).contains("assembled by hand");
    }

    @Test
    void nothingIsFetchedWhileTheRefsStayTheSame() throws Exception {
        source.commit("main", "a", "1");
        try (GitHttpServer server = GitHttpServer.serve(directory);
                Git overHttp = Git.open(SampleHost.in(directory.resolve("other")), GitSettings.DEFAULTS)) {
            Discovery remote = new Discovery(List.of(new GitSource(overHttp)));
            Rules rules = rules().url(server.url("app.git"));
            Discovered first =
                    remote.discoverChanges("shop", rules.warehouse(), initial()).orElseThrow();
            WarehouseState seen = new WarehouseState(
                    "shop", "app", first.candidates(), Instant.EPOCH, Instant.EPOCH, null, "", null, first.observed());
            server.forgetRequests();
            assertThat(remote.discoverChanges("shop", rules.warehouse(), seen)).isEmpty();
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(2).noneMatch(request -> request.contains("fetch"));
            assertThat(remote.discoverChanges("shop", rules.limit(2).warehouse(), seen))
                    .isPresent();
            source.commit("main", "a", "2");
            assertThat(remote.discoverChanges(
                            "shop", rules().url(server.url("app.git")).warehouse(), seen))
                    .isPresent();
        }
    }

    @Test
    void anotherBranchThatMovesIsNoChange() throws Exception {
        ObjectId base = source.commit("main", "a", "1");
        source.branch("feature", base);
        Discovered first = discover(rules());
        WarehouseState seen = new WarehouseState(
                "shop", "app", first.candidates(), Instant.EPOCH, Instant.EPOCH, null, "", null, first.observed());
        source.commit("feature", "a", "2");
        assertThat(discovery.discoverChanges("shop", rules().warehouse(), seen)).isEmpty();
    }

    @Test
    void anUnknownBranchAnEmptyRepositoryAndAMissingOneAreExplained() throws Exception {
        assertThatThrownBy(() -> discover(rules())).hasMessageContaining("has no default branch");
        source.commit("main", "a", "1");
        assertThatThrownBy(() -> discover(rules().branch("stable")))
                .hasMessage("There is no branch 'stable' in " + source.url() + "; it has main.");
        assertThatThrownBy(() -> discover(
                        rules().url(directory.resolve("nowhere.git").toUri().toString())))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("nowhere.git");
    }

    @Test
    void whatCannotBeWatchedYetIsSaidWithItsPlace() {
        Subscription image = new Subscription.ContainerImage(
                "",
                "nginx",
                Subscription.ImageSelection.SEMVER,
                "",
                true,
                List.of(),
                List.of(),
                "",
                false,
                "",
                false,
                20,
                new SourcePosition("warehouse.yaml", 7, 5));
        Warehouse warehouse =
                new Warehouse("app", Map.of(), Duration.ofMinutes(5), true, "", List.of(image), SourcePosition.NONE);
        assertThatThrownBy(() -> discovery.discover("shop", warehouse))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageStartingWith("warehouse.yaml:7:5: Warehouse 'app' subscribes to image repository nginx");
    }

    @ParameterizedTest
    @CsvSource({
        "app/**, app/a/b.go, true",
        "app/**, app, true",
        "app/**, apple/x, false",
        "**/*.yaml, values.yaml, true",
        "**/*.yaml, a/b/values.yaml, true",
        "*.yaml, a/values.yaml, false",
        "a/*/c, a/b/c, true",
        "a/*/c, a/b/b/c, false",
        "a/**/c, a/c, true",
        "a/**/c, a/b/b/c, true",
        "file?.txt, file1.txt, true",
        "file[0-9].txt, filex.txt, false",
        "file[!0-9].txt, filex.txt, true",
        "'{app,web}/**', web/index.html, true",
        "'{app,web}/**', docs/index.html, false",
        "'a\\*b', 'a*b', true",
        "'a\\*b', axb, false"
    })
    void globsMatchWholePaths(String glob, String path, boolean matches) {
        assertThat(PathGlob.compile(glob).matcher(path).matches()).isEqualTo(matches);
    }

    private Discovered discover(Rules rules) throws DiscoveryException {
        return discovery.discover("shop", rules.warehouse());
    }

    private static WarehouseState initial() {
        return WarehouseState.initial("shop", "app");
    }

    private static List<String> ids(Discovered discovered) {
        return discovered.candidates().commits().stream().map(GitCommit::id).toList();
    }

    private static List<String> tags(Discovered discovered) {
        return discovered.candidates().commits().stream().map(GitCommit::tag).toList();
    }

    private static List<String> explained(Discovered discovered) {
        List<String> lines = new ArrayList<>();
        for (Candidate candidate : discovered.results().get(0).explained()) {
            lines.add(candidate.taken() + ": " + candidate.what() + " (" + candidate.reason() + ")");
        }
        return lines;
    }

    private Rules rules() {
        return new Rules(source.url());
    }

    /** A Warehouse with one Git subscription, put together rule by rule. */
    private static final class Rules {

        private String url;
        private CommitSelection strategy = CommitSelection.NEWEST_FROM_BRANCH;
        private String branch = "";
        private String constraint = "";
        private boolean strict = true;
        private List<String> allow = List.of();
        private List<String> ignore = List.of();
        private String expression = "";
        private List<String> include = List.of();
        private List<String> exclude = List.of();
        private int limit = 20;
        private String criteria = "";
        private boolean automatic = true;

        Rules(String url) {
            this.url = url;
        }

        Rules url(String other) {
            url = other;
            return this;
        }

        Rules strategy(CommitSelection other) {
            strategy = other;
            return this;
        }

        Rules branch(String other) {
            branch = other;
            return this;
        }

        Rules constraint(String other) {
            constraint = other;
            return this;
        }

        Rules loose() {
            strict = false;
            return this;
        }

        Rules allow(String... regexes) {
            allow = List.of(regexes);
            return this;
        }

        Rules ignore(String... regexes) {
            ignore = List.of(regexes);
            return this;
        }

        Rules expression(String other) {
            expression = other;
            return this;
        }

        Rules include(String... paths) {
            include = List.of(paths);
            return this;
        }

        Rules exclude(String... paths) {
            exclude = List.of(paths);
            return this;
        }

        Rules limit(int other) {
            limit = other;
            return this;
        }

        Rules criteria(String other) {
            criteria = other;
            return this;
        }

        Rules manual() {
            automatic = false;
            return this;
        }

        Warehouse warehouse() {
            Subscription.Git subscription = new Subscription.Git(
                    "",
                    url,
                    strategy,
                    branch,
                    constraint,
                    strict,
                    allow,
                    ignore,
                    expression,
                    include,
                    exclude,
                    "",
                    "",
                    false,
                    limit,
                    SourcePosition.NONE);
            return new Warehouse(
                    "app",
                    Map.of(),
                    Duration.ofMinutes(5),
                    automatic,
                    criteria,
                    List.of(subscription),
                    SourcePosition.NONE);
        }
    }

    @Test
    void theFirstDiscoveryIsAlwaysAChange() throws Exception {
        source.commit("main", "a", "1");
        Optional<Discovered> first = discovery.discoverChanges("shop", rules().warehouse(), initial());
        assertThat(first).isPresent();
    }
}
