package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One registry answers nothing; the others' Warehouses must not notice. */
class HangingRegistryTest {

    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z");
    private static final String TAGS = IntStream.range(0, 100)
            .mapToObj(number -> "\"1.0." + number + "\"")
            .collect(Collectors.joining(",", "{\"tags\":[", "]}"));

    @TempDir
    private Path home;

    @Test
    @Timeout(600)
    void aRegistryThatHangsHoldsUpOnlyItsOwnWarehouses() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (RegistryFront hanging = RegistryFront.alone();
                RegistryFront other = RegistryFront.alone()) {
            hanging.behaving(exchange -> {
                if (exchange.getRequestURI().getPath().contains("/manifests/")) {
                    asked.countDown();
                    await(go);
                }
                return tagsOrImage(exchange);
            });
            other.behaving(HangingRegistryTest::tagsOrImage);
            Discovery discovery = new Discovery(
                    List.of(new ImageSource(new Registry(Credentials.NONE), home, InstantSource.system())));
            CompletableFuture<Discovered> first =
                    CompletableFuture.supplyAsync(() -> discover(discovery, hanging.host()));
            await(asked);
            assertThat(discover(discovery, other.host()).freight()).isPresent();
            assertThat(first).isNotDone();
            go.countDown();
            assertThat(first.get().freight()).isPresent();
        } finally {
            go.countDown();
        }
    }

    private static boolean tagsOrImage(com.sun.net.httpserver.HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/tags/list")) {
            RegistryFront.answer(exchange, 200, TAGS);
        } else if (path.contains("/manifests/")) {
            exchange.getResponseHeaders().add("Content-Type", IMAGE.mediaType());
            RegistryFront.answer(exchange, 200, IMAGE.manifest());
        } else if (path.contains("/blobs/")) {
            RegistryFront.answer(exchange, 200, IMAGE.blobs().get(path.replaceFirst(".*/", "")));
        } else {
            return false;
        }
        return true;
    }

    private static Discovered discover(Discovery discovery, String host) {
        Warehouse warehouse = Manifests.read("shop.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  subscriptions:
                  - image: {repoURL: '%s/team/app', imageSelectionStrategy: NewestBuild, discoveryLimit: 1}
                """.formatted(host))
                .project("shop")
                .orElseThrow()
                .warehouse("app")
                .orElseThrow();
        try {
            return discovery.discover("shop", warehouse);
        } catch (io.jenkins.plugins.waybill.warehouse.DiscoveryException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
