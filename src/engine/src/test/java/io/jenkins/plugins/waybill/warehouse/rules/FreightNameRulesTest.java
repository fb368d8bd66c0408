package io.jenkins.plugins.waybill.warehouse.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.waybill.expression.RecordedVectors;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the name of Freight is made of. Besides the texts in sight, names that Kargo gave are replayed. */
class FreightNameRulesTest {

    private static final String DIGEST = "sha256:deadbeef";

    @Test
    @DisplayName("name: SHA-1 in lower-case hexadecimal of the origin and the parts, sorted by bytes")
    void originAndSortedParts() throws Exception {
        Artifacts artifacts = new Artifacts(
                List.of(commit("https://example.com/z", "")),
                List.of(image("Nginx"), image("nginx")),
                List.of(new Chart("https://h/x", "web", "1.0.0", "")),
                List.of());
        assertThat(name(artifacts))
                .isEqualTo(sha1("Warehouse/app:Nginx:1.0.0@" + DIGEST + "|https://example.com/z:abc123"
                        + "|https:/h/x/web:1.0.0|nginx:1.0.0@" + DIGEST))
                .matches("[0-9a-f]{40}");
        assertThat(replayed(vector -> true)).isGreaterThan(100);
    }

    @Test
    @DisplayName("name: the origin is part of it, as Warehouse/ and the Warehouse's name")
    void theOrigin() throws Exception {
        Artifacts nginx = new Artifacts(List.of(), List.of(image("nginx")), List.of(), List.of());
        assertThat(FreightName.of(FreightOrigin.warehouse("app"), nginx))
                .isEqualTo(sha1("Warehouse/app:nginx:1.0.0@" + DIGEST));
        assertThat(FreightName.of(FreightOrigin.warehouse("web"), nginx))
                .isEqualTo(sha1("Warehouse/web:nginx:1.0.0@" + DIGEST));
    }

    @Test
    @DisplayName("name: a commit by its repository's normal address, its tag if it has one, and its id")
    void commits() throws Exception {
        assertThat(name(Artifacts.ofCommits(List.of(commit("https://User@Example.com/Repo.git/", "")))))
                .isEqualTo(sha1("Warehouse/app:https://example.com/repo:abc123"));
        assertThat(name(Artifacts.ofCommits(List.of(commit("https://example.com/repo", "v1.0.0")))))
                .isEqualTo(sha1("Warehouse/app:https://example.com/repo:v1.0.0:abc123"));
        assertThat(replayed(only("commits"))).isPositive();
    }

    @Test
    @DisplayName("name: an image by its repository as written, its tag and its digest")
    void images() throws Exception {
        assertThat(name(new Artifacts(List.of(), List.of(image("docker.io/library/Nginx")), List.of(), List.of())))
                .isEqualTo(sha1("Warehouse/app:docker.io/library/Nginx:1.0.0@" + DIGEST));
        assertThat(replayed(only("images"))).isPositive();
    }

    @Test
    @DisplayName("name: a chart by its repository's normal address joined with its name as a path, and its version")
    void charts() throws Exception {
        assertThat(name(charts(new Chart("https://Charts.example.com/stable/", "web", "1.0.0", ""))))
                .isEqualTo(sha1("Warehouse/app:https:/charts.example.com/stable/web:1.0.0"));
        assertThat(name(charts(new Chart("oci://ghcr.io/example/web", "", "1.0.0+build.5", ""))))
                .isEqualTo(sha1("Warehouse/app:ghcr.io/example/web:1.0.0+build.5"));
        assertThat(replayed(only("charts"))).isPositive();
    }

    @Test
    @DisplayName("name: another artifact by its type, its subscription and its version")
    void others() throws Exception {
        GenericArtifact firmware = new GenericArtifact("http", "firmware", "1.0.0", NullNode.instance);
        assertThat(name(new Artifacts(List.of(), List.of(), List.of(), List.of(firmware))))
                .isEqualTo(sha1("Warehouse/app:http:firmware:1.0.0"));
        assertThat(replayed(vector -> vector.has("artifacts"))).isPositive();
    }

