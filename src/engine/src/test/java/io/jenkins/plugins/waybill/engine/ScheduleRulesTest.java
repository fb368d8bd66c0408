package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.ToldSource;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When Warehouses are looked at, and how a look goes on. */
class ScheduleRulesTest {

    @TempDir
    Path directory;

    private final ToldSource source =
            new ToldSource().has("app", "1").has("web", "1").has("db", "1");
    private PromotionEngine engine;

    @BeforeEach
    void open() {
        engine = PromotionEngine.start(
                SampleHost.in(directory), EngineOptions.standard().with(List.of(source)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    @DisplayName("schedule: a Warehouse that was never looked at is looked at once it is declared")
    void onceItIsDeclared() {
        assertThat(engine.state("shop").warehouse("app").discoveredAt()).isNull();
        engine.projects().define(project("1h", "", "app"));
        assertThat(source.nextAsked()).isEqualTo("app");
    }

    @Test
    @DisplayName("schedule: a changed declaration makes it be looked at again at once")
    void aChangedDeclaration() {
        engine.projects().define(project("1h", "", "app"));
        assertThat(source.nextAsked()).isEqualTo("app");
        engine.projects().define(project("1h", "", "web"));
        assertThat(source.nextAsked()).isEqualTo("web");
        engine.projects().define(project("1h", "annotations: {kargo.akuity.io/refresh: again},", "web"));
        assertThat(source.nextAsked()).isEqualTo("web");
    }

    @Test
    @DisplayName("schedule: a refresh looks at once, whatever the interval")
    void aRefresh() {
        engine.projects().define(project("1h", "", "app"));
        assertThat(source.nextAsked()).isEqualTo("app");
        source.has("app", "2", "1");
        engine.warehouses().refresh("shop", "app");
        assertThat(source.asked()).containsExactly("app");
        assertThat(versions()).containsExactly("2", "1");
    }

    @Test
    @DisplayName("schedule: it is looked at again when its interval is over, give or take a tenth")
    void theInterval() {
        engine.projects().define(project("1s", "", "app"));
        for (int look = 0; look < 3; look++) {
            assertThat(source.nextAsked()).isEqualTo("app");
        }
        Duration interval = Duration.ofMinutes(5);
        assertThat(LookPause.of(0, interval)).isEqualTo(interval);
        assertThat(Stream.generate(() -> LookPause.random(0, interval)).limit(1_000))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330)));
    }

    @Test
    @DisplayName("schedule: after a restart it is looked at, however short ago the last look was")
    void aRestart() {
        engine.projects().define(project("1h", "", "app"));
        assertThat(source.nextAsked()).isEqualTo("app");
        engine.close();
        open();
        engine.projects().define(project("1h", "", "app"));
        assertThat(source.nextAsked()).isEqualTo("app");
    }

    @Test
    @DisplayName("schedule: subscriptions are asked one after the other, in the order written")
    void oneAfterTheOther() {
        engine.projects().define(project("1h", "", "web", "app", "db"));
        assertThat(List.of(source.nextAsked(), source.nextAsked(), source.nextAsked()))
                .containsExactly("web", "app", "db");
    }

    @Test
    @DisplayName("schedule: the first subscription that cannot be asked ends the look")
    void theFirstFailureEndsTheLook() {
        source.fails("app", "nobody is there");
        engine.projects().define(project("1h", "", "web", "app", "db"));
        assertThatThrownBy(() -> engine.warehouses().refresh("shop", "app")).hasMessageContaining("nobody is there");
        assertThat(source.asked()).containsOnly("web", "app");
        assertThat(versions()).isEmpty();
    }

    @Test
    @DisplayName("schedule: a look that fails keeps what was known")
    void aFailureKeepsWhatWasKnown() {
        engine.projects().define(project("1h", "", "web", "app"));
        engine.warehouses().refresh("shop", "app");
        var known = engine.state("shop").warehouse("app");
        source.has("web", "2").fails("app", "nobody is there");
        assertThatThrownBy(() -> engine.warehouses().refresh("shop", "app")).isInstanceOf(Refusal.class);
        var after = engine.state("shop").warehouse("app");
        assertThat(after.discovered()).isEqualTo(known.discovered());
        assertThat(after.discoveredAt()).isEqualTo(known.discoveredAt());
        assertThat(after.lastFreight()).isEqualTo(known.lastFreight());
    }

    @Test
    @DisplayName("schedule: a look that failed is repeated with growing pauses, up to the interval")
    void growingPauses() {
        source.fails("app", "nobody is there");
        engine.projects().define(project("1s", "", "app"));
        for (int look = 0; look < 3; look++) {
            assertThat(source.nextAsked()).isEqualTo("app");
        }
        Duration interval = Duration.ofMinutes(2);
        assertThat(Stream.of(1, 2, 3, 4, 5, 6, 1_000).map(failures -> LookPause.of(failures, interval)))
                .extracting(Duration::toSeconds)
                .containsExactly(10L, 20L, 40L, 80L, 120L, 120L, 120L);
        assertThat(LookPause.of(1, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("schedule: an empty result is no error, the other subscriptions are asked")
    void emptyResultsAreNoErrors() {
        source.has("web");
        engine.projects().define(project("1h", "", "web", "app"));
        engine.warehouses().refresh("shop", "app");
        assertThat(source.asked()).contains("web", "app");
        assertThat(versions()).containsExactly("1");
    }

    private List<String> versions() {
        return engine.state("shop").warehouse("app").discovered().artifacts().stream()
                .map(GenericArtifact::version)
                .toList();
    }

    private static ProjectDefinition project(String interval, String metadata, String... subscriptions) {
        StringBuilder manifest = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {%s name: app, namespace: shop}
                spec:
                  interval: %s
                  subscriptions:
                """.formatted(metadata, interval));
        for (String subscription : subscriptions) {
            manifest.append("  - {name: ").append(subscription).append(", told: {config: {}}}\n");
        }
        return Manifests.read("shop.yaml", manifest.toString()).project("shop").orElseThrow();
    }
}
