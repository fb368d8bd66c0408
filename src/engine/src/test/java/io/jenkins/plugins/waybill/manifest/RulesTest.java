package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each file below {@code rules} is named after a rule and begins with all findings that it must give, in lines that
 * start with {@code #=}.
 */
class RulesTest {

    private static final String EXPECTED = "#= ";

    private static final StepCatalog STEPS = new StepCatalog(
            Set.of("fail", "git-clone", "yaml-update"),
            (uses, config) -> uses.equals("git-clone") && !config.has("repoURL")
                    ? List.of(new StepCatalog.ConfigProblem(
                            config.has("repoUrl") ? "/repoUrl" : "", "'repoURL' is missing"))
                    : List.of());

    /**
     * Rules that take more than a few lines of text to break, in {@link HostileInputTest}, and those of
     * {@link SharedManifestsTest}.
     */
    private static final Set<Rule> ELSEWHERE = EnumSet.of(
            Rule.UNREADABLE_FILE,
            Rule.FILE_TOO_LARGE,
            Rule.TOO_MANY_FILES,
            Rule.TOO_MANY_FINDINGS,
            Rule.INVALID_ENCODING,
            Rule.INVALID_CHARACTER,
            Rule.NESTING_TOO_DEEP,
            Rule.DOCUMENT_TOO_LARGE,
            Rule.SHARED_SECRET);

    @ParameterizedTest
    @MethodSource("files")
    void a_broken_rule_is_reported_at_its_place(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> expected = lines.stream()
                .filter(line -> line.startsWith(EXPECTED))
                .map(line -> line.substring(EXPECTED.length()))
                .toList();
        String rule = file.getFileName().toString().replace(".yaml", "");

        ManifestSet set = Manifests.read(Map.of("", String.join("\n", lines) + "\n"), "shop");
        List<String> findings = ManifestLint.check(set, STEPS).stream()
                .map(finding -> finding.toString().substring(1))
                .toList();

        assertThat(findings).containsExactlyElementsOf(expected);
        assertThat(findings).anyMatch(finding -> finding.endsWith("[" + rule + "]"));
    }

    @Test
    void every_rule_has_a_file_or_a_test_of_its_own() throws IOException {
        List<String> covered =
                new ArrayList<>(files().map(file -> file.getFileName().toString())
                        .map(name -> name.replace(".yaml", ""))
                        .toList());
        ELSEWHERE.forEach(rule -> covered.add(rule.id()));

        assertThat(Arrays.stream(Rule.values()).map(Rule::id)).containsExactlyInAnyOrderElementsOf(covered);
    }

    static Stream<Path> files() {
        try {
            Path directory = Path.of(
                    Objects.requireNonNull(RulesTest.class.getResource("rules")).toURI());
            try (Stream<Path> files = Files.list(directory)) {
                return files.sorted().toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
