package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StepCommandsTest {

    private static final Path PAGES = Path.of("../../docs/steps");

    @Test
    void steps_lists_what_the_table_of_pages_lists() throws Exception {
        List<String> table = Files.readString(PAGES.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("| ["))
                .map(line -> line.replaceFirst("^\\| \\[([a-z-]+)]\\(.*?\\) \\| (.*) \\|$", "$1 $2"))
                .sorted()
                .toList();

        CommandLineRun run = CommandLineRun.of("steps");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceFirst(" +", " "))).containsExactlyElementsOf(table);
    }

    @Test
    void step_prints_its_page() throws Exception {
        CommandLineRun run = CommandLineRun.of("step", "yaml-update");

        assertThat(run.code()).isZero();
        assertThat(run.out().strip())
                .isEqualTo(Files.readString(PAGES.resolve("yaml-update.md")).strip());
    }

    @Test
    void programs_get_the_schema_too() {
        JsonNode step = CommandLineRun.of("step", "--format", "json", "tar").json();
        assertThat(step.at("/schema/required").toString()).isEqualTo("[\"inPath\",\"outPath\"]");
        assertThat(step.get("page").asText()).startsWith("# tar\n");
        assertThat(CommandLineRun.of("steps", "--format", "json").json().findValuesAsText("name"))
                .contains("tar", "http", "git-push");
    }

    @Test
    void an_unknown_step_is_told() {
        CommandLineRun run = CommandLineRun.of("step", "tra");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("There is no step 'tra'. 'waybill steps' lists them.");
    }
}
