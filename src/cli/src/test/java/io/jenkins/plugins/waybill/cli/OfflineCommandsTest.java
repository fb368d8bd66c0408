package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OfflineCommandsTest {

    private static final String GOOD = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Freight
            metadata: {name: whatever, namespace: guestbook}
            origin: {kind: Warehouse, name: guestbook}
            commits:
            - repoURL: https://github.com/example/guestbook.git
              id: 1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b
            """;
    private static final String BAD = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: guestbook}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: guestbook}
                sources: {direct: maybe}
            """;

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void lint_points_at_the_text_and_says_no() throws IOException {
        Path file = file("stage.yaml", BAD);

        CommandLineRun run = CommandLineRun.of("lint", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsPattern("stage\\.yaml:7:23: error: .* \\[wrong-type]");
    }

    @Test
    void lint_prints_the_same_for_programs() throws IOException {
        Path file = file("stage.yaml", BAD);

        CommandLineRun run = CommandLineRun.of("lint", "--format", "json", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json().path("errors").asInt()).isPositive();
        assertThat(run.json().path("findings").findValuesAsText("rule")).contains("wrong-type");
    }

    @Test
    void lint_prints_sarif_for_code_scanning() throws IOException {
        Path file = file("my stage.yaml", BAD);

        CommandLineRun run = CommandLineRun.of("lint", "--format", "sarif", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json().path("version").asText()).isEqualTo("2.1.0");
        JsonNode sarif = run.json().path("runs").get(0);
        List<String> rules = sarif.path("results").findValuesAsText("ruleId");
        JsonNode result = sarif.path("results").get(rules.indexOf("wrong-type"));
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(sarif.at("/tool/driver/rules")
                        .get(result.path("ruleIndex").asInt())
                        .path("id")
                        .asText())
                .isEqualTo("wrong-type");
        JsonNode place = result.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText())
                .startsWith("file:///")
                .endsWith("/my%20stage.yaml");
        assertThat(place.path("region").toString()).isEqualTo("{\"startLine\":7,\"startColumn\":23}");
    }

    @Test
    void lint_prints_annotations_for_github() throws IOException {
        Path file = file("stage,1.yaml", BAD);

        CommandLineRun run = CommandLineRun.of("lint", "--format", "github", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .anyMatch(line ->
                        line.matches("::error file=.*stage%2C1\\.yaml,line=7,col=23,title=waybill%3A wrong-type::.+"));
    }

    @Test
    void lint_counts_warnings_when_it_is_strict() throws IOException {
        Path file = file("target.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Target
                metadata: {name: eu, namespace: shop}
                spec: {}
                """);

        assertThat(CommandLineRun.of("lint", file.toString()).code()).isZero();
        assertThat(CommandLineRun.of("lint", "--strict", file.toString()).code())
                .isEqualTo(1);
    }

    @Test
    void other_commands_know_no_format_of_lint() {
        CommandLineRun run = CommandLineRun.of("eval", "--format", "sarif", "1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("this command prints text or json, not sarif");
    }

    @Test
    void schema_prints_the_schema_of_a_kind() {
        CommandLineRun run = CommandLineRun.of("schema", "Stage");

        assertThat(run.code()).isZero();
        assertThat(run.json().at("/properties/kind/const").asText()).isEqualTo("Stage");
        assertThat(CommandLineRun.of("schema", "Stagee").err()).contains("Did you mean 'Stage'?");
    }

    @Test
    void schema_writes_all_kinds_into_a_directory() throws IOException {
        Path schemas = directory.resolve("schemas");

        assertThat(CommandLineRun.of("schema", "--directory", schemas.toString())
                        .code())
                .isZero();
        try (Stream<Path> files = Files.list(schemas)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("Stage.schema.json", "ClusterConfig.schema.json", "Manifest.schema.json")
                    .hasSize(12);
        }
    }

    @Test
    void lint_of_nothing_wrong_is_good() {
        CommandLineRun run = CommandLineRun.of("lint", "../../examples/guestbook");

        assertThat(run.out()).doesNotContain("wrong-type", "yaml-syntax", "unknown-field");
    }

    @Test
    void lint_of_a_missing_file_says_so() {
        CommandLineRun run =
                CommandLineRun.of("lint", directory.resolve("none.yaml").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("There is no such file or directory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${{ 40 + 2 }}            | 42",
                "${{ 40 + 2 }} apples     | \"42 apples\"",
                "plain                    | \"plain\"",
                "${{ quote(1.20) }}       | \"1.2\"",
                "${{ [1, 'a', nil] }}     | [1,\"a\",null]",
                "${{ 'true' }}            | true",
            })
    void eval_prints_the_value_of_a_template_as_json(String template, String json) {
        CommandLineRun run = CommandLineRun.of("eval", template);

        assertThat(run.out().strip()).isEqualTo(json);
        assertThat(run.code()).isZero();
    }

    @Test
    void eval_takes_variables_from_a_file() throws IOException {
        Path data = file("data.json", "{\"vars\": {\"image\": \"ghcr.io/example/app\"}}");

        assertThat(CommandLineRun.of("eval", "--data", data.toString(), "${{ vars.image }}")
                        .out()
                        .strip())
                .isEqualTo("\"ghcr.io/example/app\"");
        assertThat(CommandLineRun.of("eval", "--data", data.toString(), "--bare", "len(vars.image)")
                        .out()
                        .strip())
                .isEqualTo("19");
    }

    @Test
    void eval_of_no_expression_says_where_it_goes_wrong() {
        CommandLineRun text = CommandLineRun.of("eval", "${{ nope( }}");
        CommandLineRun json = CommandLineRun.of("eval", "--format", "json", "${{ nope( }}");

        assertThat(text.code()).isEqualTo(1);
        assertThat(text.err()).contains("ends too early").doesNotContain("at io.jenkins");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().path("code").asText()).isEqualTo("invalid-expression");
    }

    @Test
    void eval_answers_a_batch_line_by_line() throws IOException {
        Path batch = file("batch.jsonl", """
                {"template": "${{ vars.n }}", "data": {"vars": {"n": 3}}}
                {"expression": "1 + 1"}
                {"expression": "1 +"}
                {"data": {}}
                not json
                """);

        CommandLineRun run = CommandLineRun.of("eval", "--batch", batch.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().toList()).hasSize(5);
        assertThat(run.out().lines().limit(2)).containsExactly("{\"value\":3}", "{\"value\":2}");
        assertThat(run.out().lines().skip(2)).allMatch(line -> line.startsWith("{\"error\":"));
    }

    @Test
    void eval_reads_a_batch_from_standard_input() {
        CommandLineRun run = CommandLineRun.with("{\"expression\": \"2 * 21\"}\n", Map.of(), "eval", "--batch", "-");

        assertThat(run.out().strip()).isEqualTo("{\"value\":42}");
    }

    @Test
    void freight_has_the_name_that_kargo_gives_it() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "freight-id", "--file", file("freight.yaml", GOOD).toString());

        assertThat(run.code()).isZero();
        // SHA-1 over "Warehouse/guestbook:https://github.com/example/guestbook:1a2b…"
        assertThat(run.out().strip())
                .isEqualTo(sha1("Warehouse/guestbook:https://github.com/example/guestbook:"
                        + "1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b"));
    }

    private static String sha1(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lnt",
                "lint",
                "eval",
                "lint --format xml x",
                "promote pipeline",
                "serve",
                "serve --port eighty x",
                "approve --freight f"
            })
    void wrong_usage_exits_with_two_and_names_the_help(String line) {
        CommandLineRun run = CommandLineRun.of(
                (line + (line.startsWith("approve") ? " --server http://localhost:1 --project p" : "")).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("waybill: ").contains("--help").doesNotContain("Exception");
    }

    @Test
    void a_command_misspelt_is_guessed() {
        assertThat(CommandLineRun.of("lnt").err()).contains("waybill lint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lint",
                "eval",
                "freight-id",
                "discover",
                "plan",
                "promote",
                "serve",
                "status",
                "freight",
                "history",
                "approve",
                "reject",
                "rollback",
                "abort",
                "refresh",
                "verify",
                "audit"
            })
    void every_command_has_help_with_an_example(String command) {
        CommandLineRun run = CommandLineRun.of(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Example").contains("waybill " + command).contains("--format");
    }

    @Test
    void completion_for_shells_is_generated() {
        CommandLineRun run = CommandLineRun.of("generate-completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("complete", "waybill", "freight-id");
    }

    @Test
    void a_server_that_does_not_answer_is_named() {
        CommandLineRun run = CommandLineRun.of("status", "--server", "http://localhost:1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("http://localhost:1").contains("waybill serve");
    }

    @Test
    void a_state_directory_without_anything_is_said_to_be_so() {
        CommandLineRun run =
                CommandLineRun.of("status", "--state", directory.resolve("none").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("none").contains("waybill serve");
    }

    @Test
    void manifests_with_errors_are_not_run() throws IOException {
        Path file = file("stage.yaml", BAD);

        CommandLineRun run = CommandLineRun.of(
                "plan",
                file.toString(),
                "--stage",
                "dev",
                "--state",
                directory.resolve("state").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("stage.yaml:7:23").contains("waybill lint");
    }
}
