package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The way that the demo invites people to go, with the real server and real repositories. */
class DemoTest {

    @TempDir
    Path directory;

    private Path state;

    @Test
    void a_commit_reaches_dev_and_staging_by_itself_and_prod_when_someone_approves() throws Exception {
        state = directory.resolve("demo");
        try (ServeProcess server = ServeProcess.start(state, "--demo")) {
            JsonNode first = Patience.until(this::stages, stages -> asks(stages, "prod"));
            assertThat(freight(first, "dev"))
                    .isEqualTo(freight(first, "staging"))
                    .isNotEmpty();
            assertThat(freight(first, "prod")).isEmpty();
            assertThat(values("prod")).contains("commit: none");

            assertThat(waybill("approve", "--stage", "prod", "--comment", "looks good")
                            .out())
                    .startsWith("Approved.");
            Patience.until(this::stages, stages -> freight(stages, "prod").equals(freight(first, "dev")));
            assertThat(values("prod"))
                    .contains("commit: " + head("app.git"))
                    .contains("# What runs here.")
                    .contains("replicas: 1   # more on Fridays");

            String commit = line(server, "git clone");
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", commit).inheritIO();
            shell.environment().put("GIT_CONFIG_GLOBAL", gitConfig().toString());
            assertThat(shell.start().waitFor()).isZero();
            waybill("refresh", "guestbook");
            JsonNode second = Patience.until(
                    this::stages,
                    stages ->
                            asks(stages, "prod") && !freight(stages, "staging").equals(freight(first, "staging")));
            assertThat(freight(second, "staging")).isEqualTo(freight(second, "dev"));
            assertThat(values("staging")).contains("commit: " + head("app.git"));
            assertThat(values("prod")).doesNotContain(head("app.git"));

            CommandLineRun rejected = waybill("reject", "--stage", "prod", "--comment", "not today");
            assertThat(rejected.code()).isZero();
            JsonNode ended = Patience.until(
                    this::stages,
                    stages -> stages.path("prod").has("last")
                            && stages.at("/prod/last/phase").asText().equals("Failed"));
            assertThat(ended.at("/prod/last/message").asText()).contains("not today");

            assertThat(waybill("history", "--stage", "prod").out())
                    .contains("Succeeded")
                    .contains("Failed");
            assertThat(waybill("audit", "verify").code()).isZero();
            assertThat(line(server, "status --watch")).contains("--state " + state.toRealPath());
            assertThat(line(server, "approve --stage prod")).contains("--state " + state.toRealPath());
        }
    }

    @Test
    void a_rollback_holds_what_ran_before() throws Exception {
        state = directory.resolve("demo");
        try (ServeProcess server = ServeProcess.start(state, "--demo")) {
            JsonNode first = Patience.until(
                    this::stages, stages -> !freight(stages, "staging").isEmpty());
            assertThat(waybill("rollback", "--stage", "dev").code()).isEqualTo(1);

            assertThat(new ProcessBuilder("sh", "-c", line(server, "git clone"))
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            waybill("refresh", "guestbook");
            Patience.until(this::stages, stages -> !freight(stages, "staging").equals(freight(first, "staging")));

            assertThat(waybill("rollback", "--stage", "dev").code()).isZero();
            JsonNode after = Patience.until(
                    this::stages, stages -> freight(stages, "dev").equals(freight(first, "dev")));
            assertThat(after.at("/dev/holds/0").asText()).contains("holds");
            assertThat(waybill("status").out()).contains("resumes auto-promotion");
        }
    }

    /** What people have who sign their commits and push nothing that they do not name. */
    private Path gitConfig() throws Exception {
        return Files.writeString(
                directory.resolve("gitconfig"),
                "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n[push]\n\tdefault = nothing\n");
    }

    /** Within a phase Maven goes by the order of plugins, and a fresh clone has no jar of an earlier build. */
    @Test
    void the_build_makes_the_jar_before_the_demo_runs_it() throws Exception {
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsSubsequence("maven-shade-plugin", "exec-maven-plugin", "<id>demo</id>", "exec-maven-plugin");
    }

    private CommandLineRun waybill(String command, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = command;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--state";
        all[arguments.length + 2] = state.toString();
        return CommandLineRun.of(all);
    }

    /** The Stages by name. */
    private JsonNode stages() {
        var stages = Output.object();
        waybill("status", "--format", "json")
                .json()
                .path("stages")
                .forEach(stage -> stages.set(stage.path("name").asText(), stage));
        return stages;
    }

    private static String freight(JsonNode stages, String stage) {
        return stages.path(stage).path("current").path(0).path("alias").asText();
    }

    private static boolean asks(JsonNode stages, String stage) {
        return stages.path(stage).at("/running/step/awaitsApproval").asBoolean();
    }

    /** The line of the demo's invitation that contains something. */
    private String line(ServeProcess server, String part) throws Exception {
        return new Demo(state.toRealPath())
                .suggestions(server.url()).stream()
                        .filter(line -> line.contains(part))
                        .findFirst()
                        .orElseThrow();
    }

    private String head(String repository) throws Exception {
        try (Git git = Git.open(state.resolve(repository).toFile())) {
            return git.getRepository().resolve("refs/heads/main").name();
        }
    }

    private String values(String stage) throws Exception {
        try (Git git = Git.open(state.resolve("gitops.git").toFile())) {
            Repository repository = git.getRepository();
            ObjectId tree = repository.resolve("refs/heads/main^{tree}");
            try (TreeWalk walk = TreeWalk.forPath(repository, "env/" + stage + "/values.yaml", tree)) {
                return new String(repository.open(walk.getObjectId(0)).getBytes(), UTF_8);
            }
        }
    }

    @Test
    void the_demo_starts_afresh_each_time() throws Exception {
        state = directory.resolve("demo");
        Demo.create(state);
        Files.writeString(state.resolve("waybill.db"), "old");
        Files.createDirectories(state.resolve("clone/.git"));

        Demo demo = Demo.create(state);

        try (var left = Files.list(state)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of(".waybill-demo", "app.git", "gitops.git", "pipeline"));
        }
        assertThat(Pipelines.accepted(List.of(demo.pipeline())).projects()).containsOnlyKeys("guestbook");
    }
}
