package io.jenkins.plugins.waybill.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeLogTest {

    private static final String OLD = "1".repeat(40);
    private static final String YOUNG = "2".repeat(40);
    private static final ChangeLog.Commits NONE = (url, from, to) -> null;

    private static Artifacts artifacts(String image, String chart, String commit) {
        return new Artifacts(
                List.of(new GitCommit("https://ada:pw@github.com/shop/app.git", commit, "main", "", "", "", "", "")),
                List.of(new Image("ghcr.io/shop/app", image, "sha256:" + image, Map.of(), "")),
                List.of(new Chart("https://charts.example.com", "app", chart, "")),
                List.of());
    }

    private static String log(ChangeLog.Form form, ChangeLog.Commits commits) {
        return ChangeLog.between(artifacts("1.0", "7.1.0", OLD), artifacts("1.1", "7.1.0", YOUNG), form, commits);
    }

    private static ChangeLog.Commits subjects(String... subjects) {
        return (url, from, to) -> new CommitRange(
                Stream.of(subjects)
                        .map(subject -> new CommitRange.Entry(YOUNG, subject, "Ada", Instant.EPOCH))
                        .toList(),
                false,
                false);
    }

    @Test
    void whatDiffersIsListedAndWhatIsTheSameIsNot() {
        assertThat(log(ChangeLog.Form.MARKDOWN, subjects("Fix the door", "Paint it")))
                .isEqualTo("- commit `https://github.com/shop/app.git`: `1111111` → `2222222` ([compare]("
                        + "https://github.com/shop/app/compare/" + OLD + "..." + YOUNG + "))\n"
                        + "  - 2222222 `Fix the door`\n"
                        + "  - 2222222 `Paint it`\n"
                        + "- image `ghcr.io/shop/app`: `1.0` → `1.1`");
    }

    @Test
    void asTextItHasNoMarks() {
        assertThat(log(ChangeLog.Form.TEXT, subjects("Fix `x`")))
                .isEqualTo("- commit https://github.com/shop/app.git: 1111111 → 2222222\n"
                        + "  - 2222222 Fix `x`\n"
                        + "- image ghcr.io/shop/app: 1.0 → 1.1");
    }

    @Test
    void whatComesAndGoesIsToldAsSuch() {
        Artifacts one = new Artifacts(
                List.of(),
                List.of(),
                List.of(),
                List.of(new GenericArtifact("maven", "jar", "3", MissingNode.getInstance())));
        Artifacts other = new Artifacts(
                List.of(), List.of(), List.of(new Chart("oci://ghcr.io/shop/chart", "", "2.0.0", "")), List.of());

        assertThat(ChangeLog.between(one, other, ChangeLog.Form.TEXT, NONE))
                .isEqualTo("- chart oci://ghcr.io/shop/chart: 2.0.0 (new)\n- maven jar: 3 is no longer part of it");
        assertThat(ChangeLog.between(other, other, ChangeLog.Form.TEXT, NONE)).isEmpty();
    }

    @Test
    void aTagThatMovedShowsWhatItPointsTo() {
        Artifacts one = new Artifacts(
                List.of(), List.of(new Image("a/b", "latest", "sha256:1", Map.of(), "")), List.of(), List.of());
        Artifacts other = new Artifacts(
                List.of(), List.of(new Image("a/b", "latest", "sha256:2", Map.of(), "")), List.of(), List.of());

        assertThat(ChangeLog.between(one, other, ChangeLog.Form.TEXT, NONE))
                .isEqualTo("- image a/b: latest (sha256:1) → latest (sha256:2)");
    }

    @Test
    void commitsThatAreTakenBackAreToldAsSuchAndOlderOnesAreSummedUp() {
        CommitRange range =
                new CommitRange(List.of(new CommitRange.Entry(OLD, "Break it", "Bo", Instant.EPOCH)), true, true);

        assertThat(log(ChangeLog.Form.TEXT, (url, from, to) -> range))
                .contains("\n  - takes back:\n    - 1111111 Break it\n    - and older ones\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fixes #12 and !7, GH-3                 | Fixes #~12 and !~7, GH-~3
            Thanks @ada                            | Thanks @~ada
            write to ada@example.com               | write to ada@example.com
            Release [skip ci] [x](http://evil)     | Release [~skip ci] [~x](http://~evil)
            skip-checks: true                      | skip-~checks: true
            Closes https://github.com/a/b/issues/1 | Closes https://~github.com/a/b/issues/1
            C# and a[0] != b                       | C# and a[~0] != b
            """)
    void whatForgesAndBuildServersReactToIsBroken(String subject, String harmless) {
        String shown = harmless.replace('~', '\u200b');

        assertThat(log(ChangeLog.Form.TEXT, subjects(subject))).contains("  - 2222222 " + shown + "\n");
        assertThat(log(ChangeLog.Form.MARKDOWN, subjects(subject))).contains("  - 2222222 `" + shown + "`\n");
    }

    @Test
    void aSubjectCannotLeaveItsLineOrItsQuotes() {
        String hostile = "a`b``c\n\n# Title\r\nSigned-off-by: Eve\u202e\u0007 <img src=x>";

        assertThat(log(ChangeLog.Form.MARKDOWN, subjects(hostile)))
                .contains("  - 2222222 ``` a`b``c # Title Signed-off-by: Eve <img src=x> ```\n");
        assertThat(log(ChangeLog.Form.TEXT, subjects(hostile)).lines()).hasSize(3);
    }

    @Test
    void aLongSubjectIsCutAndMuchIsSummedUp() {
        assertThat(log(ChangeLog.Form.TEXT, subjects("\uD83D\uDE80".repeat(500))))
                .contains("  - 2222222 " + "\uD83D\uDE80".repeat(120) + "…\n");
        List<Image> many = Stream.iterate(0, i -> i + 1)
                .limit(60)
                .map(i -> new Image("a/" + i, "1", "", Map.of(), ""))
                .toList();
        assertThat(ChangeLog.between(
                                Artifacts.NONE,
                                new Artifacts(List.of(), many, List.of(), List.of()),
                                ChangeLog.Form.TEXT,
                                NONE)
                        .lines())
                .hasSize(51)
                .last()
                .isEqualTo("- and 10 more");
    }
}
