package io.jenkins.plugins.waybill.verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.fixture.MetricServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.manifest.StepCatalog;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import io.jenkins.plugins.waybill.verification.metric.MetricSources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The example in docs/verification.md works as it stands there. */
class VerificationGuideTest {

    private static final Path GUIDE = Path.of("../../docs/verification.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml example\n(.*?)```");
    private static final Pattern PROVIDER =
            Pattern.compile("(?m)^\\| `([a-zA-Z0-9]+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$");

    private static ManifestSet example() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(GUIDE));
        assertThat(example.find()).isTrue();
        return Manifests.read(Map.of("example.yaml", example.group(1)), "shop");
    }

    @Test
    void the_example_has_no_findings_but_for_what_it_leaves_out() throws Exception {
        assertThat(ManifestLint.check(example(), StepCatalog.NONE))
                .extracting(Finding::rule)
                .containsExactly("unknown-warehouse");
    }

    @Test
    void the_example_is_executed() throws Exception {
        ProjectDefinition project = example().project("shop").orElseThrow();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        try (MetricServer server = MetricServer.answering(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
                        + "\"value\":[1,\"0.002\"]}]}}")) {
            AnalysisRun run = RunningAnalysis.begin(
                    project,
                    project.stage("staging").orElseThrow(),
                    new FreightCollection("0123456789", Map.of(), List.of()),
                    new Verification("id", Phase.PENDING, "", null, now.get(), null, null, null),
                    Map.of("prometheus", server.url(), "commit", "abc"),
                    null,
                    now.get());
            while (run.finishedAt() == null) {
                CompletableFuture<AnalysisRun> measured = RunningAnalysis.of(
                                run, new PrometheusToken(), Jobs.NONE, now::get, text -> text)
                        .measure(Runnable::run);
                assertThat(measured).isNotNull();
                run = measured.join();
                now.updateAndGet(time -> time.plusSeconds(60));
            }

            assertThat(run.phase()).isEqualTo(Phase.SUCCESSFUL);
            assertThat(run.metrics().get(0).successful()).isEqualTo(5);
            assertThat(server.requests()).hasSize(5);
            assertThat(server.requests().get(0).headers()).containsEntry("Authorization", "Bearer T0ken");
        }
    }

    @Test
    void the_guide_lists_the_providers_there_are() throws Exception {
        TreeSet<String> listed = new TreeSet<>();
        PROVIDER.matcher(Files.readString(GUIDE)).results().forEach(row -> listed.add(row.group(1)));

        assertThat(listed).isEqualTo(MetricSources.names());
    }

    private static final class PrometheusToken implements Credentials {
        @Override
        public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> secret(String project, String name) {
            return name.equals("prometheus") ? Optional.of(Map.of("token", Secret.of("T0ken"))) : Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> sharedSecret(String name) {
            return Optional.empty();
        }
    }
}
