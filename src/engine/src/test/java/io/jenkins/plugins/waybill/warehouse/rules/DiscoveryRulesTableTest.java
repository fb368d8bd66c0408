package io.jenkins.plugins.waybill.warehouse.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The published table of rules and the tests of rules are the same list. */
class DiscoveryRulesTableTest {

    private static final Path DOCUMENTS = Path.of("../../docs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z][^|]*: [^|]+) \\|(?:[^|]+\\|)? ([^|]+) \\|$");
    private static final Pattern LINES = Pattern.compile("(?m)^\\| (?!rule \\|).*$");
    private static final Pattern LINK =
            Pattern.compile("\\[chosen difference]\\(kargo-compatibility\\.md#([a-z-]+)\\)");
    private static final Pattern ANCHOR = Pattern.compile("(?m)^\\| <a id=\"([a-z-]+)\"></a>");

    @Test
    void every_rule_has_one_test_and_every_test_one_rule() throws Exception {
        assertThat(names()).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(rows().stream().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void every_line_of_the_tables_is_a_rule() throws IOException {
        String table = Files.readString(DOCUMENTS.resolve("discovery-rules.md"));
        assertThat(LINES.matcher(table).results()).hasSameSizeAs(rows());
    }

    @Test
    void every_rule_is_kept_or_a_difference_that_is_listed() throws IOException {
        List<String> listed = ANCHOR.matcher(Files.readString(DOCUMENTS.resolve("kargo-compatibility.md")))
                .results()
                .map(anchor -> anchor.group(1))
                .toList();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(rows()).allSatisfy(row -> {
            if (!row.group(2).startsWith("as in Kargo")) {
                assertThat(row.group(2)).matches(LINK);
                assertThat(listed).contains(LINK.matcher(row.group(2)).replaceFirst("$1"));
            }
        });
    }

    @Test
    void every_difference_that_is_listed_for_a_rule_has_one() throws IOException {
        List<String> linked = rows().stream()
                .flatMap(row -> LINK.matcher(row.group(2)).results())
                .map(link -> link.group(1))
                .toList();
        assertThat(ANCHOR.matcher(Files.readString(DOCUMENTS.resolve("kargo-compatibility.md")))
                        .results()
                        .map(anchor -> anchor.group(1)))
                .allMatch(linked::contains);
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(DOCUMENTS.resolve("discovery-rules.md")))
                .results()
                .toList();
    }

    /** The names of all tests in classes that are called RulesTest of something, in whatever room. */
    private static List<String> names() throws Exception {
        Path classes = Path.of(DiscoveryRulesTableTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith("RulesTest.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replaceAll("[/\\\\]", "."))
                    .flatMap(DiscoveryRulesTableTest::tests)
                    .toList();
        }
    }

    private static Stream<String> tests(String className) {
        try {
            return Arrays.stream(Class.forName(className).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .flatMap(method -> Optional.ofNullable(method.getAnnotation(DisplayName.class)).stream())
                    .map(DisplayName::value);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(className, e);
        }
    }
}
