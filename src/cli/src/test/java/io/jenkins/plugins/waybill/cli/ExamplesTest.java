package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.ArgoCdServer;
import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.MetricServer;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs each example as its reader would: with the command line, between real repositories. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../../examples");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"guestbook", "kustomize", "helm", "argocd", "verification", "jenkins"})
    void an_example_has_no_findings(String name) {
        CommandLineRun lint = CommandLineRun.of("lint", EXAMPLES.resolve(name).toString());

        // Argo CD's own Applications lie beside the Stages that sync them; lint says that they are Argo CD's business.
        assertThat(lint.out()
                        .lines()
                        .filter(line -> !line.contains("applications.yaml") || !line.endsWith("[not-run]")))
                .isEmpty();
        assertThat(lint.code()).isZero();
    }

    @Test
    void every_example_is_run_here_or_by_the_plugin() throws IOException {
        try (Stream<Path> examples = Files.list(EXAMPLES)) {
            assertThat(examples.filter(Files::isDirectory)
                            .map(Path::getFileName)
                            .map(Path::toString))
                    .containsExactlyInAnyOrder("guestbook", "kustomize", "helm", "argocd", "verification", "jenkins");
        }
    }

    @Test
    void guestbook() throws IOException {
        try (SampleRepository app = repository("guestbook");
                SampleRepository gitops = repository("guestbook-gitops")) {
            String commit = app.commit("main", "greeting.txt", "Hello\n").name();
            gitops.commit(
                    "main",
                    "Begin",
                    Map.of(
                            "env/dev/values.yaml", "commit: none\n",
                            "env/staging/values.yaml", "commit: none\n",
                            "env/prod/values.yaml", "commit: none\n"));
            Path pipeline = example("guestbook", Map.of("guestbook", app, "guestbook-gitops", gitops));

            CommandLineRun early = promote(pipeline, "prod");
            assertThat(early.code()).isEqualTo(1);
            assertThat(early.err()).contains("staging");

            CommandLineRun plan = run("plan", pipeline, "dev");
            assertThat(plan.code()).isZero();
            assertThat(plan.out()).contains("-commit: none").contains("+commit: " + commit);
            assertThat(gitops.read("main", "env/dev/values.yaml")).isEqualTo("commit: none\n");

            CommandLineRun dev = promote(pipeline, "dev");
            assertThat(dev.code()).as(dev.toString()).isZero();
            assertThat(dev.out()).contains("git-push").containsPattern("Succeeded in [0-9.]+ s");
            assertThat(promote(pipeline, "staging").code()).isZero();
            CommandLineRun unattended = promote(pipeline, "prod");
            assertThat(unattended.code()).isEqualTo(1);
            assertThat(unattended.err()).contains("--approve");
            assertThat(promote(pipeline, "prod", "--approve").code()).isZero();

            assertThat(gitops.read("main", "env/prod/values.yaml")).isEqualTo("commit: " + commit + "\n");
            assertThat(gitops.history("main")).hasSize(4);
        }
    }

    @Test
    void kustomize() throws IOException {
        try (SampleRepository gitops = repository("overlays")) {
            String overlay = """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources:
                    - ../../base
                    images:
                    - name: ghcr.io/example/guestbook
                      newTag: 1.0.0
                    """;
            gitops.commit(
                    "main",
                    "Begin",
                    Map.of(
                            "env/dev/kustomization.yaml", overlay,
                            "env/staging/kustomization.yaml", overlay,
                            "env/prod/kustomization.yaml", overlay));
            Path pipeline = example("kustomize", Map.of("overlays", gitops));

            for (String stage : new String[] {"dev", "staging", "prod"}) {
                CommandLineRun run = promote(pipeline, stage, "--freight", "first-release");
                assertThat(run.code()).as(run.toString()).isZero();
                assertThat(gitops.read("main", "env/" + stage + "/kustomization.yaml"))
                        .contains("newTag: 1.20.0")
                        .contains("- ../../base");
            }
        }
    }

    @Test
    void helm() throws IOException {
        try (SampleRepository gitops = repository("releases")) {
            gitops.commit(
                    "main",
                    "Begin",
                    Map.of(
                            "base/switches.yaml", "switches:\n  search: enabled\n",
                            "env/dev/values.yaml", "image:\n  tag: v0.0.88 # set by promotions\n\nreplicaCount: 1\n",
                            "env/staging/values.yaml", "image:\n  tag: v0.0.88\n",
                            "env/prod-us/values.yaml", "image:\n  tag: v0.0.88\n",
                            "env/prod-eu/values.yaml", "image:\n  tag: v0.0.88\n"));
            Path pipeline = example("helm", Map.of("releases", gitops));

            CommandLineRun dev = promote(pipeline, "dev", "--freight", "first-release");
            assertThat(dev.code()).as(dev.toString()).isZero();
            assertThat(gitops.read("main", "env/dev/values.yaml"))
                    .isEqualTo("image:\n  tag: v0.0.90 # set by promotions\n\nreplicaCount: 1\n");
            assertThat(gitops.files("main")).doesNotContainKey("env/dev/switches.yaml");

            String switches = CommandLineRun.of(
                            "discover",
                            pipeline.toString(),
                            "--warehouse",
                            "switches",
                            "--format",
                            "json",
                            "--state",
                            directory.resolve("state").toString())
                    .json()
                    .at("/freight/name")
                    .asText();
            CommandLineRun second = promote(pipeline, "dev", "--freight", switches);
            assertThat(second.code()).as(second.toString()).isZero();
            assertThat(gitops.read("main", "env/dev/switches.yaml")).isEqualTo("switches:\n  search: enabled\n");

            assertThat(promote(pipeline, "staging", "--freight", "first-release")
                            .code())
                    .isZero();
            assertThat(promote(pipeline, "prod-eu", "--freight", "first-release")
                            .code())
                    .isZero();
            assertThat(promote(pipeline, "prod-us", "--freight", "first-release")
                            .code())
                    .isZero();
            assertThat(gitops.read("main", "env/prod-us/values.yaml")).isEqualTo("image:\n  tag: v0.0.90\n");
            assertThat(promote(pipeline, "prod-us", "--freight", switches).code())
                    .isEqualTo(1);
        }
    }

    @Test
    void kustomize_promotes_what_its_registry_has() throws Exception {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
        try (SampleRepository gitops = repository("overlays");
                DistributionRegistry registry = DistributionRegistry.start(directory.resolve("registry"))) {
            gitops.commit(
                    "main",
                    "Begin",
                    Map.of(
                            "env/dev/kustomization.yaml",
                            "images:\n- name: %s\n  newTag: 1.0.0\n"
                                    .formatted(registry.host() + "/example/guestbook")));
            registry.push("example/guestbook", SampleImage.created("2026-01-01T00:00:00Z"), "1.20.1", "1.20.0");
            registry.push("example/guestbook", SampleImage.created("2026-02-01T00:00:00Z"), "2.0.0", "latest");
            Path pipeline = watching(registry, example("kustomize", Map.of("overlays", gitops)));

            CommandLineRun dev = promote(pipeline, "dev");
            assertThat(dev.code()).as(dev.toString()).isZero();
            assertThat(gitops.read("main", "env/dev/kustomization.yaml")).contains("newTag: 1.20.1");

            CommandLineRun discover = discover(pipeline, "guestbook", "--explain");
            assertThat(discover.out())
                    .containsPattern("\\+ +1\\.20\\.1 +the best of the versions")
                    .containsPattern("- +2\\.0\\.0 +it is outside constraint '\\^1\\.0\\.0'")
                    .containsPattern("- +latest +it is no semantic version");
        }
    }

    @Test
    void helm_promotes_what_its_registry_has() throws Exception {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
        try (SampleRepository gitops = repository("releases");
                DistributionRegistry registry = DistributionRegistry.start(directory.resolve("registry"))) {
            gitops.commit("main", "Begin", Map.of("env/dev/values.yaml", "image:\n  tag: v0.0.88\n"));
            registry.push("example/guestbook", SampleImage.created("2026-01-01T00:00:00Z"), "v0.0.91", "v0.0.9");
            Path pipeline = watching(registry, example("helm", Map.of("releases", gitops)));

            String freight = discover(pipeline, "application", "--format", "json")
                    .json()
                    .at("/freight/name")
                    .asText();
            CommandLineRun dev = promote(pipeline, "dev", "--freight", freight);
            assertThat(dev.code()).as(dev.toString()).isZero();
            assertThat(gitops.read("main", "env/dev/values.yaml")).isEqualTo("image:\n  tag: v0.0.91\n");
        }
    }

    /** The pipeline with its image in a registry here. */
    private static Path watching(DistributionRegistry registry, Path pipeline) throws IOException {
        try (Stream<Path> files = Files.list(pipeline)) {
            for (Path file : files.toList()) {
                Files.writeString(
                        file, Files.readString(file).replace("ghcr.io/example/", registry.host() + "/example/"));
            }
        }
        return pipeline;
    }

    private CommandLineRun discover(Path pipeline, String warehouse, String... more) {
        String[] fixed = {
            "discover",
            pipeline.toString(),
            "--warehouse",
            warehouse,
            "--state",
            directory.resolve("state").toString()
        };
        return CommandLineRun.of(
                Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void verification() throws Exception {
        Path state = directory.resolve("state");
        try (SampleRepository app = repository("guestbook");
                SampleRepository gitops = repository("guestbook-gitops");
                MetricServer metrics = MetricServer.answering(request -> MetricServer.json(
                        request.target().equals("/-/ready")
                                ? "{\"status\": \"ready\"}"
                                : "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\","
                                        + " \"result\": [{\"metric\": {}, \"value\": [1, \"0.001\"]}]}}"))) {
            String commit = app.commit("main", "greeting.txt", "Hello\n").name();
            gitops.commit(
                    "main",
                    "Begin",
                    Map.of("env/staging/values.yaml", "commit: none\n", "env/prod/values.yaml", "commit: none\n"));
            Path pipeline = example("verification", Map.of("guestbook", app, "guestbook-gitops", gitops));
            Path stages = pipeline.resolve("stages.yaml");
            Files.writeString(
                    stages, Files.readString(stages).replace("http://prometheus.example.com:9090", metrics.url()));

            try (ServeProcess server = ServeProcess.start(state, pipeline.toString())) {
                Patience.until(
                        () -> gitops.read("main", "env/prod/values.yaml"),
                        text -> text.equals("commit: " + commit + "\n"));
                CommandLineRun shown =
                        CommandLineRun.of("verify", "--stage", "staging", "--show", "--server", server.url());

                assertThat(shown.code()).as(shown.toString()).isZero();
                assertThat(shown.out())
                        .contains("Successful")
                        .contains("[0.001]")
                        .contains("healthy");
            }
            assertThat(metrics.requests()).hasSize(6).anyMatch(request -> request.body()
                    .contains(commit));
        }
    }

    @Test
    void argocd() throws Exception {
        try (SampleRepository app = repository("guestbook");
                SampleRepository gitops = repository("guestbook-gitops");
                ArgoCdServer server = ArgoCdServer.start("/argocd").settling()) {
            String commit = app.commit("main", "greeting.txt", "Hello\n").name();
            gitops.commit(
                    "main",
                    "Begin",
                    Map.of("env/dev/values.yaml", "commit: none\n", "env/prod/values.yaml", "commit: none\n"));
            Path pipeline = example("argocd", Map.of("guestbook", app, "guestbook-gitops", gitops));
            for (String application :
                    Files.readString(pipeline.resolve("applications.yaml")).split("(?m)^---$")) {
                server.applications().put(application);
            }
            Map<String, String> login =
                    Map.of("WAYBILL_ARGOCD_URL", server.url().toString(), "WAYBILL_ARGOCD_TOKEN", ArgoCdServer.TOKEN);

            CommandLineRun plan = run(login, "plan", pipeline, "dev");
            assertThat(plan.code()).as(plan.toString()).isZero();
            assertThat(plan.out())
                    .contains("would change and sync Application argocd/guestbook-dev")
                    .contains("-targetRevision: main");
            assertThat(server.applications().started()).isZero();

            CommandLineRun dev = run(login, "promote", pipeline, "dev");
            assertThat(dev.code()).as(dev.toString()).isZero();
            assertThat(gitops.read("main", "env/dev/values.yaml")).isEqualTo("commit: " + commit + "\n");
            String revision = server.applications()
                    .get("argocd/guestbook-dev")
                    .at("/spec/source/targetRevision")
                    .asText();
            assertThat(gitops.read(ObjectId.fromString(revision), "env/dev/values.yaml"))
                    .contains(commit);
            assertThat(server.applications().started()).isEqualTo(1);
            assertThat(server.applications()
                            .get("argocd/guestbook-prod")
                            .at("/spec/source/targetRevision")
                            .asText())
                    .isEqualTo("main");

            CommandLineRun prod = run(login, "promote", pipeline, "prod");
            assertThat(prod.code()).as(prod.toString()).isZero();
            assertThat(gitops.read("main", "env/prod/values.yaml")).isEqualTo("commit: " + commit + "\n");
            assertThat(server.applications().started()).isEqualTo(2);

            CommandLineRun lost = run(Map.of(), "promote", pipeline, "dev");
            assertThat(lost.code()).isEqualTo(1);
            assertThat(lost.err() + lost.out()).contains("No Argo CD server is known for Stage 'dev'");
            assertThat(server.faults()).isEmpty();
        }
    }

    private SampleRepository repository(String name) {
        return SampleRepository.create(directory.resolve(name + ".git"));
    }

    /** The example with its repositories replaced by those here. */
    private Path example(String name, Map<String, SampleRepository> repositories) throws IOException {
        Path target = Files.createDirectories(directory.resolve("pipeline-" + name));
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(name))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, SampleRepository> repository : repositories.entrySet()) {
                    text = text.replace(
                            "https://github.com/example/" + repository.getKey() + ".git",
                            repository.getValue().url());
                }
                Files.writeString(target.resolve(file.getFileName()), text);
            }
        }
        return target;
    }

    private CommandLineRun promote(Path pipeline, String stage, String... more) {
        return run("promote", pipeline, stage, more);
    }

    private CommandLineRun run(String command, Path pipeline, String stage, String... more) {
        return run(Map.of(), command, pipeline, stage, more);
    }

    private CommandLineRun run(
            Map<String, String> environment, String command, Path pipeline, String stage, String... more) {
        String[] fixed = {
            command,
            pipeline.toString(),
            "--stage",
            stage,
            "--state",
            directory.resolve("state").toString()
        };
        return CommandLineRun.with(
                "",
                environment,
                Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
    }
}
