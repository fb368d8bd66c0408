package io.jenkins.plugins.waybill.warehouse.rules;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.chart.ChartSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Which versions of charts count, and in what order. */
class ChartRulesTest {

    private static final String INDEX = """
            apiVersion: v1
            entries:
              other:
              - {name: other, version: 9.9.9}
              web:
              - {name: web, version: 1.2.0}
              - {name: web, version: v1.10.0}
              - {name: web, version: "1.9"}
              - {name: web, version: "1.9.0"}
              - {name: web, version: 1.9.0+build.2}
              - {name: web, version: 2.0.0-rc.1}
              - {name: web, version: nonsense}
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path home;

    private static Optional<DistributionRegistry> server = Optional.empty();

    private final Keyring keyring = new Keyring();
    private RegistryFront front;
    private Discovery discovery;

    @BeforeAll
    static void start() throws Exception {
        if (DistributionRegistry.missing().isEmpty()) {
            server = Optional.of(DistributionRegistry.start(shared));
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(DistributionRegistry::close);
    }

    @BeforeEach
    void open() throws Exception {
        front = RegistryFront.alone();
        front.behaving(exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals("/charts/index.yaml");
            if (asked) {
                RegistryFront.answer(exchange, 200, INDEX.getBytes(StandardCharsets.UTF_8));
            }
            return asked;
        });
        discovery = new Discovery(List.of(new ChartSource(new Registry(keyring), new WebFiles(keyring, home))));
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    @DisplayName("charts: http repositories are read by index.yaml below their address, less one slash at its end")
    void theIndex() throws Exception {
        Discovered discovered = discover(subscription("http://" + front.host() + "/charts/", "other", ""));
        assertThat(discovered.candidates().charts())
                .containsExactly(new Chart("http://" + front.host() + "/charts/", "other", "9.9.9", ""));
        assertThat(versions("other", "")).containsExactly("9.9.9");
        assertThat(front.requests()).containsOnly("GET /charts/index.yaml");
    }

    @Test
    @DisplayName("charts: credentials, if there are any, are shown as basic authentication")
    void credentials() throws Exception {
        discover(classic("web", ""));
        keyring.with("http://" + front.host(), new Credential.UsernamePassword("ada", Secret.of("hunter2")));
        discover(classic("web", ""));
        assertThat(front.authorizations()).containsExactly("", "Basic YWRhOmh1bnRlcjI=");
    }

    @Test
    @DisplayName("charts: any answer but 200 is an error")
    void otherAnswers() {
        for (int status : List.of(204, 403, 404)) {
            front.behaving(exchange -> {
                RegistryFront.answer(exchange, status, "");
                return true;
            });
            assertThatThrownBy(() -> discover(classic("web", "")))
                    .as("status " + status)
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(front.host());
        }
    }

    @Test
    @DisplayName("charts: one that the index does not have is an empty result")
    void anAbsentChart() throws Exception {
        Discovered discovered = discover(classic("wep", ""));
        assertThat(discovered.results().get(0).found()).isEmpty();
        assertThat(discovered.healthy()).isFalse();
        assertThat(discovered.explanation()).contains("it has other, web");
    }

    @Test
    @DisplayName("charts: versions of an index that parse loosely count, others do not")
    void looseVersions() throws Exception {
        assertThat(versions("web", ""))
                .containsExactlyInAnyOrder("1.2.0", "v1.10.0", "1.9", "1.9.0", "1.9.0+build.2", "2.0.0-rc.1");
        assertThat(reason("web", "", "nonsense")).isEqualTo("it is no semantic version");
    }

    @Test
    @DisplayName(
            "charts: oci repositories are read by their tags, where an underscore stands for a plus sign, which is recorded")
    void tagsOfARegistry() throws Exception {
        String url = "oci://" + registry().host() + "/charts/plus";
        registry().push("charts/plus", SampleImage.created("2026-01-01T00:00:00Z"), "1.0.0", "1.1.0_build.5");
        assertThat(discover(subscription(url, "", "")).candidates().charts())
                .containsExactly(new Chart(url, "", "1.1.0+build.5", ""), new Chart(url, "", "1.0.0", ""));
    }

    @Test
    @DisplayName("charts: in oci repositories only strict versions without a v count")
    void strictVersionsOfARegistry() throws Exception {
        registry()
                .push(
                        "charts/strict",
                        SampleImage.created("2026-01-01T00:00:00Z"),
                        "1.0.0",
                        "1.1.0-rc.1",
                        "v2.0.0",
                        "1.2",
                        "latest");
        Discovered discovered = discover(subscription("oci://" + registry().host() + "/charts/strict", "", ""));
        assertThat(discovered.candidates().charts()).extracting(Chart::version).containsExactly("1.1.0-rc.1", "1.0.0");
        assertThat(discovered.results().get(0).explained())
                .filteredOn(candidate -> !candidate.taken())
                .extracting(Candidate::what)
                .containsExactlyInAnyOrder("v2.0.0", "1.2", "latest");
    }

    @Test
    @DisplayName("charts: semverConstraint admits as for images, pre-releases only if it names one")
    void constraints() throws Exception {
        assertThat(versions("web", ">=1.10.0")).containsExactly("v1.10.0");
        assertThat(versions("web", ">=1.10.0-0")).containsExactly("2.0.0-rc.1", "v1.10.0");
        assertThat(reason("web", "~1.2", "v1.10.0")).isEqualTo("it is outside semverConstraint '~1.2'");
    }

    @Test
    @DisplayName("charts: the highest version comes first, equal ones by their text, descending")
    void theOrder() throws Exception {
        assertThat(versions("web", ""))
                .containsExactly("2.0.0-rc.1", "v1.10.0", "1.9.0+build.2", "1.9.0", "1.9", "1.2.0");
    }

    @Test
    @DisplayName("charts: the list is cut to discoveryLimit")
    void theLimit() throws Exception {
        Discovered discovered = discover(new Subscription.HelmChart(
                "", "http://" + front.host() + "/charts", "web", "", false, 2, SourcePosition.NONE));
        assertThat(discovered.candidates().charts())
                .extracting(Chart::version)
                .containsExactly("2.0.0-rc.1", "v1.10.0");
    }

    @Test
    @DisplayName("charts: a version that an index has twice counts once")
    void aRepeatedVersion() throws Exception {
        index("entries: {web: [{version: 1.0.0, digest: a}, {version: 1.0.0, digest: b}, {version: 1.1.0}]}");
        assertThat(versions("web", "")).containsExactly("1.1.0", "1.0.0");
    }

    @Test
    @DisplayName("charts: what is not as Helm writes it in an index is passed over, but there must be entries")
    void anIndexInAnotherForm() throws Exception {
        index("entries: {other: none, web: [0.9.0, {version: [0.8.0]}, {version: 1.0.0}, {<<: {version: 0.7.0}}]}");
        assertThat(versions("web", "")).containsExactly("1.0.0");
        assertThat(versions("other", "")).isEmpty();
        index("apiVersion: v1");
        assertThatThrownBy(() -> versions("web", ""))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("it has no 'entries'");
    }

    @Test
    @DisplayName("charts: a slash at the end of an oci address is passed over, a tag is refused")
    void ociAddresses() throws Exception {
        registry().push("charts/web", SampleImage.created("2026-01-01T00:00:00Z"), "1.0.0");
        String address = "oci://" + registry().host() + "/charts/web";
        assertThat(discover(subscription(address + "/", "", "")).candidates().charts())
                .containsExactly(new Chart(address + "/", "", "1.0.0", ""));
        assertThatThrownBy(() -> discover(subscription(address + ":1.0.0", "", "")))
                .isInstanceOf(DiscoveryException.class);
    }

    private void index(String text) {
        front.behaving(exchange -> {
            RegistryFront.answer(exchange, 200, text);
            return true;
        });
    }

    @Test
    @DisplayName("charts: there are no expressions that allow or ignore versions")
    void noOtherFilters() {
        for (String field : List.of("allowTagsRegexes", "ignoreTagsRegexes")) {
            assertThat(Manifests.read("shop.yaml", """
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Warehouse
                    metadata: {name: app, namespace: shop}
                    spec:
                      subscriptions:
                      - chart: {repoURL: 'https://charts.example.com', name: web, %s: ['^1']}
                    """.formatted(field)).findings())
                    .extracting(Finding::rule)
                    .containsExactly("unknown-field");
        }
    }

    private static DistributionRegistry registry() {
        assumeTrue(server.isPresent(), () -> DistributionRegistry.missing().orElse(""));
        return server.orElseThrow();
    }

    private List<String> versions(String chart, String constraint) throws DiscoveryException {
        return discover(classic(chart, constraint)).candidates().charts().stream()
                .map(Chart::version)
                .toList();
    }

    private String reason(String chart, String constraint, String version) throws DiscoveryException {
        return discover(classic(chart, constraint)).results().get(0).explained().stream()
                .filter(candidate -> candidate.what().equals(version))
                .map(Candidate::reason)
                .findFirst()
                .orElse("not explained");
    }

    private Subscription classic(String chart, String constraint) {
        return subscription("http://" + front.host() + "/charts", chart, constraint);
    }

    private static Subscription subscription(String url, String chart, String constraint) {
        return new Subscription.HelmChart("", url, chart, constraint, false, 20, SourcePosition.NONE);
    }

    private Discovered discover(Subscription subscription) throws DiscoveryException {
        return discovery.discover(
                "shop",
                new Warehouse(
                        "app", Map.of(), Duration.ofMinutes(5), true, "", List.of(subscription), SourcePosition.NONE));
    }
}
