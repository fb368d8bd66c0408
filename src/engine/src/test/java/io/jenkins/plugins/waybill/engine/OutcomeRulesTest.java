package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.api.Access;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.api.ApiRequest;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.ToldSource;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a Warehouse says of its last look, as the API tells it and the board shows it. */
class OutcomeRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOLD = "- {name: firmware, told: {config: {}}}";

    @TempDir
    Path directory;

    private final ToldSource told = new ToldSource().has("firmware", "1");
    private SampleRepository source;
    private RegistryFront front;
    private PromotionEngine engine;

    @BeforeEach
    void open() throws Exception {
        source = SampleRepository.create(directory.resolve("app.git"));
        source.commit("main", "a", "1");
        front = RegistryFront.alone();
        engine = PromotionEngine.start(
                SampleHost.in(directory.resolve("home")),
                EngineOptions.standard().with(List.of(told)));
    }

    @AfterEach
    void close() {
        engine.close();
        front.close();
        source.close();
    }

    @Test
    @DisplayName("outcome: while a Warehouse is looked at, the outcome before stays")
    void whileItIsLookedAt() {
        look("", TOLD);
        JsonNode before = outcome();
        AtomicReference<JsonNode> meanwhile = new AtomicReference<>();
        // The look that follows the declaration may come after this one.
        told.meanwhile(() -> meanwhile.compareAndSet(null, outcome())).has("firmware", "2");
        engine.warehouses().refresh("shop", "app");
        assertThat(meanwhile.get()).isEqualTo(before);
        assertThat(outcome().path("lastFreight")).isNotEqualTo(before.path("lastFreight"));
    }

    /** All but the times of looks. */
    private JsonNode outcome() {
        ObjectNode shown = shown().deepCopy();
        return shown.remove(List.of("discoveredAt", "attemptedAt"));
    }

    @Test
    @DisplayName("outcome: a subscription that cannot be asked is a failure with its reason, since when, until it can")
    void aFailure() {
        look("", TOLD);
        told.fails("firmware", "nobody is there");
        assertThatThrownBy(() -> engine.warehouses().refresh("shop", "app")).isInstanceOf(Refusal.class);
        assertUnwell("Discovery failed: nobody is there");
        String since = shown().path("failingSince").asText();
        assertThatThrownBy(() -> engine.warehouses().refresh("shop", "app")).isInstanceOf(Refusal.class);
        assertThat(shown().path("failingSince").asText()).isEqualTo(since);
        told.has("firmware", "1");
        engine.warehouses().refresh("shop", "app");
        assertWell("");
    }

    @Test
    @DisplayName("outcome: a Warehouse without subscriptions is refused, and would find nothing")
    void noSubscriptions() throws Exception {
        assertThat(manifest("", "[]").findings()).extracting(Finding::rule).contains("out-of-range");
        Warehouse warehouse =
                new Warehouse("app", Map.of(), Duration.ofHours(1), true, "", List.of(), SourcePosition.NONE);
        Discovered discovered = new Discovery(List.of(told)).discover("shop", warehouse);
        assertThat(discovered.healthy()).isFalse();
        assertThat(discovered.freight()).isEmpty();
        assertThat(discovered.explanation()).contains("has no subscriptions");
    }

    @Test
    @DisplayName("outcome: no commit that counts is a fault that waits for the interval")
    void noCommits() {
        look("", "- git: {repoURL: '" + source.url() + "', includePaths: [web]}");
        assertUnwell("Nothing to promote in Git repository " + source.url() + ": the only candidate was left out");
        engine.warehouses().refresh("shop", "app");
    }

    @Test
    @DisplayName("outcome: no image that counts is a fault that waits for the interval")
    void noImages() {
        front.behaving(exchange -> {
            boolean asked = exchange.getRequestURI().getPath().endsWith("/tags/list");
            if (asked) {
                RegistryFront.answer(exchange, 200, "{\"tags\": [\"latest\"]}");
            }
            return asked;
        });
        look("", "- image: {repoURL: '" + front.host() + "/shop/app'}");
        assertUnwell("Nothing to promote in image repository " + front.host()
                + "/shop/app: the only candidate was left out, latest because it is no semantic version");
        engine.warehouses().refresh("shop", "app");
    }

    @Test
    @DisplayName("outcome: no chart version that counts is a fault that waits for the interval")
    void noCharts() {
        front.behaving(exchange -> {
            RegistryFront.answer(exchange, 200, "entries: {web: []}");
            return true;
        });
        look("", "- chart: {repoURL: 'http://" + front.host() + "/charts', name: web}");
        assertUnwell("Nothing to promote in chart http://" + front.host() + "/charts web");
        engine.warehouses().refresh("shop", "app");
    }

    @Test
    @DisplayName("outcome: no artifact of another type is such a fault, too")
    void noOtherArtifacts() {
        told.has("firmware");
        look("", TOLD);
        assertUnwell("Nothing to promote in 'told' firmware: the source has no candidates at all");
        assertThat(engine.state("shop").freight()).isEmpty();
    }

    @Test
    @DisplayName("outcome: criteria that fail are a fault that is not retried, and what was found is kept")
    void criteriaThatFail() {
        for (String criteria : List.of("nothing(", "commitFrom(1).Tag == ''", "1 + 'a'")) {
            look("freightCreationCriteria: {expression: \"" + criteria + "\"}", git());
            assertUnwell("freightCreationCriteria cannot be ");
            engine.warehouses().refresh("shop", "app");
            assertThat(engine.state("shop").warehouse("app").discovered().commits())
                    .hasSize(1);
            assertThat(engine.state("shop").freight()).isEmpty();
        }
    }

    @Test
    @DisplayName("outcome: criteria that give neither true nor false are such a fault")
    void criteriaThatSayNeither() {
        look("freightCreationCriteria: {expression: \"'maybe'\"}", git());
        assertUnwell("freightCreationCriteria must give true or false, but ''maybe'' gave maybe");
        engine.warehouses().refresh("shop", "app");
        look("freightCreationCriteria: {expression: \"'T'\"}", git());
        assertWell("");
    }

    @Test
    @DisplayName("outcome: criteria that are not satisfied leave the Warehouse well and without Freight")
    void criteriaThatSayNo() {
        look(
                "freightCreationCriteria: {expression: \"commitFrom('" + source.url()
                        + "').Subject contains 'release'\"}",
                git());
        assertWell("The newest artifacts do not satisfy freightCreationCriteria: commitFrom(");
        assertThat(engine.state("shop").freight()).isEmpty();
        source.edit("main", "release", files -> files.file("a", "2"));
        engine.warehouses().refresh("shop", "app");
        assertWell("");
        assertThat(engine.state("shop").freight()).hasSize(1);
    }

    @Test
    @DisplayName("outcome: blank criteria are satisfied")
    void blankCriteria() {
        look("freightCreationCriteria: {expression: '  '}", git());
        assertWell("");
        assertThat(engine.state("shop").freight()).hasSize(1);
    }

    @Test
    @DisplayName("outcome: criteria count also where there are only artifacts of other types")
    void criteriaOfOtherTypes() {
        look("freightCreationCriteria: {expression: '1 == 2'}", TOLD);
        assertWell("The newest artifacts do not satisfy");
        assertThat(engine.state("shop").freight()).isEmpty();
    }

    @Test
    @DisplayName("outcome: new Freight leaves the Warehouse well, with its name and an event")
    void newFreight() {
        look("", git());
        assertWell("");
        String freight = shown().path("lastFreight").asText();
        assertThat(engine.state("shop").freight(freight)).isPresent();
        assertThat(events("FreightCreated")).isEqualTo(1);
    }

    @Test
    @DisplayName("outcome: Freight that is there already leaves the Warehouse well, with its name and no event")
    void knownFreight() {
        ObjectId first = source.head("main");
        look("", git());
        String freight = shown().path("lastFreight").asText();
        source.commit("main", "a", "2");
        engine.warehouses().refresh("shop", "app");
        source.branch("main", first);
        engine.warehouses().refresh("shop", "app");
        assertWell("");
        assertThat(shown().path("lastFreight").asText()).isEqualTo(freight);
        assertThat(events("FreightCreated")).isEqualTo(2);
    }

    @Test
    @DisplayName("outcome: Freight and what it was found with are recorded together or not at all")
    void togetherOrNotAtAll() throws Exception {
        List<Integer> freight = new ArrayList<>();
        try (AutoCloseable listening = engine.onChange(project -> {
            var state = engine.state("shop");
            if (!state.warehouse("app").discovered().isEmpty()) {
                freight.add(state.freight().size());
            }
        })) {
            look("", git());
            source.commit("main", "a", "2");
            engine.warehouses().refresh("shop", "app");
        }
        assertThat(freight).isNotEmpty().doesNotContain(0);
        assertThat(engine.state("shop").freight()).hasSize(2);
    }

    @Test
    @DisplayName("outcome: with policy Manual neither criteria nor creation take place")
    void byHand() {
        look("freightCreationPolicy: Manual\n  freightCreationCriteria: {expression: \"1 + 'a'\"}", git());
        assertWell("Freight of this Warehouse is assembled by hand");
        assertThat(engine.state("shop").warehouse("app").discovered().commits()).hasSize(1);
        assertThat(engine.state("shop").freight()).isEmpty();
    }

    private String git() {
        return "- git: {repoURL: '" + source.url() + "'}";
    }

    /** Declares the Warehouse and has it looked at; fails where a subscription cannot be asked. */
    private void look(String spec, String subscription) {
        engine.projects()
                .define(manifest(spec, "\n  " + subscription).project("shop").orElseThrow());
        engine.warehouses().refresh("shop", "app");
    }

    private static ManifestSet manifest(String spec, String subscriptions) {
        return Manifests.read("shop.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  interval: 1h
                  %s
                  subscriptions: %s
                """.formatted(spec, subscriptions));
    }

    private JsonNode shown() {
        Api api = new Api(engine, Access.EVERYTHING, InstantSource.system());
        byte[] body = api.handle(ApiRequest.get("/projects/shop/warehouses/app", Actor.user("ada")))
                .body();
        try {
            return JSON.readTree(body).path("warehouse");
        } catch (IOException e) {
            throw new AssertionError(new String(body, StandardCharsets.UTF_8), e);
        }
    }

    private void assertWell(String message) {
        assertThat(shown().hasNonNull("failingSince")).isFalse();
        assertThat(shown().path("message").asText()).startsWith(message);
        if (message.isEmpty()) {
            assertThat(shown().path("message").asText()).isEmpty();
        }
    }

    private void assertUnwell(String message) {
        assertThat(shown().hasNonNull("failingSince")).isTrue();
        assertThat(shown().path("message").asText()).startsWith(message);
    }

    private long events(String type) {
        return engine.audit().events(AuditFilter.ofProject("shop"), Long.MAX_VALUE, 100).stream()
                .filter(event -> event.type().equals(type))
                .count();
    }
}
