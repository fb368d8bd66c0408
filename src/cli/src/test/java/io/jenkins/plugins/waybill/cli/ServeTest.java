package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServeTest {

    @TempDir
    Path directory;

    @Test
    void a_terminated_server_leaves_an_orderly_state() throws Exception {
        Path state = directory.resolve("state");
        try (ServeProcess server = ServeProcess.start(state, "--demo")) {
            assertThat(CommandLineRun.of("status", "--state", state.toString()).code())
                    .isZero();
            assertThat(Files.exists(state.resolve("server.json"))).isTrue();

            server.terminate();
        }
        assertThat(Files.exists(state.resolve("server.json"))).isFalse();
        assertThat(CommandLineRun.of("status", "--state", state.toString()).out())
                .contains("STAGE");
    }

    @Test
    void commands_go_on_after_a_server_was_killed() throws Exception {
        Path state = directory.resolve("state");
        try (ServeProcess server = ServeProcess.start(state, "--demo")) {
            server.kill();
        }
        CommandLineRun status = CommandLineRun.of("status", "--state", state.toString());

        assertThat(status.err()).isEmpty();
        assertThat(status.code()).isZero();
    }

    @Test
    void two_servers_do_not_share_a_state() throws Exception {
        Path state = directory.resolve("state");
        try (ServeProcess server = ServeProcess.start(state, "--demo")) {
            CommandLineRun second = CommandLineRun.of("serve", "--port", "0", "--state", state.toString(), "--demo");

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err()).contains(server.url()).contains("--state");
        }
    }

    @Test
    void the_demo_does_not_clear_a_directory_that_it_did_not_make() throws Exception {
        Path state = Files.createDirectories(directory.resolve("precious"));
        Files.writeString(state.resolve("data"), "keep me");

        CommandLineRun run = CommandLineRun.of("serve", "--demo", "--port", "0", "--state", state.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(Files.readString(state.resolve("data"))).isEqualTo("keep me");
    }
}
