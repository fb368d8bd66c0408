package io.jenkins.plugins.waybill.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Replays answers recorded from Kargo; the first line of each file names the version. */
class KargoNamesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<JsonNode> addresses() throws IOException {
        return vectors("addresses.jsonl").filter(vector -> vector.has("address"));
    }

    static Stream<JsonNode> freight() throws IOException {
        return vectors("freight.jsonl").filter(vector -> vector.has("kind"));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void addressesAreNormalisedAsInKargo(JsonNode vector) {
        String address = vector.get("address").asText();
        String normal =
                switch (vector.get("kind").asText()) {
                    case "git" -> RepositoryUrl.normaliseGit(address);
                    case "image" -> RepositoryUrl.normaliseImage(address);
                    case "chart" -> RepositoryUrl.normaliseChart(address);
                    default -> throw new IllegalArgumentException(vector.toString());
                };
        assertThat(normal).isEqualTo(vector.get("normal").asText());
    }

    @ParameterizedTest
    @MethodSource("freight")
    void freightAndCollectionsAreNamedAsInKargo(JsonNode vector) {
        if (vector.get("kind").asText().equals("collection")) {
            List<String> names = texts(vector.get("freight"));
            assertThat(FreightName.ofCollection(names))
                    .isEqualTo(vector.get("id").asText());
        } else {
            assertThat(FreightName.of(FreightOrigin.parse(vector.get("origin").asText()), artifacts(vector)))
                    .isEqualTo(vector.get("name").asText());
        }
    }

    @Test
    void promotionNamesOrderByTimeEvenWithinAMillisecond() {
        PromotionName names = new PromotionName();
        List<String> made = new ArrayList<>();
        Instant now = Instant.parse("2026-05-01T12:00:00.123Z");
        for (int i = 0; i < 5000; i++) {
            made.add(names.next("dev", "0123456789abcdef", i < 4000 ? now : now.plusMillis(i)));
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.get(0)).matches("dev\\.[0-9a-hjkmnp-tv-z]{26}\\.0123456");
    }

    @Test
    void promotionNamesFitIntoKubernetesNames() {
        String name = new PromotionName().next("a".repeat(218) + ".b", "0123456789", Instant.EPOCH);
        assertThat(name).hasSizeLessThanOrEqualTo(253).startsWith("a".repeat(218) + ".0000");
    }

    @Test
    void aliasesAreNotRepeatedWhileTheyAreTaken() {
        Random random = new Random(7);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            assertThat(taken.add(FreightAlias.generate(random, taken::contains)))
                    .isTrue();
        }
        assertThat(taken).allMatch(alias -> alias.matches("[a-z]+-[a-z]+(-\\d+)?"));
    }

    private static Stream<JsonNode> vectors(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KargoNamesTest.class.getResourceAsStream("/vectors/" + file)),
                StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
            return lines.stream();
        }
    }

    private static Artifacts artifacts(JsonNode vector) {
        return new Artifacts(
                elements(vector.path("commits"))
                        .map(c -> new GitCommit(
                                text(c, "repoURL"),
                                text(c, "id"),
                                text(c, "branch"),
                                text(c, "tag"),
                                text(c, "message"),
                                "",
                                "",
                                text(c, "subscriptionName")))
                        .toList(),
                elements(vector.path("images"))
                        .map(i -> new Image(
                                text(i, "repoURL"),
                                text(i, "tag"),
                                text(i, "digest"),
                                Map.of(),
                                text(i, "subscriptionName")))
                        .toList(),
                elements(vector.path("charts"))
                        .map(c -> new Chart(
                                text(c, "repoURL"), text(c, "name"), text(c, "version"), text(c, "subscriptionName")))
                        .toList(),
                elements(vector.path("artifacts"))
                        .map(a -> new GenericArtifact(
                                text(a, "artifactType"),
                                text(a, "subscriptionName"),
                                text(a, "version"),
                                NullNode.instance))
                        .toList());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }
}
