package io.jenkins.plugins.waybill.step.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class YamlMergeStepTest {

    @TempDir
    Path directory;

    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        promotion = StepRun.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
    }

    @Test
    void laterFilesLieOverTheFirstWhoseCommentsQuotesAndSpacingStay() throws Exception {
        file("base.yaml", """
                # owned by ops
                image:
                  # never latest
                  tag: "v1"   # pinned

                  repo: 'ghcr.io/a'

                ports:
                  - 80
                  - 443
                flow: {a: 1, b: [x, y]}
                text: |
                  one
                  two
                gone: true
                """);
        file("over.yaml", "image:\n  tag: v2\n  zone: eu # here\n  pull: Always\nflow: {a: 2}\nports: [8080]\n");
        file("last.yaml", "gone: null\nnew: {none: null, some: 1}\n");
        StepResult result =
                promotion.run(new YamlMergeStep(), "{inFiles: [base.yaml, over.yaml, last.yaml], outFile: out.yaml}");
        assertThat(file("out.yaml")).isEqualTo("""
                # owned by ops
                image:
                  # never latest
                  tag: "v2" # pinned

                  repo: 'ghcr.io/a'
                  pull: Always
                  zone: eu # here

                ports: [8080]
                flow: {a: 2, b: [x, y]}
                text: |
                  one
                  two
                new: {some: 1}
                """);
        assertThat(result.output().get("commitMessage").asText())
                .isEqualTo("Merged 3 YAML files to out.yaml\n- base.yaml\n- over.yaml\n- last.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1|a: two|a: two",
                "a: '1'|a: x|a: 'x'",
                "a: \"1\"|a: 2|a: 2",
                "a: x # c|a: y|a: y # c",
                "a: x # c|a: y # d|a: y # d",
                "a: [x, y]|a: [z]|a: [z]",
                "a: ~|a: {b: 1}|a: {b: 1}",
                "a: {b: 1, c: 2}|a: {$patch: delete}|{}",
                "a: {b: 1, c: 2}|a: {$patch: replace, d: 1}|a: {d: 1}",
                "a: &x {p: 1}\\nb: *x|b: {q: 2}|a: &x {p: 1}\\nb: {p: 1, q: 2}",
                "a: &x {p: 1}\\nb: *x|c: 1|a: &x {p: 1}\\nb: *x\\nc: 1",
                "a: 0x10\\nb: no\\nc: 1.0|d: 012|a: 0x10\\nb: no\\nc: 1.0\\nd: 012",
                "a:\\n- x\\n- y|b: 1|a:\\n- x\\n- y\\nb: 1",
                "a: 1\\r\\nb: 2\\r\\n|b: 3|a: 1\\r\\nb: 3\\r"
            })
    void aPatchChangesWhatItSays(String base, String patch, String merged) throws Exception {
        file("base.yaml", base.replace("\\n", "\n").replace("\\r", "\r"));
        file("over.yaml", patch);
        promotion.run(new YamlMergeStep(), "{inFiles: [base.yaml, over.yaml], outFile: base.yaml}");
        assertThat(file("base.yaml")).isEqualTo(merged.replace("\\n", "\n").replace("\\r", "\r") + "\n");
    }

    @Test
    void listsOfKubernetesObjectsAreMergedByTheirKeysAndOthersReplaced() throws Exception {
        String spec = "spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        image: x\n"
                + "      - name: b\n        image: y\n";
        String patch = "spec:\n  template:\n    spec:\n      containers:\n      - name: b\n        image: z\n"
                + "      - name: c\n        image: w\n";
        file("a.yaml", "apiVersion: apps/v1\nkind: Deployment\n" + spec);
        file("b.yaml", patch);
        promotion.run(new YamlMergeStep(), "{inFiles: [a.yaml, b.yaml], outFile: out.yaml}");
        assertThat(file("out.yaml"))
                .isEqualTo("apiVersion: apps/v1\nkind: Deployment\n" + spec.replace("image: y", "image: z")
                        + "      - name: c\n        image: w\n");
        file("a.yaml", "apiVersion: example.com/v1\nkind: Thing\n" + spec);
        promotion.run(new YamlMergeStep(), "{inFiles: [a.yaml, b.yaml], outFile: out.yaml}");
        assertThat(file("out.yaml")).isEqualTo("apiVersion: example.com/v1\nkind: Thing\n" + patch);
    }

    @Test
    void emptyAndMissingFilesAreLeftOutWhereThatIsAllowed() throws Exception {
        file("a.yaml", "a: 1   # as it is\n");
        file("empty.yaml", "# nothing\n");
        StepResult single = promotion.run(
                new YamlMergeStep(),
                "{inFiles: [none.yaml, empty.yaml, a.yaml], outFile: out.yaml, ignoreMissingFiles: true}");
        assertThat(file("out.yaml")).isEqualTo("a: 1   # as it is\n");
        assertThat(single.output().get("commitMessage").asText()).isEqualTo("Wrote a.yaml to out.yaml");
        StepResult nothing = promotion.run(new YamlMergeStep(), "{inFiles: [empty.yaml], outFile: out.yaml}");
        assertThat(file("out.yaml")).isEmpty();
        assertThat(nothing.output().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1|a: {b: 2}|over.yaml:1:4: 'a' is a map here and a single value at base.yaml:1:4; they cannot be merged.",
                "a: {b: 1}|a: 2|over.yaml:1:4: 'a' is a single value here and a map at base.yaml:1:4; they cannot be merged.",
                "a: 1|- 1|over.yaml:1:1: '' is a list here and a map at base.yaml:1:1; they cannot be merged.",
                "a: 1|null|over.yaml would delete the whole document; a document of its own is no null.",
                "a: 1\\n---\\nb: 2|a: 2|base.yaml holds 2 documents; yaml-merge takes files with one. Split it into files."
            })
    void whatCannotBeMergedIsTold(String base, String patch, String message) throws Exception {
        file("base.yaml", base.replace("\\n", "\n"));
        file("over.yaml", patch);
        assertThatThrownBy(() ->
                        promotion.run(new YamlMergeStep(), "{inFiles: [base.yaml, over.yaml], outFile: out.yaml}"))
                .isInstanceOf(StepFailure.class)
                .hasMessage(message);
        assertThat(promotion.workspace().find("out.yaml")).isEmpty();
    }

    @Test
    void aFileThatIsMissingOrNoYamlIsTold() throws Exception {
        file("base.yaml", "a: [\n");
        assertThatThrownBy(() -> promotion.run(new YamlMergeStep(), "{inFiles: [none.yaml], outFile: out.yaml}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("There is no file 'none.yaml' in the workspace.");
        assertThatThrownBy(() -> promotion.run(new YamlMergeStep(), "{inFiles: [base.yaml], outFile: out.yaml}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("base.yaml is no YAML: ");
        assertThat(new YamlMergeStep().schema().violations(StepRun.yaml("{inFiles: [], outFile: x}")))
                .isNotEmpty();
        assertThat(new YamlMergeStep().schema().violations(StepRun.yaml("{inFiles: [a]}")))
                .isNotEmpty();
    }

    private void file(String path, String text) throws Exception {
        promotion.workspace().write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String path) throws Exception {
        return new String(promotion.workspace().read(path), StandardCharsets.UTF_8);
    }
}
