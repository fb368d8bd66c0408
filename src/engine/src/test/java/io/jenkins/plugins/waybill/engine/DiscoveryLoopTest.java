package io.jenkins.plugins.waybill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DiscoveryLoopTest {

    @TempDir
    Path directory;

    private SampleRepository source;
    private PromotionEngine engine;

    @BeforeEach
    void open() {
        source = SampleRepository.create(directory.resolve("app.git"));
        engine = PromotionEngine.start(SampleHost.in(directory.resolve("home")));
    }

    @AfterEach
    void close() {
        engine.close();
        source.close();
    }

    @Test
    void aDefinedWarehouseIsAskedAtOnceAndAgainAtItsInterval() throws Exception {
        ObjectId first = source.commit("main", "a", "1");
        engine.projects().define(project("1s"));
        until(() -> newest().equals(List.of(first.name())));
        ObjectId second = source.commit("main", "a", "2");
        until(() -> newest().equals(List.of(second.name(), first.name())));
        Freight freight =
                engine.state("shop").freightOf(FreightOrigin.warehouse("app")).get(0);
        assertThat(freight.alias()).matches("[a-z]+-[a-z]+");
        assertThat(warehouse().lastFreight()).isEqualTo(freight.name());
        assertThat(warehouse().failingSince()).isNull();
    }

    @Test
    void askingAgainWithoutNewsChangesNothing() throws Exception {
        source.commit("main", "a", "1");
        engine.projects().define(project("1h"));
        until(() -> newest().size() == 1);
        long version = engine.state("shop").version();
        engine.warehouses().refresh("shop", "app");
        assertThat(engine.state("shop").version()).isEqualTo(version);
        source.commit("main", "a", "2");
        engine.warehouses().refresh("shop", "app");
        assertThat(newest()).hasSize(2);
    }

    @Test
    void whatBecameOfEachCandidateIsRemembered() {
        source.commit("main", "a", "1");
        source.commit("main", "a", "2");
        engine.projects().define(project("1h"));
        engine.warehouses().refresh("shop", "app");
        WarehouseLook look = engine.warehouses().lastLook("shop", "app");
        assertThat(look.explained()).singleElement().satisfies(one -> {
            assertThat(one.source()).isEqualTo("Git repository " + source.url());
            assertThat(one.candidates()).hasSize(2).allMatch(Candidate::taken);
            assertThat(one.candidates().get(0).reason()).isEqualTo("the best of branch main");
        });
        assertThat(look.lookedAt()).isNotNull();
        engine.close();
        engine = PromotionEngine.start(SampleHost.in(directory.resolve("home")), PromotionEngine.Mode.ON_REQUEST);
        engine.projects().define(project("1h"));
        WarehouseLook later = engine.warehouses().lastLook("shop", "app");
        assertThat(later.explained()).isEqualTo(look.explained());
        assertThat(later.explainedAt()).isEqualTo(look.explainedAt());
        assertThat(later.lookedAt()).as("this process has not looked").isNull();
    }

    @Test
    @Timeout(600)
    void whenItIsAskedNextIsKnown() throws Exception {
        source.commit("main", "a", "1");
        engine.projects().define(project("1h"));
        until(() -> newest().size() == 1);
        // Only after its news have been told is it known when it is asked again.
        Instant next = engine.warehouses().lastLook("shop", "app").nextLookAt();
        while (next == null) {
            Thread.sleep(10);
            next = engine.warehouses().lastLook("shop", "app").nextLookAt();
        }
        assertThat(next).isAfter(Instant.now().plus(Duration.ofMinutes(30)));
    }

    @Test
    void aSourceThatCannotBeAskedIsExplainedSinceWhenAndForgottenWhenItRecovers() throws Exception {
        source.commit("main", "a", "1");
        engine.projects().define(project("1h"));
        until(() -> newest().size() == 1);
        Path away = directory.resolve("away.git");
        Files.move(source.directory(), away);
        assertThatThrownBy(() -> engine.warehouses().refresh("shop", "app"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Warehouse 'app' found nothing out")
                .hasMessageContaining("app.git");
        Instant since = warehouse().failingSince();
        assertThat(since).isNotNull();
        assertThat(warehouse().message()).startsWith("Discovery failed: ");
        assertThatThrownBy(() -> engine.warehouses().refresh("shop", "app")).isInstanceOf(Refusal.class);
        assertThat(warehouse().failingSince()).isEqualTo(since);
        assertThat(warehouse().discovered().commits()).hasSize(1);
        Files.move(away, source.directory());
        engine.warehouses().refresh("shop", "app");
        assertThat(warehouse().failingSince()).isNull();
        assertThat(warehouse().message()).isEmpty();
    }

    @Test
    void theOutcomeBeforeAFailureComesBackWithoutNews() throws Exception {
        source.commit("main", "a", "1");
        engine.projects().define(project("1s", ", includePaths: [web]"));
        until(() -> warehouse().message().startsWith("Nothing to promote"));
        Path away = directory.resolve("away.git");
        Files.move(source.directory(), away);
        until(() -> warehouse().message().startsWith("Discovery failed"));
        Files.move(away, source.directory());
        until(() -> warehouse().message().startsWith("Nothing to promote"));
        assertThat(warehouse().failingSince()).isNotNull();
    }

    @Test
    @Timeout(600)
    void aServerThatWantsAPauseGetsItWhateverTheInterval() throws Exception {
        try (RegistryFront busy = RegistryFront.alone();
                RegistryFront other = RegistryFront.alone()) {
            busy.behaving(exchange -> {
                exchange.getResponseHeaders().add("Retry-After", "3600");
                RegistryFront.answer(exchange, 429, "");
                return true;
            });
            engine.projects().define(images("busy", busy.host(), "other", other.host()));
            until(() -> warehouse("other").failingSince() != null);
            // Who has nothing, but asks for no pause, is asked again at the interval.
            while (other.requests().size() < 3) {
                Thread.sleep(50);
            }
            assertThat(busy.requests()).hasSize(1);
            assertThat(warehouse("busy").message())
                    .startsWith("Discovery failed: ")
                    .contains("429 Too Many Requests")
                    .contains("is asked again in 3600 s");
        }
    }

    private ProjectDefinition images(String... namesAndHosts) {
        StringBuilder manifests = new StringBuilder();
        for (int i = 0; i < namesAndHosts.length; i += 2) {
            manifests.append("""
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Warehouse
                    metadata: {name: %s, namespace: shop}
                    spec:
                      interval: 1s
                      subscriptions:
                      - image: {repoURL: '%s/team/app'}
                    """.formatted(namesAndHosts[i], namesAndHosts[i + 1]));
        }
        return Manifests.read("shop.yaml", manifests.toString()).project("shop").orElseThrow();
    }

    private WarehouseState warehouse(String name) {
        return engine.state("shop").warehouse(name);
    }

    private ProjectDefinition project(String interval) {
        return project(interval, "");
    }

    private ProjectDefinition project(String interval, String rules) {
        return Manifests.read("shop.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  interval: %s
                  subscriptions:
                  - git: {repoURL: '%s', branch: main%s}
                """.formatted(interval, source.url(), rules))
                .project("shop")
                .orElseThrow();
    }

    private List<String> newest() {
        return engine.state("shop").freightOf(FreightOrigin.warehouse("app")).stream()
                .flatMap(freight -> freight.artifacts().commits().stream())
                .map(GitCommit::id)
                .toList();
    }

    private WarehouseState warehouse() {
        return engine.state("shop").warehouse("app");
    }

    private void until(BooleanSupplier condition) throws Exception {
        CountDownLatch met = new CountDownLatch(1);
        try (AutoCloseable listening = engine.onChange(project -> {
            if (condition.getAsBoolean()) {
                met.countDown();
            }
        })) {
            long begin = System.nanoTime();
            while (!condition.getAsBoolean() && !met.await(100, TimeUnit.MILLISECONDS)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(5));
            }
        }
    }
}
