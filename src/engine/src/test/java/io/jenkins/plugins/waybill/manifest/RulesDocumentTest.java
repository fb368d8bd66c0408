package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RulesDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([EWI]+)( refused)? \\| (.*) \\|$");

    @Test
    void the_guide_lists_every_rule_once() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.values()).map(Rule::id).toList());
    }

    @Test
    void the_guide_and_the_reports_describe_a_rule_alike() throws IOException {
        Map<String, String> documented =
                rows().stream().collect(Collectors.toMap(row -> row.group(1), row -> row.group(4)));

        assertThat(Rule.all()).allSatisfy(rule -> assertThat(rule.description()).isEqualTo(documented.get(rule.id())));
    }

    @Test
    void the_guide_tells_the_severities_that_occur() throws IOException {
        Map<String, String> documented =
                rows().stream().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        Map<String, String> undocumented = new TreeMap<>();
        for (Path file : RulesTest.files().toList()) {
            ManifestSet set = Manifests.read(file.toString(), Files.readString(file));
            for (Finding finding : ManifestLint.check(set, StepCatalog.NONE)) {
                String letter = finding.severity().name().substring(0, 1);
                if (!documented.getOrDefault(finding.rule(), "").contains(letter)) {
                    undocumented.put(finding.rule(), letter);
                }
            }
        }

        assertThat(undocumented).isEmpty();
    }

    private static List<MatchResult> rows() throws IOException {
        Path guide = Path.of("../../docs/manifests.md");
        return ROW.matcher(Files.readString(guide)).results().toList();
    }
}
