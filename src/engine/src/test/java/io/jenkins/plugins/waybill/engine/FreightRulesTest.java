package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.ToldSource;
import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.promotion.Pace;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.State;
import io.jenkins.plugins.waybill.store.StoreSettings;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Freight is made of, when, and what it is called by people. */
class FreightRulesTest {

    private static final FreightOrigin APP = FreightOrigin.warehouse("app");

    @TempDir
    Path directory;

    private final ToldSource told = new ToldSource();
    private SampleRepository source;
    private PromotionEngine engine;

    @BeforeEach
    void open() {
        source = SampleRepository.create(directory.resolve("app.git"));
        engine = PromotionEngine.start(
                SampleHost.in(directory.resolve("home")),
                new EngineOptions(
                        PromotionEngine.Mode.AUTOMATIC,
                        Pace.DEFAULT,
                        StepRegistry.standard(),
                        new Retention(20, Duration.ZERO, 1, Duration.ZERO),
                        GitSettings.DEFAULTS,
                        List.of(told),
                        StoreSettings.embedded()));
    }

    @AfterEach
    void close() {
        engine.close();
        source.close();
    }

    @Test
    @DisplayName("assembly: the best of each subscription, commits first, then images, charts and others")
    void theBestOfEach() throws Exception {
        told.has("firmware", "2", "1");
        source.commit("main", "a", "1");
        ObjectId head = source.commit("main", "a", "2");
        SampleImage image = SampleImage.created("2026-01-01T00:00:00Z");
        try (RegistryFront front = RegistryFront.alone()) {
            front.behaving(exchange -> {
                String path = exchange.getRequestURI().getPath();
                if (path.endsWith("/tags/list")) {
                    RegistryFront.answer(exchange, 200, "{\"tags\": [\"1.0.0\", \"1.1.0\"]}");
                } else if (path.contains("/manifests/")) {
                    exchange.getResponseHeaders().add("Content-Type", image.mediaType());
                    RegistryFront.answer(exchange, 200, image.manifest());
                } else if (path.contains("/blobs/")) {
                    RegistryFront.answer(
                            exchange, 200, image.blobs().values().iterator().next());
                } else if (path.endsWith("/index.yaml")) {
                    RegistryFront.answer(exchange, 200, "entries: {web: [{version: 3.0.0}, {version: 3.1.0}]}");
                } else {
                    return false;
                }
                return true;
            });
            engine.projects().define(project("shop", """
                      - {name: firmware, told: {config: {}}}
                      - chart: {repoURL: 'http://%1$s/charts', name: web}
                      - image: {repoURL: '%1$s/shop/app'}
                      - git: {repoURL: '%2$s'}
                    """.formatted(front.host(), source.url())));
            engine.warehouses().refresh("shop", "app");
        }
        Artifacts made = newest().artifacts();
        assertThat(made.commits()).singleElement().extracting(GitCommit::id).isEqualTo(head.name());
        assertThat(made.images()).singleElement().satisfies(pinned -> assertThat(pinned.tag())
                .isEqualTo("1.1.0"));
        assertThat(made.charts()).singleElement().satisfies(pinned -> assertThat(pinned.version())
                .isEqualTo("3.1.0"));
        assertThat(made.artifacts())
                .singleElement()
                .extracting(GenericArtifact::version)
                .isEqualTo("2");
    }

    @Test
    @DisplayName("assembly: one empty result prevents Freight")
    void oneEmptyResult() {
        told.has("firmware", "1").has("drivers");
        engine.projects().define(project("shop", """
                  - {name: firmware, told: {config: {}}}
                  - {name: drivers, told: {config: {}}}
                """));
        engine.warehouses().refresh("shop", "app");
        assertThat(engine.state("shop").freight()).isEmpty();
        told.has("drivers", "1");
        engine.warehouses().refresh("shop", "app");
        assertThat(engine.state("shop").freight()).hasSize(1);
    }

    @Test
    @DisplayName("freight: what is there already is not made again, which is no error")
    void theSameAgain() {
        Freight one = made("1");
        Freight two = made("2");
        Freight again = made("1");
        assertThat(again).isEqualTo(one);
        assertThat(engine.state("shop").freight()).containsExactlyInAnyOrder(one, two);
        assertThat(engine.state("shop").warehouse("app").failingSince()).isNull();
    }

    @Test
    @DisplayName("freight: what was removed may come again, with a new time and alias")
    void whatWasRemoved() {
        Freight first = made("1");
        made("2");
        engine.reconcile();
        assertThat(engine.state("shop").freight(first.name())).isEmpty();
        Freight again = made("1");
        assertThat(again.name()).isEqualTo(first.name());
        assertThat(again.discoveredAt()).isAfter(first.discoveredAt());
        assertThat(again.alias()).isNotEqualTo(first.alias());
    }

