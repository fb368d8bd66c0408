package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HostileInputTest {

    private static final ManifestLimits SMALL = new ManifestLimits(100_000, 10, 20, 1_000, 5);

    @Test
    void aliases_that_multiply_are_counted_not_written_out() {
        String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 40)
                        .mapToObj(level -> "a" + level + ": &a" + level + " [" + ("*a" + (level - 1) + ", ").repeat(8)
                                + "*a" + (level - 1) + "]\n")
                        .collect(Collectors.joining());

        assertThat(findings(bomb))
                .containsExactly(
                        "m.yaml:4:10: error: The document has more than 1000 values once its aliases are written"
                                + " out; it is not read. [document-too-large]");
    }

    @Test
    void nesting_has_a_limit_in_brackets_in_indentation_and_through_aliases() {
        String message = "error: Values nest deeper than 20 levels here; the document is not read. [nesting-too-deep]";
        String indented = IntStream.range(0, 30)
                .mapToObj(level -> " ".repeat(level) + "a:\n")
                .collect(Collectors.joining());
        String aliases = "a: &a " + "[".repeat(15) + "]".repeat(15) + "\nb: " + "[".repeat(10) + "*a" + "]".repeat(10);

        assertThat(findings("a: " + "[".repeat(90_000))).containsExactly("m.yaml:1:23: " + message);
        assertThat(findings(indented)).containsExactly("m.yaml:20:20: " + message);
        assertThat(findings(aliases)).containsExactly("m.yaml:2:14: " + message);
    }

    @Test
    void bytes_that_are_no_text_are_pointed_at() {
        assertThat(findings(new byte[] {'a', ':', '\n', 'b', (byte) 0xC3, '('}))
                .containsExactly("m.yaml:2:2: error: The byte 0xC3 is not valid UTF-8; save the file as UTF-8."
                        + " [invalid-encoding]");
        assertThat(findings("a: b".getBytes(StandardCharsets.UTF_16)))
                .containsExactly("m.yaml:1:1: error: The file is UTF-16; save it as UTF-8. [invalid-encoding]");
        assertThat(findings("a: b\nc: d\0e\n"))
                .containsExactly("m.yaml:2:5: error: The character U+0000 is not allowed in YAML; the document is not"
                        + " read. [invalid-character]");
    }

    /** SnakeYAML's reader breaks where a surrogate pair lies across the end of its buffer. */
    @Test
    void a_character_outside_the_basic_plane_may_stand_anywhere() {
        for (int before = 1015; before < 1035; before++) {
            String text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: \""
                    + "-".repeat(before - 60) + "\uD83D\uDE80\"\n";

            assertThat(findings(text)).as("%s characters before", before).isEmpty();
        }
    }

    @Test
    void a_byte_order_mark_and_foreign_line_ends_do_no_harm() {
        String project = "apiVersion: kargo.akuity.io/v1alpha1\nkind: Project\nmetadata: {name: shop}\n";
        String text = "\uFEFF" + project + "---\n" + project.replace("shop", "Shop!");

        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(findings(text.replace("\n", end)))
                    .containsExactly("m.yaml:7:18: error: 'name' must be a Kubernetes name: lower-case letters, digits,"
                            + " \"-\" and \".\", starting and ending with a letter or digit, not 'Shop!'."
                            + " [invalid-format]");
        }
    }

    @Test
    void tabs_are_blanks_between_tokens_but_never_indentation() {
        assertThat(
                        findings(
                                "apiVersion:\tkargo.akuity.io/v1alpha1\t# one\nkind: \t Project\nmetadata: {\t\"name\":\t'a\tb'}"))
                .containsExactly(
                        "m.yaml:3:21: error: 'name' must be a Kubernetes name: lower-case letters, digits, \"-\""
                                + " and \".\", starting and ending with a letter or digit, not 'a b'. [invalid-format]");
        assertThat(findings("a:\n\tb: c"))
                .containsExactly("m.yaml:2:1: error: YAML does not allow a tab here. Use spaces for indentation."
                        + " [yaml-syntax]");
    }

    @Test
    void a_large_file_is_not_read() {
        assertThat(findings("#".repeat(200_000)))
                .containsExactly("m.yaml:1:1: error: The file is larger than 100000 bytes; it is not read. Split it."
                        + " [file-too-large]");
    }

    @Test
    void the_same_mistake_over_and_over_is_counted_in_the_end() {
        assertThat(findings("- words\n---\n".repeat(20)))
                .hasSize(6)
                .contains("m.yaml:1:1: warning: There are 15 more findings in this file. [too-many-findings]");
    }

    @Test
    void what_cannot_be_opened_is_said(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing.yaml");

        assertThat(Manifests.read(List.of(missing)).findings())
                .extracting(Finding::toString)
                .containsExactly(missing + ": error: There is no such file or directory. [unreadable-file]");
    }

    @Test
    void a_directory_with_too_many_files_is_read_up_to_the_limit(@TempDir Path directory) throws IOException {
        for (int number = 0; number < 12; number++) {
            Files.writeString(directory.resolve(number + ".yaml"), "a: b");
        }

        assertThat(Manifests.read(List.of(directory), "shop", SMALL).findings())
                .extracting(Finding::rule)
                .filteredOn(rule -> !rule.equals("not-a-manifest"))
                .containsExactly("too-many-files");
    }

    @Property(tries = 2000)
    void any_bytes_give_findings_and_never_an_exception(@ForAll byte[] bytes) {
        lint(bytes);
    }

    @Property(tries = 2000)
    void any_yaml_like_text_gives_findings_and_never_an_exception(@ForAll("yamlLike") String text) {
        lint(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2000)
    void a_damaged_manifest_gives_findings_and_never_an_exception(@ForAll("damaged") String text) {
        lint(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void lint(byte[] bytes) {
        ManifestSet set = Manifests.read("m.yaml", bytes, SMALL);
        ManifestLint.check(set, StepCatalog.NONE)
                .forEach(finding -> assertThat(finding.message()).isNotBlank());
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(
                        "a",
                        "- ",
                        ": ",
                        "\n",
                        "  ",
                        "[",
                        "]",
                        "{",
                        "}",
                        "&a ",
                        "*a",
                        "<<: ",
                        "|",
                        ">",
                        "\"",
                        "'",
                        "\t",
                        "---\n",
                        "...\n",
                        "%YAML 1.2\n",
                        "? ",
                        "!!str ",
                        "!x ",
                        "#",
                        ",",
                        "~",
                        "0x",
                        "1e9",
                        "\\u",
                        "${{",
                        "}}",
                        "@",
                        "`",
                        "\uFEFF",
                        "é",
                        "😀",
                        "kind: List\n",
                        "apiVersion: v1\n",
                        "items:\n")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> damaged() throws IOException {
        String whole = RulesTest.files().map(HostileInputTest::text).collect(Collectors.joining("---\n"));
        Arbitrary<Integer> place = Arbitraries.integers().between(0, whole.length() - 1);
        Arbitrary<Integer> length = Arbitraries.integers().between(1, 1500);
        Arbitrary<Integer> cut = Arbitraries.integers().between(0, 40);
        return Combinators.combine(
                        place, length, cut, place, Arbitraries.strings().ofMaxLength(4))
                .as((from, size, gone, at, insert) -> {
                    String part = whole.substring(from, Math.min(whole.length(), from + size));
                    int middle = at % part.length();
                    return part.substring(0, middle) + insert + part.substring(Math.min(part.length(), middle + gone));
                });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> findings(String text) {
        return findings(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> findings(byte[] bytes) {
        return Manifests.read("m.yaml", bytes, SMALL).findings().stream()
                .map(Finding::toString)
                .toList();
    }
}
