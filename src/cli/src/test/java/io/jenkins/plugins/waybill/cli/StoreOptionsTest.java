package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code --store}, as people run it. */
class StoreOptionsTest {

    @TempDir
    Path directory;

    @Test
    void a_promotion_is_kept_in_postgresql_and_seen_from_another_directory() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String url = server.url(server.createDatabase());
        TwoStages pipeline = TwoStages.create(directory);
        Path password = Files.writeString(directory.resolve("password"), PostgresServer.PASSWORD + "\n");
        String[] login = {
            "--store", url, "--store-user", PostgresServer.ADMINISTRATOR, "--store-password-file", password.toString()
        };
        CommandLineRun promoted =
                run(Map.of(), login, "promote", pipeline.manifests(), "--stage", "dev", "--state", state("one"));
        assertThat(promoted.code()).as(promoted.toString()).isZero();

        Map<String, String> environment = Map.of(
                "WAYBILL_STORE", url,
                "WAYBILL_STORE_USER", PostgresServer.ADMINISTRATOR,
                "WAYBILL_STORE_PASSWORD", PostgresServer.PASSWORD);
        CommandLineRun next = run(
                environment,
                new String[0],
                "promote",
                pipeline.manifests(),
                "--stage",
                "prod",
                "--state",
                state("two"));
        assertThat(next.code()).as(next.toString()).isZero();

        CommandLineRun forgotten = run(Map.of(), new String[0], "status", "--state", state("two"));
        assertThat(forgotten.code()).isEqualTo(1);
        assertThat(forgotten.err())
                .contains("is in the PostgreSQL database " + url)
                .contains("--store");
    }

    @Test
    void a_wrong_password_is_explained_and_nothing_secret_is_shown() throws Exception {
        PostgresServer server = PostgresServer.shared();
        TwoStages pipeline = TwoStages.create(directory);
        CommandLineRun refused = run(
                Map.of("WAYBILL_STORE_PASSWORD", "hunter2"),
                new String[] {"--store", server.url("postgres"), "--store-user", "waybill", "--debug"},
                "promote",
                pipeline.manifests(),
                "--stage",
                "dev",
                "--state",
                state("one"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("user 'waybill' is not let in: password authentication failed")
                .doesNotContain("hunter2");
        assertThat(refused.out()).doesNotContain("hunter2");
    }

    @Test
    void a_password_in_the_address_is_refused() throws Exception {
        CommandLineRun refused = run(
                Map.of(),
                new String[] {"--store", "jdbc:postgresql://db/store?user=ann&password=hunter2"},
                "promote",
                TwoStages.create(directory).manifests(),
                "--stage",
                "dev",
                "--state",
                state("one"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("take them out of it").doesNotContain("hunter2");
    }

    @Test
    void a_password_file_that_is_not_there_is_named() throws Exception {
        CommandLineRun refused = run(
                Map.of(),
                new String[] {"--store", "jdbc:postgresql://db/store", "--store-password-file", "nowhere"},
                "promote",
                TwoStages.create(directory).manifests(),
                "--stage",
                "dev",
                "--state",
                state("one"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("There is no file nowhere with the password of the database");
    }

    private String state(String name) {
        return directory.resolve(name).toString();
    }

    private static CommandLineRun run(Map<String, String> environment, String[] options, String... command) {
        List<String> arguments = new java.util.ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        return CommandLineRun.with("", environment, arguments.toArray(String[]::new));
    }
}
