package io.jenkins.plugins.waybill.warehouse.generic;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Subscriptions of types that Kargo leaves open. */
class GenericDiscoveryTest {

    private static final String METADATA = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metadata>
              <groupId>com.example</groupId><artifactId>shop</artifactId>
              <versioning>
                <latest>1.10</latest>
                <versions>
                  <version>1.9</version><version>1.10</version><version>1.10-alpha-1</version>
                  <version>1.11-SNAPSHOT</version><version>2.0</version>
                </versions>
              </versioning>
            </metadata>
            """;

    @TempDir
    Path home;

    private RegistryFront front;
    private Discovery discovery;

    @BeforeEach
    void open() throws Exception {
        front = RegistryFront.alone();
        WebFiles files = new WebFiles(Credentials.NONE, home);
        discovery = new Discovery(List.of(new MavenSource(files), new JsonSource(files)));
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void versionsOfAMavenRepositoryAreOrderedAsMavenDoes() throws Exception {
        serve("/maven2/com/example/shop/maven-metadata.xml", METADATA);
        assertThat(versions(maven(""))).containsExactly("2.0", "1.10", "1.10-alpha-1", "1.9");
        assertThat(versions(maven(", versionRange: '[1.0,2.0)'"))).containsExactly("1.10", "1.10-alpha-1", "1.9");
        assertThat(versions(maven(", snapshots: true"))).startsWith("2.0", "1.11-SNAPSHOT");
        assertThat(versions(maven(", ignoreVersionsRegexes: [alpha]"))).doesNotContain("1.10-alpha-1");
        assertThat(discover(maven("")).results().get(0).explained())
                .anyMatch(candidate -> candidate.what().equals("1.11-SNAPSHOT")
                        && candidate.reason().contains("snapshots"));
    }

    @Test
    void mavenArtifactsArePinnedByVersionWithTheirCoordinates() throws Exception {
        serve("/maven2/com/example/shop/maven-metadata.xml", METADATA);
        GenericArtifact pinned =
                discover(maven("")).freight().orElseThrow().artifacts().get(0);
        assertThat(pinned.artifactType()).isEqualTo("maven");
        assertThat(pinned.subscriptionName()).isEqualTo("shop");
        assertThat(pinned.version()).isEqualTo("2.0");
        assertThat(pinned.metadata().path("groupId").asText()).isEqualTo("com.example");
    }

    @Test
    void metadataThatWouldReadOtherFilesOrGrowIsRefused() {
        serve("/maven2/com/example/shop/maven-metadata.xml", """
                <!DOCTYPE metadata [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <metadata><versioning><versions><version>&x;</version></versions></versioning></metadata>
                """);
        assertThatThrownBy(() -> discover(maven("")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("document type")
                .hasMessageNotContaining("root:");
        serve("/maven2/com/example/shop/maven-metadata.xml", "no xml at all");
        assertThatThrownBy(() -> discover(maven(""))).hasMessageContaining("no maven-metadata.xml");
    }

    @Test
    void aConfigThatCannotBeReadIsNamedWithItsPlace() {
        assertThatThrownBy(() -> discover(generic("maven", "{repoURL: 'https://example.com', groupId: g}")))
                .hasMessageStartingWith("warehouse.yaml:7:5: the config of 'maven' 'shop' has no 'artifactId'");
        assertThatThrownBy(() -> discover(generic("maven", "{repoURL: 'ftp://example.com'}")))
                .hasMessageContaining("no http or https URL");
        assertThatThrownBy(() -> discover(maven(", version: 1")))
                .hasMessageContaining("has 'version', which it does not know. It knows allowVersionsRegexes");
        assertThatThrownBy(() -> discover(maven(", versionRange: '[1.0'"))).hasMessageContaining("versionRange");
        assertThatThrownBy(() -> discover(maven(", versionRange: '1.0'"))).hasMessageContaining("[1.0]");
        assertThatThrownBy(() -> discover(generic("maven", "{repoURL: 'https://h', groupId: ../x, artifactId: a}")))
                .hasMessageContaining("'groupId' '../x', which is none");
    }

    @Test
    void anExpressionPicksVersionsFromJsonInTheirOrder() throws Exception {
        serve("/releases", """
                [{"name": "r3", "draft": true}, {"name": "r1", "draft": false}, {"name": "r2", "draft": false}]
                """);
        String picked = "versions: 'map(filter(response.body, !.draft), .name)'";
        assertThat(versions(json(picked))).containsExactly("r1", "r2");
        assertThat(versions(json(picked + ", order: Lexical"))).containsExactly("r2", "r1");
        assertThat(versions(json(picked + ", ignoreVersionsRegexes: ['1$']"))).containsExactly("r2");
    }

    @Test
    void objectsKeepTheirFieldsAsMetadata() throws Exception {
        serve("/releases", "{\"items\": [{\"version\": \"1.2.0\", \"url\": \"u\"}, {\"version\": \"1.10.0\"}]}");
        Discovered discovered =
                discover(json("versions: response.body.items, order: SemVer, semverConstraint: '<1.10.0'"));
        GenericArtifact pinned = discovered.freight().orElseThrow().artifacts().get(0);
        assertThat(pinned.version()).isEqualTo("1.2.0");
        assertThat(pinned.metadata().path("url").asText()).isEqualTo("u");
    }

    @Test
    void aListThatIsNoneIsSaidToBeNone() {
        serve("/releases", "{\"count\": 1}");
        assertThatThrownBy(() -> discover(json("versions: response.body"))).hasMessageContaining("gives no list");
        assertThatThrownBy(() -> discover(json("versions: '[response.body.count]'")))
                .hasMessageContaining("it must hold texts");
        assertThatThrownBy(() -> discover(json("versions: 'nothing('")))
                .hasMessageContaining("expression 'versions' that fails");
    }

    private void serve(String path, String content) {
        front.behaving(exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals(path);
            if (asked) {
                RegistryFront.answer(exchange, 200, content.getBytes(StandardCharsets.UTF_8));
            }
            return asked;
        });
    }

    private Subscription maven(String more) {
        return generic(
                "maven",
                "{repoURL: 'http://" + front.host() + "/maven2', groupId: com.example, artifactId: shop" + more + "}");
    }

    private Subscription json(String more) {
        return generic("http", "{url: 'http://" + front.host() + "/releases', " + more + "}");
    }

    private static Subscription generic(String type, String config) {
        try {
            Object value = new org.snakeyaml.engine.v2.api.Load(
                            org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                    .loadFromString(config);
            JsonNode json = new ObjectMapper().valueToTree(value);
            return new Subscription.Generic("shop", type, json, 20, new SourcePosition("warehouse.yaml", 7, 5));
        } catch (RuntimeException e) {
            throw new AssertionError(config, e);
        }
    }

    private List<String> versions(Subscription subscription) throws DiscoveryException {
        return discover(subscription).candidates().artifacts().stream()
                .map(GenericArtifact::version)
                .toList();
    }

    private Discovered discover(Subscription subscription) throws DiscoveryException {
        return discovery.discover(
                "shop",
                new Warehouse(
                        "app", Map.of(), Duration.ofMinutes(5), true, "", List.of(subscription), SourcePosition.NONE));
    }
}
