package io.jenkins.plugins.waybill.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.manifest.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A thousand Warehouses that watch a hundred repositories of one registry. */
class ManyWarehousesTest {

    private static final int WAREHOUSES = 1_000;
    private static final int REPOSITORIES = 100;
    private static final int TAGS = 5;
    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z");

    /** What a Warehouse may cost in memory, beside what is known of its images. */
    private static final long BYTES_PER_WAREHOUSE = 64 * 1024;

    @TempDir
    private Path directory;

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Map<String, Integer> threads = new ConcurrentHashMap<>();
    private final Set<Thread> ofOthers = Set.copyOf(Thread.getAllStackTraces().keySet());

    @Test
    void theyShareThreadsRequestsAndWhatIsKnown() throws Exception {
        try (RegistryFront front = RegistryFront.alone().behaving(this::answer);
                PromotionEngine engine = PromotionEngine.start(SampleHost.in(directory.resolve("home")))) {
            long before = liveHeap();
            engine.projects()
                    .define(Manifests.read("shop.yaml", manifests(front.host()))
                            .project("shop")
                            .orElseThrow());
            untilAllHaveFreight(engine);

            assertThat(engine.state("shop").freight()).hasSize(WAREHOUSES);
            assertThat(most.get()).as("requests at once").isBetween(2, 16);
            assertThat(threads.get("waybill-discovery")).as("for Warehouses").isLessThanOrEqualTo(16);
            assertThat(threads.get("waybill-image")).as("for images").isLessThanOrEqualTo(32);
            Map<String, Long> asked = front.requests().stream()
                    .collect(Collectors.groupingBy(
                            request -> request.replaceFirst("app-\\d+", "*")
                                    .replaceFirst("sha256:.*", "DIGEST")
                                    .replaceFirst("1\\.0\\.\\d", "TAG"),
                            TreeMap::new,
                            Collectors.counting()));
            assertThat(asked.get("GET /v2/*/tags/list?n=1000")).isBetween((long) REPOSITORIES, (long) WAREHOUSES);
            // At most four Warehouses can have begun to ask for an image before the first of them knew it.
            assertThat(asked.get("GET /v2/*/blobs/DIGEST")).isBetween((long) REPOSITORIES, 4L * REPOSITORIES);
            assertThat(liveHeap() - before).as("bytes kept").isLessThan(WAREHOUSES * BYTES_PER_WAREHOUSE);
        }
    }

    private boolean answer(HttpExchange exchange) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            String path = exchange.getRequestURI().getPath();
            if (path.contains("/manifests/")) {
                exchange.getResponseHeaders().add("Content-Type", IMAGE.mediaType());
                exchange.getResponseHeaders().add("Docker-Content-Digest", IMAGE.digest());
                RegistryFront.answer(exchange, 200, IMAGE.manifest());
            } else if (path.contains("/blobs/")) {
                countThreads();
                RegistryFront.answer(
                        exchange, 200, IMAGE.blobs().values().iterator().next());
            } else if (path.endsWith("/tags/list")) {
                RegistryFront.answer(exchange, 200, "{\"tags\":[\"1.0.0\",\"1.0.1\",\"1.0.2\",\"1.0.3\",\"1.0.4\"]}");
            } else {
                return false;
            }
            return true;
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void countThreads() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !ofOthers.contains(thread))
                .map(thread -> thread.getName().replaceFirst("-\\d+$", ""))
                .filter(name -> name.startsWith("waybill-"))
                .collect(Collectors.groupingBy(name -> name, Collectors.summingInt(name -> 1)))
                .forEach((name, number) -> threads.merge(name, number, Math::max));
    }

    private static void untilAllHaveFreight(PromotionEngine engine) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (AutoCloseable listening = engine.onChange(project -> {
            if (engine.state("shop").freight().size() == WAREHOUSES) {
                done.countDown();
            }
        })) {
            if (engine.state("shop").freight().size() < WAREHOUSES) {
                assertThat(done.await(30, TimeUnit.MINUTES))
                        .as(() -> engine.state("shop").freight().size() + " Freight")
                        .isTrue();
            }
        }
    }

    private static long liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String manifests(String host) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: shop}
                """);
        for (int i = 0; i < WAREHOUSES; i++) {
            yaml.append("""
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Warehouse
                    metadata: {name: app-%d, namespace: shop}
                    spec:
                      interval: 1h
                      subscriptions:
                      - image: {repoURL: '%s/app-%d', discoveryLimit: %d}
                    """.formatted(i, host, i % REPOSITORIES, TAGS));
        }
        return yaml.toString();
    }
}
