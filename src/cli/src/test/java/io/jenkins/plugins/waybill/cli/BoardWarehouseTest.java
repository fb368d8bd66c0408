package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Warehouses that fail in every way that real ones do, and one with a thousand tags, as their pages show them. */
class BoardWarehouseTest {

    @TempDir
    static Path directory;

    private static DistributionRegistry open;
    private static DistributionRegistry locked;
    private static DistributionRegistry secured;
    private static RegistryFront busy;
    private static ServeProcess server;
    private static BoardBrowser browser;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
        browser = BoardBrowser.open();
        open = DistributionRegistry.start(directory.resolve("open"));
        locked = DistributionRegistry.startWithAccount(directory.resolve("locked"));
        secured = DistributionRegistry.startSecurely(directory.resolve("secured"));
        busy = RegistryFront.alone().behaving(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "300");
            exchange.sendResponseHeaders(429, -1);
            return true;
        });
        open.push(
                "shop/many",
                SampleImage.created("2026-01-01T00:00:00Z"),
                Stream.concat(
                                IntStream.range(0, 900).mapToObj(number -> "1." + number + ".0"),
                                IntStream.range(0, 100).mapToObj(number -> "pr-" + number))
                        .toArray(String[]::new));
        server = ServeProcess.start(directory.resolve("state"), manifests());
    }

    private static String manifests() throws IOException {
        Path manifests = Files.createDirectories(directory.resolve("pipeline"));
        StringBuilder text = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: shop}
                """);
        warehouse(text, "many", open.host() + "/shop/many");
        warehouse(text, "filtered", open.host() + "/shop/many, constraint: '>=9.0.0'");
        warehouse(text, "missing", open.host() + "/shop/nothing");
        warehouse(text, "locked", locked.host() + "/shop/many");
        warehouse(text, "untrusted", secured.host() + "/shop/many");
        warehouse(text, "busy", busy.host() + "/shop/many");
        warehouse(text, "nowhere", "registry.example.invalid/shop/many");
        Files.writeString(manifests.resolve("pipeline.yaml"), text);
        return manifests.toString();
    }

    private static void warehouse(StringBuilder text, String name, String image) {
        text.append("""
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: %s, namespace: shop}
                spec:
                  interval: 1h
                  subscriptions:
                  - image: {repoURL: %s}
                """.formatted(name, image));
    }

    @AfterAll
    static void end() {
        for (AutoCloseable one : new AutoCloseable[] {browser, server, busy, secured, locked, open}) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void leave() {
        browser.leave();
    }

    private static void look(String warehouse, String text) {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url() + "#/shop/warehouses/" + warehouse);
        browser.until("main", text);
    }

    private static void assertThatItIsForEverybody(String picture) throws Exception {
        assertThat(Axe.seriousFindings(browser)).as("light").isEmpty();
        browser.size(BoardBrowser.WIDE, true);
        assertThat(Axe.seriousFindings(browser)).as("dark").isEmpty();
        browser.size(BoardBrowser.NARROW, false);
        assertThat(Axe.seriousFindings(browser)).as("narrow").isEmpty();
        assertThat(browser.tooWide()).isEmpty();
        assertThat(browser.sideways()).isEmpty();
        browser.shoot(picture);
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "missing, It could not look, status 404, Check the name",
        "locked, It could not look, status 401, Register credentials",
        "untrusted, It could not look, no trusted TLS connection, trust the authority",
        "nowhere, It could not look, registry.example.invalid is not known, Check the name",
        "busy, It could not look, wants fewer requests, a longer 'interval'",
    })
    void one_that_cannot_look_says_since_when_why_and_what_to_do(
            String warehouse, String what, String why, String remedy) throws Exception {
        look(warehouse, what);
        browser.until("section.trouble", "It is tried again in");
        browser.until("section.trouble", why, remedy, "(since ");
        assertThat(browser.find("section.trouble").getText()).doesNotContain("Discovery failed");
        browser.until("main", "It has never had an answer, so there are no candidates.");
        assertThatItIsForEverybody("warehouse-" + warehouse);
    }

    @Test
    void one_whose_filter_leaves_nothing_says_why_for_each() throws Exception {
        look("filtered", "It has found nothing to promote");
        browser.until("section.trouble", "all 1000 candidates were left out", "Below is why for each");
        assertThat(browser.find("section.trouble").getText()).doesNotContain("waybill discover");
        browser.until(".choice-of", "Taken 0");
        browser.select(".source-candidates select", "it is outside constraint '>=9.0.0' (900)");
        browser.until("tbody", "1.899.0");
        assertThatItIsForEverybody("warehouse-filtered");
    }

    @Test
    void a_thousand_candidates_are_searched_and_sifted_and_never_shown_all_at_once() throws Exception {
        look("many", "Image repository");
        browser.until(".choice-of", "All 1000");
        untilExactly(".choice-of", "All 1000 Taken 20 Left out 980");
        browser.untilThereAre(50, "tbody tr");
        untilExactly("tbody tr", "1.899.0 taken the best of the versions");
        assertThatItIsForEverybody("warehouse");

        browser.type(".source-candidates input", "1.42.");
        browser.untilThereAre(1, "tbody tr");
        browser.until("tbody", "1.42.0", "left out", "discoveryLimit 20 was reached");
        browser.type(".source-candidates input", Keys.chord(Keys.CONTROL, "a"), "nothing like it");
        browser.until(".source-candidates", "No candidate is like that.");
        look("many", "Image repository");
        browser.clickWhen(".choice-of button:nth-child(2)", "Taken");
        browser.untilThereAre(20, "tbody tr");
        browser.clickWhen(".choice-of button:nth-child(3)", "Left out");
        browser.select(".source-candidates select", "it is no semantic version (100)");
        browser.until(".source-candidates", "50 of 100 are shown.");
        browser.click("Show more");
        browser.untilThereAre(100, "tbody tr");
    }

    private static void untilExactly(String css, String text) {
        browser.until(
                () -> browser.find(css),
                element -> element.getText().replaceAll("\\s+", " ").equals(text));
    }

    @Test
    void from_the_pipeline_one_comes_to_why_it_fails() {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url() + "#/shop");
        browser.untilCard("locked", "Failing for");
        browser.clickWhen(() -> browser.card("locked").findElement(By.linkText("Failing")), link -> true);
        browser.until("section.trouble", "status 401");
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/shop/warehouses/locked");
    }
}