    @Test
    @DisplayName("name: a subscription's own name is appended to commits, images and charts")
    void namedSubscriptions() throws Exception {
        GitCommit commit = new GitCommit("https://example.com/z", "abc123", "", "", "", "", "", "source");
        assertThat(name(new Artifacts(
                        List.of(commit),
                        List.of(new Image("nginx", "1.0.0", DIGEST, Map.of(), "web")),
                        List.of(new Chart("oci://ghcr.io/web", "", "1.0.0", "chart")),
                        List.of())))
                .isEqualTo(sha1("Warehouse/app:ghcr.io/web:1.0.0:chart|https://example.com/z:abc123:source"
                        + "|nginx:1.0.0@" + DIGEST + ":web"));
    }

    @Test
    @DisplayName("name: branch, message, people, annotations and metadata do not count")
    void whatDoesNotCount() {
        JsonNode metadata = JsonNodeFactory.instance.objectNode().put("url", "u");
        Artifacts plain = new Artifacts(
                List.of(commit("https://example.com/z", "")),
                List.of(image("nginx")),
                List.of(),
                List.of(new GenericArtifact("http", "firmware", "1", NullNode.instance)));
        Artifacts rich = new Artifacts(
                List.of(new GitCommit("https://example.com/z", "abc123", "main", "", "fix", "Ada", "Bob", "")),
                List.of(new Image("nginx", "1.0.0", DIGEST, Map.of("who", "ada"), "")),
                List.of(),
                List.of(new GenericArtifact("http", "firmware", "1", metadata)));
        assertThat(name(rich)).isEqualTo(name(plain));
    }

    private static Predicate<JsonNode> only(String kind) {
        return vector -> Stream.of("commits", "images", "charts", "artifacts")
                .allMatch(each -> vector.path(each).isEmpty() != each.equals(kind));
    }

    /** Compares with Kargo's names of such Freight; how many there were. */
    private static long replayed(Predicate<JsonNode> wanted) {
        return RecordedVectors.of("freight.jsonl").stream()
                .filter(vector -> vector.path("kind").asText().equals("freight"))
                .filter(wanted)
                .peek(vector -> assertThat(FreightName.of(
                                FreightOrigin.parse(vector.get("origin").asText()), artifacts(vector)))
                        .as(vector.toString())
                        .isEqualTo(vector.get("name").asText()))
                .count();
    }

    private static Artifacts artifacts(JsonNode vector) {
        return new Artifacts(
                each(vector, "commits")
                        .map(commit -> new GitCommit(
                                text(commit, "repoURL"),
                                text(commit, "id"),
                                text(commit, "branch"),
                                text(commit, "tag"),
                                text(commit, "message"),
                                "",
                                "",
                                text(commit, "subscriptionName")))
                        .toList(),
                each(vector, "images")
                        .map(image -> new Image(
                                text(image, "repoURL"),
                                text(image, "tag"),
                                text(image, "digest"),
                                Map.of(),
                                text(image, "subscriptionName")))
                        .toList(),
                each(vector, "charts")
                        .map(chart -> new Chart(
                                text(chart, "repoURL"),
                                text(chart, "name"),
                                text(chart, "version"),
                                text(chart, "subscriptionName")))
                        .toList(),
                each(vector, "artifacts")
                        .map(artifact -> new GenericArtifact(
                                text(artifact, "artifactType"),
                                text(artifact, "subscriptionName"),
                                text(artifact, "version"),
                                NullNode.instance))
                        .toList());
    }

    private static Stream<JsonNode> each(JsonNode vector, String kind) {
        return StreamSupport.stream(vector.path(kind).spliterator(), false);
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    private static String name(Artifacts artifacts) {
        return FreightName.of(FreightOrigin.warehouse("app"), artifacts);
    }

    private static GitCommit commit(String url, String tag) {
        return new GitCommit(url, "abc123", "", tag, "", "", "", "");
    }

    private static Image image(String url) {
        return new Image(url, "1.0.0", DIGEST, Map.of(), "");
    }

    private static Artifacts charts(Chart chart) {
        return new Artifacts(List.of(), List.of(), List.of(chart), List.of());
    }

    private static String sha1(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
