package io.jenkins.plugins.waybill.warehouse.chart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.registry.Registry;
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

/** What our looks at charts do beyond Kargo's rules, which are in {@code warehouse.rules}. */
class ChartDiscoveryTest {

    private static final String INDEX = """
            apiVersion: v1
            entries:
              other:
              - {name: other, version: 9.9.9}
              web:
              - apiVersion: v2
                name: web
                version: 1.2.0
                dependencies:
                - {name: db, version: 7.7.7}
                urls: [web-1.2.0.tgz]
              - {name: web, version: v1.10.0}
              - {name: web, version: "1.9"}
              - {name: web, version: 2.0.0-rc.1}
              - {name: web, version: nonsense}
            generated: "2026-01-01T00:00:00Z"
            """;

    @TempDir
    Path home;

    private final Keyring keyring = new Keyring();
    private RegistryFront front;
    private Discovery discovery;

    @BeforeEach
    void open() throws Exception {
        front = RegistryFront.alone();
        discovery = new Discovery(List.of(new ChartSource(new Registry(keyring), new WebFiles(keyring, home))));
        serve(INDEX.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        front.close();
    }

    private void serve(byte[] index) {
        front.behaving(exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals("/charts/index.yaml");
            if (asked) {
                RegistryFront.answer(exchange, 200, index);
            }
            return asked;
        });
    }

    @Test
    void criteriaMayAskForTheChart() throws Exception {
        String url = "http://" + front.host() + "/charts";
        assertThat(discover(classic("web", ""), "chartFrom('" + url + "', 'web').Version == '2.0.0-rc.1'")
                        .freight())
                .isPresent();
        assertThat(discover(classic("web", ""), "chartFrom('" + url + "').Version == '1.0.0'")
                        .freight())
                .isEmpty();
    }

    @Test
    void anUnchangedIndexIsNotSentAgainAndChartsOfOneRepositoryShareIt() throws Exception {
        front.behaving(exchange -> {
            if (conditional(exchange, "If-None-Match", "\"one\"")) {
                RegistryFront.answer(exchange, 304, "");
            } else {
                exchange.getResponseHeaders().add("ETag", "\"one\"");
                RegistryFront.answer(exchange, 200, INDEX.getBytes(StandardCharsets.UTF_8));
            }
            return true;
        });
        assertThat(versions("web", "")).hasSize(4);
        front.behaving(exchange -> {
            RegistryFront.answer(exchange, conditional(exchange, "If-None-Match", "\"one\"") ? 304 : 500, "");
            return true;
        });
        assertThat(versions("web", "")).hasSize(4);
        assertThat(versions("other", "")).containsExactly("9.9.9");
    }

    @Test
    void aLargeIndexIsReadAsAStreamAlsoWhenItIsPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("apiVersion: v1\nentries:\n  web:\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 2_000; i++) {
                gzip.write(("  - version: 1.0." + i + "\n    description: " + "x".repeat(2_000) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        front.behaving(exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            RegistryFront.answer(exchange, 200, packed.toByteArray());
            return true;
        });
        assertThat(versions("web", "").get(0)).isEqualTo("1.0.1999");
        try (InputStream plain = new ByteArrayInputStream(INDEX.getBytes(StandardCharsets.UTF_8))) {
            assertThat(ChartIndex.read(plain).versions()).containsOnlyKeys("other", "web");
        }
    }

    @Test
    void whatIsNoIndexIsSaidToBeNone() {
        serve("<html>Welcome</html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> discover(classic("web", ""))).hasMessageContaining("no index of a chart repository");
        serve("entries: [".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> discover(classic("web", ""))).hasMessageContaining("no YAML");
    }

    @Test
    void aValueThatIsABombInGzipIsNotHeldInMemory() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("entries:\n  web:\n  - description: ".getBytes(StandardCharsets.UTF_8));
            byte[] filling = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 32; i++) {
                gzip.write(filling);
            }
        }
        front.behaving(exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            RegistryFront.answer(exchange, 200, packed.toByteArray());
            return true;
        });
        assertThatThrownBy(() -> discover(classic("web", ""))).hasMessageContaining("larger than 1 MiB");
    }

    private static boolean conditional(HttpExchange exchange, String header, String value) {
        return value.equals(exchange.getRequestHeaders().getFirst(header));
    }

    private List<String> versions(String chart, String constraint) throws DiscoveryException {
        return discover(classic(chart, constraint)).candidates().charts().stream()
                .map(Chart::version)
                .toList();
    }

    private Subscription classic(String chart, String constraint) {
        return subscription("http://" + front.host() + "/charts", chart, constraint);
    }

    private static Subscription subscription(String url, String chart, String constraint) {
        return new Subscription.HelmChart("", url, chart, constraint, false, 20, SourcePosition.NONE);
    }

    private Discovered discover(Subscription subscription) throws DiscoveryException {
        return discover(subscription, "");
    }

    private Discovered discover(Subscription subscription, String criteria) throws DiscoveryException {
        return discovery.discover(
                "shop",
                new Warehouse(
                        "app",
                        Map.of(),
                        Duration.ofMinutes(5),
                        true,
                        criteria,
                        List.of(subscription),
                        SourcePosition.NONE));
    }
}
