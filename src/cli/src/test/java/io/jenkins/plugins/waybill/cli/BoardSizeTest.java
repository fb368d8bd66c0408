package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** The board before large projects. Bytes are asserted; times are written down, as they depend on the machine. */
class BoardSizeTest {

    private static final int FIRST_LOAD_BYTES = 250_000;
    private static final int UNCHANGED_POLL_BYTES = 1_000;

    private static final String FRAMES = """
            const done = arguments[arguments.length - 1];
            const frame = document.querySelector('.frame');
            const box = frame.getBoundingClientRect();
            const times = [];
            let last = performance.now();
            let number = 0;
            function next(now) {
              times.push(now - last);
              last = now;
              const zooming = number >= 60 && number < 120;
              frame.dispatchEvent(new WheelEvent('wheel', {
                bubbles: true, cancelable: true, ctrlKey: zooming, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2,
                deltaX: 0, deltaY: zooming ? (number < 90 ? 25 : -25) : number < 60 ? 60 : -60,
              }));
              if (++number < 180) {
                requestAnimationFrame(next);
              } else {
                times.shift();
                times.sort((a, b) => a - b);
                done({frames: times.length, medianMillis: times[times.length >> 1], ninetyFifthMillis: times[Math.floor(times.length * 0.95)], longestMillis: times[times.length - 1]});
              }
            }
            requestAnimationFrame(next);
            """;

    private static final String PAINT = """
            const done = arguments[arguments.length - 1];
            const paints = Object.fromEntries(performance.getEntriesByType('paint').map((entry) => [entry.name, Math.round(entry.startTime)]));
            new PerformanceObserver((list) => {
              const entries = list.getEntries();
              done({...paints, 'largest-contentful-paint': Math.round(entries[entries.length - 1].startTime)});
            }).observe({type: 'largest-contentful-paint', buffered: true});
            setTimeout(() => done(paints), 2000);
            """;

    private static final String TRANSFER = """
            const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
            return entries.filter((entry) => !entry.name.includes('/api/')).reduce((sum, entry) => sum + entry.transferSize, 0);
            """;

    @TempDir
    Path directory;

    private BoardBrowser browser;

    @BeforeEach
    void open() throws IOException {
        browser = BoardBrowser.open();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private ServeProcess serve(int stages) throws IOException {
        return ServeProcess.start(
                directory.resolve("state"), ManyStages.create(directory, stages).toString());
    }

    @Test
    void fifty_stages_are_there_at_once_with_little_to_transfer() throws Exception {
        try (ServeProcess server = serve(50)) {
            browser.size(BoardBrowser.WIDE, false);
            browser.load(server.url());
            browser.untilThereAre(50, ".card.stage");
            BoardFigures.note("50 Stages, first paints in ms", browser.driver().executeAsyncScript(PAINT));

            long transferred = ((Number) browser.driver().executeScript(TRANSFER)).longValue();
            BoardFigures.note("first load without the API, bytes", transferred);
            assertThat(transferred).isPositive().isLessThan(FIRST_LOAD_BYTES);
            browser.shoot("pipeline-50");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void three_hundred_stages_are_moved_and_zoomed_and_collapsed() throws Exception {
        try (ServeProcess server = serve(300)) {
            browser.size(BoardBrowser.WIDE, false);
            browser.load(server.url());
            browser.untilThereAre(300, ".card.stage");
            BoardFigures.note("300 Stages, first paints in ms", browser.driver().executeAsyncScript(PAINT));
            BoardFigures.note(
                    "300 Stages, 60 frames moving down, 60 zooming, 60 moving up",
                    browser.driver().executeAsyncScript(FRAMES));
            browser.clickIn(".zoom", "Fit");
            browser.settle();
            browser.one("pipeline-300");
            unchangedPollIsSmall(server);

            browser.type(".tools select", "region");
            browser.press(".groups summary");
            browser.press(".groups button");
            browser.press(".groups summary");
            browser.untilThereAre(30, ".card.group");
            browser.untilThereAre(0, ".card.stage");
            browser.settle();
            browser.one("pipeline-300-collapsed");
            browser.clickWhen(
                    () -> {
                        var inSight = browser.all(".card.group footer button").stream()
                                .filter(WebElement::isDisplayed)
                                .toList();
                        return inSight.get(inSight.size() / 2);
                    },
                    WebElement::isDisplayed);
            browser.untilThereAre(10, ".card.stage");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void unchangedPollIsSmall(ServeProcess server) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI graph = URI.create(server.url() + "api/v1/projects/many/graph");
        // Automation settles first; an unchanged project is what is asked about.
        HttpResponse<byte[]> unchanged = Patience.until(
                () -> {
                    String tag =
                            ask(client, graph, "").headers().firstValue("ETag").orElse("");
                    return ask(client, graph, tag);
                },
                answer -> answer.statusCode() == 304);
        int bytes = unchanged.body().length
                + unchanged.headers().map().entrySet().stream()
                        .mapToInt(header -> header.getKey().length()
                                + String.join(", ", header.getValue()).length()
                                + 4)
                        .sum();
        BoardFigures.note("unchanged poll of 300 Stages, bytes", bytes);
        assertThat(bytes).isLessThan(UNCHANGED_POLL_BYTES);
    }

    private static HttpResponse<byte[]> ask(HttpClient client, URI uri, String tag) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri);
            Map.of("If-None-Match", tag).forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
