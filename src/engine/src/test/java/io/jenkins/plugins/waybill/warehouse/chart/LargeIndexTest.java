package io.jenkins.plugins.waybill.warehouse.chart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The index of a repository as large companies have it. */
class LargeIndexTest {

    private static final int CHARTS = 100;
    private static final int VERSIONS = 260;
    private static final int HEAP_MEGABYTES = 40;
    private static final String FILLING = "A chart with a long story to tell. ".repeat(55);

    @TempDir
    private Path directory;

    @Test
    void fiftyMegabytesAreReadByAProcessWithLessMemoryThanThat() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RegistryFront front = RegistryFront.alone().behaving(exchange -> {
            sent.set(sendIndex(exchange));
            return true;
        })) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP_MEGABYTES + "m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHeap.class.getName(),
                            "http://" + front.host() + "/charts",
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("[1.0.259, 1.0.258, 1.0.257]");
            assertThat(sent.get()).isGreaterThan(50_000_000L).isGreaterThan(HEAP_MEGABYTES * 1024 * 1024L);
        }
    }

    private static long sendIndex(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        long length = 0;
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
            length += write(out, "apiVersion: v1\nentries:\n");
            for (int chart = 0; chart < CHARTS; chart++) {
                length += write(out, "  " + (chart == CHARTS / 2 ? "web" : "chart-" + chart) + ":\n");
                for (int version = 0; version < VERSIONS; version++) {
                    length += write(
                            out,
                            "  - version: 1.0." + version + "\n    urls: [web-1.0." + version
                                    + ".tgz]\n    description: " + FILLING + "\n");
                }
            }
        }
        return length;
    }

    private static int write(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        return bytes.length;
    }
}
