package io.jenkins.plugins.waybill.warehouse.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.RecordedVectors;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.chart.ChartSource;
import io.jenkins.plugins.waybill.warehouse.git.GitSource;
import io.jenkins.plugins.waybill.warehouse.image.ImageSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Warehouses find what Kargo's find in the same repositories, in the same order, or fail where Kargo's fail. A vector with a
 * {@code difference} names the line of {@code docs/kargo-compatibility.md} that says why we answer otherwise, and what we
 * answer.
 */
class DiscoveryVectorsTest {

    private static final Path DIFFERENCES = Path.of("../../docs/kargo-compatibility.md");

    @TempDir
    static Path home;

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static RegistryContent content;
    private static RegistryFront front;
    private static Git git;

    @BeforeAll
    static void start() throws IOException {
        content = new RegistryContent();
        front = RegistryFront.alone().behaving(content);
        git = Git.open(SampleHost.in(home.resolve("git")));
    }

    @AfterAll
    static void stop() {
        git.close();
        front.close();
    }

    @TestFactory
    Stream<DynamicContainer> imagesAreFoundAsInKargo() throws IOException {
        Discovery discovery = new Discovery(List.of(new ImageSource(new Registry(Credentials.NONE), home, () -> NOW)));
        return replay("discovery-images.jsonl", world -> new RecordedImages(world, content, front.host(), discovery));
    }

    @TestFactory
    Stream<DynamicContainer> commitsAreFoundAsInKargo() throws IOException {
        Discovery discovery = new Discovery(List.of(new GitSource(git)));
        return replay("discovery-git.jsonl", world -> new RecordedRepository(world, home, discovery));
    }

    @TestFactory
    Stream<DynamicContainer> chartsAreFoundAsInKargo() throws IOException {
        Discovery discovery = new Discovery(
                List.of(new ChartSource(new Registry(Credentials.NONE), new WebFiles(Credentials.NONE, home))));
        return replay("discovery-charts.jsonl", world -> new RecordedCharts(world, content, front.host(), discovery));
    }

    private static Stream<DynamicContainer> replay(String file, Function<JsonNode, World> opened) throws IOException {
        String differences = Files.readString(DIFFERENCES);
        return worlds(file).entrySet().stream()
                .map(world -> container(world.getKey(), opened.apply(world.getKey()), world.getValue(), differences));
    }

    /** The vectors of each world, in the order in which they were recorded. */
    private static Map<JsonNode, List<JsonNode>> worlds(String file) {
        Map<JsonNode, List<JsonNode>> worlds = new LinkedHashMap<>();
        Iterator<JsonNode> lines = RecordedVectors.of(file).iterator();
        List<JsonNode> current = new ArrayList<>();
        while (lines.hasNext()) {
            JsonNode line = lines.next();
            if (line.has("world")) {
                current = new ArrayList<>();
                worlds.put(line, current);
            } else {
                current.add(line);
            }
        }
        return worlds;
    }

    private static DynamicContainer container(
            JsonNode description, World world, List<JsonNode> vectors, String differences) {
        return DynamicContainer.dynamicContainer(
                description.get("world").asText(),
                vectors.stream()
                        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> {
                            assertThat(vector.get("in")).isEqualTo(description.get("world"));
                            JsonNode expected = vector;
                            if (vector.has("difference")) {
                                assertThat(differences)
                                        .contains("<a id=\""
                                                + vector.get("difference").asText() + "\"></a>");
                                expected = vector.get("here");
                            }
                            assertThat(answer(world, vector)).isEqualTo(answer(expected));
                        })));
    }

    /** Kargo refuses some subscriptions and fails with others only when it looks; for people both is a failure. */
    private static JsonNode answer(JsonNode vector) {
        return vector.has("found") ? vector.get("found") : JsonNodeFactory.instance.textNode("failure");
    }

    private static JsonNode answer(World world, JsonNode vector) {
        if (vector.has("moves")) {
            world.move(vector.get("moves"));
        }
        ManifestSet manifests = Manifests.read("warehouse.yaml", manifest(world, vector.get("subscription")));
        if (manifests.hasErrors()) {
            return JsonNodeFactory.instance.textNode("failure");
        }
        Warehouse read =
                manifests.project("shop").orElseThrow().warehouse("app").orElseThrow();
        Warehouse warehouse = new Warehouse(
                read.name(), read.labels(), Duration.ofMinutes(5), true, "", read.subscriptions(), SourcePosition.NONE);
        try {
            List<JsonNode> found = world.found(world.discovery().discover("shop", warehouse));
            return JsonNodeFactory.instance.arrayNode().addAll(found);
        } catch (DiscoveryException e) {
            return JsonNodeFactory.instance.textNode("failure");
        }
    }

    /** YAML may be JSON. */
    private static String manifest(World world, JsonNode subscription) {
        ObjectNode fields = subscription.deepCopy();
        fields.put("repoURL", world.address() + fields.path("slash").asText());
        fields.remove("slash");
        ObjectNode warehouse = JsonNodeFactory.instance.objectNode();
        warehouse.put("apiVersion", Manifests.KARGO).put("kind", "Warehouse");
        warehouse.putObject("metadata").put("name", "app").put("namespace", "shop");
        warehouse.putObject("spec").putArray("subscriptions").addObject().set(world.kind(), fields);
        return "{apiVersion: " + Manifests.KARGO + ", kind: Project, metadata: {name: shop}}\n---\n" + warehouse + "\n";
    }
}