    @Test
    @DisplayName("freight: the name a Warehouse remembers is that of its Freight, new or not")
    void theNameThatIsRemembered() {
        Freight one = made("1");
        assertThat(engine.state("shop").warehouse("app").lastFreight()).isEqualTo(one.name());
        Freight two = made("2");
        assertThat(engine.state("shop").warehouse("app").lastFreight()).isEqualTo(two.name());
        made("1");
        assertThat(engine.state("shop").warehouse("app").lastFreight())
                .isEqualTo(one.name())
                .isEqualTo(FreightName.of(APP, one.artifacts()));
    }

    @Test
    @DisplayName("alias: an adjective and an animal")
    void adjectiveAndAnimal() {
        assertThat(made("1").alias()).matches("[a-z]+-[a-z]+");
        assertThat(made("2").alias())
                .matches("[a-z]+-[a-z]+")
                .isNotEqualTo(made("1").alias());
    }

    @Test
    @DisplayName("alias: one is made up that no Freight of any project has")
    void noneOfAnyProject() {
        String alias = FreightDesk.madeUpAlias(everything(), new Random(7));
        engine.projects().define(project("other", "  - {name: firmware, told: {config: {}}}"));
        engine.freight().create("other", APP, firmware("1"), alias, Actor.user("ada"));
        assertThat(FreightDesk.madeUpAlias(everything(), new Random(7))).isNotEqualTo(alias);
    }

    private State everything() {
        return new State() {
            @Override
            public long version() {
                return 0;
            }

            @Override
            public Set<String> projects() {
                return Set.of("shop", "other");
            }

            @Override
            public ProjectState project(String name) {
                return engine.state(name);
            }
        };
    }

    @Test
    @DisplayName("alias: one that is given must be free in its own project only")
    void oneThatIsGiven() {
        for (String project : List.of("shop", "other")) {
            engine.projects().define(project(project, "  - {name: firmware, told: {config: {}}}"));
            engine.freight().create(project, APP, firmware("1"), "jolly-otter", Actor.user("ada"));
            assertThat(engine.freight().get(project, "jolly-otter").alias()).isEqualTo("jolly-otter");
        }
        assertThatThrownBy(() -> engine.freight().create("shop", APP, firmware("2"), "jolly-otter", Actor.user("ada")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("The alias 'jolly-otter' belongs to Freight");
    }

    @Test
    @DisplayName("freight: by hand any combination of what was found can be put together, named by the same rule")
    void byHand() {
        ObjectId old = source.commit("main", "a", "1");
        source.commit("main", "a", "2");
        told.has("firmware", "2", "1");
        engine.projects().define(project("shop", """
                  - git: {repoURL: '%s'}
                  - {name: firmware, told: {config: {}}}
                """.formatted(source.url())));
        engine.warehouses().refresh("shop", "app");
        Artifacts found = engine.state("shop").warehouse("app").discovered();
        Artifacts chosen = new Artifacts(
                List.of(found.commits().get(1)),
                List.of(),
                List.of(),
                List.of(found.artifacts().get(0)));
        Freight made = engine.freight().create("shop", APP, chosen, null, Actor.user("ada"));
        assertThat(made.artifacts().commits()).extracting(GitCommit::id).containsExactly(old.name());
        assertThat(made.name()).isEqualTo(FreightName.of(APP, chosen));
        assertThat(engine.state("shop").freight()).hasSize(2);
    }

    /** The Freight that stands for that version. */
    private Freight made(String version) {
        told.has("firmware", version);
        engine.projects().define(project("shop", "  - {name: firmware, told: {config: {}}}"));
        engine.warehouses().refresh("shop", "app");
        return engine.state("shop")
                .freight(FreightName.of(APP, firmware(version)))
                .orElseThrow();
    }

    private static Artifacts firmware(String version) {
        return new Artifacts(
                List.of(),
                List.of(),
                List.of(),
                List.of(new GenericArtifact("told", "firmware", version, NullNode.instance)));
    }

    private Freight newest() {
        return engine.state("shop").freightOf(APP).get(0);
    }

    private static ProjectDefinition project(String name, String subscriptions) {
        return Manifests.read("shop.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: %s}
                spec:
                  interval: 1h
                  subscriptions:
                %s
                """.formatted(name, subscriptions))
                .project(name)
                .orElseThrow();
    }
}
