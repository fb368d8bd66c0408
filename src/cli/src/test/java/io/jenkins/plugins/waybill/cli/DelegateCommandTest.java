package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DelegateCommandTest {

    @TempDir
    Path directory;

    @BeforeEach
    void aPipelineThatRanBefore() throws Exception {
        TwoStages pipeline = TwoStages.create(directory);
        assertThat(CommandLineRun.of("promote", pipeline.manifests(), "--stage", "dev", "--state", state())
                        .code())
                .isZero();
    }

    @Test
    void a_right_is_lent_listed_and_taken_back() {
        CommandLineRun lent = delegate("--as", "ola", "--to", "bob", "--until", "2999-01-01T00:00:00Z");
        assertThat(lent.code()).isEqualTo(1);
        assertThat(lent.err()).contains("within a year");

        String soon = java.time.LocalDate.now(java.time.ZoneId.systemDefault())
                .plusDays(7)
                .toString();
        lent = delegate("--as", "ola", "--to", "bob", "--until", soon, "--reason", "On holiday");
        assertThat(lent.code()).as(lent.toString()).isZero();
        assertThat(lent.out()).startsWith("bob answers for ola until ").contains("On holiday");
        assertThat(delegate().out()).startsWith("bob answers for ola until ");
        assertThat(delegate("--as", "eve", "--from", "ola", "--to", "bob", "--end")
                        .err())
                .contains("between ola and bob");
        assertThat(delegate("--as", "ola", "--to", "bob", "--end").code()).isZero();
        assertThat(delegate().out()).contains("Nobody stands in");
    }

    @Test
    void a_time_that_is_none_is_refused_with_examples() {
        CommandLineRun run = delegate("--to", "bob", "--until", "friday");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'friday'").contains("2026-12-24");
        assertThat(delegate("--to", "bob").err()).contains("--until");
    }

    private CommandLineRun delegate(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "delegate";
        arguments[1] = "--state";
        arguments[2] = state();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandLineRun.of(arguments);
    }

    private String state() {
        return directory.resolve("state").toString();
    }
}
