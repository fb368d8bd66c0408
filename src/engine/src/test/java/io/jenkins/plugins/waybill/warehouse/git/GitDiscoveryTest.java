package io.jenkins.plugins.waybill.warehouse.git;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.workspace.PathGlob;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What our looks at Git repositories do beyond Kargo's rules, which are in {@code warehouse.rules}. */
class GitDiscoveryTest extends GitRepositoryFixture {

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

    @Test
    void theFirstDiscoveryIsAlwaysAChange() throws Exception {
        source.commit("main", "a", "1");
        Optional<Discovered> first = discovery.discoverChanges("shop", rules().warehouse(), initial());
        assertThat(first).isPresent();
    }
}
