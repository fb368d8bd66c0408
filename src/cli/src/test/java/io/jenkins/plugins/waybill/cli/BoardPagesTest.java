package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page, with names that want to be more than text, for everybody: axe-core has nothing serious to say. */
class BoardPagesTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    private static final String BACKWARDS = "\u202Eאבג \uD83D\uDE80\uD83C\uDFFD";
    private static final String LONG = "long-" + "x".repeat(245);

    @TempDir
    static Path directory;

    private static ServeProcess server;
    private static BoardBrowser browser;
    private static Map<String, String> freight;

    @BeforeAll
    static void open() throws Exception {
        browser = BoardBrowser.open();
        Path manifests = manifests();
        server = ServeProcess.start(directory.resolve("state"), manifests.toString());
        freight = Patience.until(BoardPagesTest::freight, found -> !found.isEmpty());
        ServerCalls.of(server.url())
                .post("projects/shop/freight/" + freight.get("one") + "/alias", Map.of("alias", HOSTILE));
        commit(BACKWARDS + " " + LONG);
        ServerCalls.of(server.url()).post("projects/shop/warehouses/app/refresh", Map.of());
        Patience.until(
                () -> ServerCalls.of(server.url())
                        .get("projects/shop/freight")
                        .path("items")
                        .size(),
                size -> size == 2);
        Patience.until(
                () -> ServerCalls.of(server.url())
                        .get("projects/shop/stages/prod")
                        .path("stage")
                        .path("running"),
                running -> running.path("step").path("awaitsApproval").asBoolean());
    }

    private static Map<String, String> freight() {
        Map<String, String> names = new LinkedHashMap<>();
        ServerCalls.of(server.url())
                .get("projects/shop/freight")
                .path("items")
                .forEach(item -> names.put("one", item.path("name").asText()));
        return names;
    }

    private static Path manifests() throws IOException {
        Path repository = directory.resolve("app.git");
        DemoRepository.create(repository, HOSTILE, Map.of("README.md", "An application.\n"));
        Path manifests = Files.createDirectories(directory.resolve("pipeline"));
        Files.writeString(
                manifests.resolve("pipeline.yaml"), """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: shop}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: shop, namespace: shop}
                spec:
                  promotionPolicies:
                  - stageSelector: {name: "glob:*"}
                    autoPromotionEnabled: true
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  interval: 1h
                  subscriptions:
                  - git: {repoURL: "file://%s"}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata:
                  name: dev
                  namespace: shop
                  labels: {area: "inner"}
                  annotations: {kargo.akuity.io/description: "%s"}
                spec:
                  requestedFreight:
                  - origin: {kind: Warehouse, name: app}
                    sources: {direct: true}
                  promotionTemplate:
                    spec:
                      steps:
                      - uses: compose-output
                        config: {text: "%s"}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: broken, namespace: shop, labels: {area: "inner"}}
                spec:
                  requestedFreight:
                  - origin: {kind: Warehouse, name: app}
                    sources: {direct: true}
                  promotionTemplate:
                    spec:
                      steps:
                      - uses: fail
                        config: {message: "%s %s"}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: prod, namespace: shop}
                spec:
                  requestedFreight:
                  - origin: {kind: Warehouse, name: app}
                    sources: {stages: [dev]}
                  promotionTemplate:
                    spec:
                      steps:
                      - uses: wait-for-approval
                        as: approval
                      - uses: compose-output
                        config: {text: live}
                """.formatted(repository, HOSTILE, HOSTILE, HOSTILE, LONG));
        return manifests;
    }

    private static void commit(String message) throws Exception {
        Path clone = directory.resolve("clone");
        try (var git = org.eclipse.jgit.api.Git.cloneRepository()
                .setURI(directory.resolve("app.git").toUri().toString())
                .setDirectory(clone.toFile())
                .call()) {
            Files.writeString(clone.resolve("README.md"), "Changed.\n");
            git.commit()
                    .setAll(true)
                    .setSign(false)
                    .setAuthor(HOSTILE, "mallory@example.com")
                    .setMessage(message)
                    .call();
            git.push().call();
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void leave() {
        browser.leave();
    }

    @Test
    void the_pipeline_shows_hostile_names_as_text() throws Exception {
        page("", "Waits for approval", "hostile-pipeline");
        browser.untilCard("broken", "Failed");
    }

    @Test
    void a_group_can_be_collapsed() throws Exception {
        page("", "Waits for approval", null);
        browser.type(".tools select", "area");
        browser.press(".groups summary");
        browser.clickIn(".groups", "Collapse all");
        browser.untilThereAre(1, ".card.group");
        browser.clickIn(".groups", "Show all");
        browser.untilThereAre(3, ".card.stage");
    }

    @Test
    void the_list_of_freight_is_for_everybody() throws Exception {
        page("#/shop/freight", HOSTILE, "hostile-freight");
    }

    @Test
    void freight_is_for_everybody() throws Exception {
        page("#/shop/freight/" + freight.get("one"), HOSTILE, "hostile-freight-page");
    }

    @Test
    void two_pieces_of_freight_are_compared_with_their_commits() throws Exception {
        String other = "";
        for (JsonNode item :
                ServerCalls.of(server.url()).get("projects/shop/freight").path("items")) {
            other = item.path("name").asText().equals(freight.get("one"))
                    ? other
                    : item.path("name").asText();
        }
        page("#/shop/compare/" + freight.get("one") + "/" + other, "xxxxx", "compare");
        browser.untilThereAre(1, ".commits li");
    }

    @Test
    void a_stage_is_for_everybody() throws Exception {
        page("#/shop/stages/dev", "What ran here", "hostile-stage");
    }

    @Test
    void the_promotions_are_for_everybody() throws Exception {
        page("#/shop/promotions", "broken", "history");
    }

    @Test
    void a_failed_promotion_is_for_everybody() throws Exception {
        String name = ServerCalls.of(server.url())
                .get("projects/shop/promotions?stage=broken")
                .path("items")
                .path(0)
                .path("name")
                .asText();
        page("#/shop/promotions/" + name + "?step=step-1", "Retry", "hostile-promotion");
    }

    @Test
    void the_audit_log_is_for_everybody() throws Exception {
        page("#/shop/audit", "Promotion started", "hostile-audit");
        browser.click("Check the chain");
        browser.until(".fine", "Intact");
    }

    @Test
    void the_figures_are_for_everybody() throws Exception {
        page("#/shop/insight", "Lead time", "insight");
    }

    @Test
    void the_manifests_are_shown_with_what_lint_says() throws Exception {
        page("#/shop/manifests", "promotionTemplate", "manifests");
    }

    @Test
    void what_waits_for_me_is_one_list() throws Exception {
        page("#/-/waiting", "prod", "waiting");
    }

    @Test
    void a_warehouse_says_what_became_of_its_candidates() throws Exception {
        page("#/shop/warehouses/app", "the best of branch", "hostile-warehouse");
    }

    @Test
    void tables_stay_tables_to_screen_readers_when_rows_are_cards() {
        browser.size(BoardBrowser.NARROW, false);
        browser.load(server.url() + "#/shop/promotions");
        browser.until("tbody", "broken");
        browser.until(() -> browser.find("tbody tr"), row -> row.getCssValue("display")
                .equals("flex"));
        Object heading = browser.driver()
                .executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                .get("nodes");
        assertThat(String.valueOf(heading)).contains("value=table", "value=columnheader", "value=cell");
    }

    @Test
    void freight_is_assembled_by_hand() throws Exception {
        page("#/shop/assemble/app", "Assemble Freight", "assemble");
    }

    @Test
    void dialogs_are_for_everybody() throws Exception {
        page("", "Waits for approval", null);
        browser.choose("dev", "Promote…");
        browser.until("dialog", "Promote to dev");
        browser.press("dialog .choices button");
        browser.until("dialog", "What it would do");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
    }

    @Test
    void the_audit_log_prints_as_a_plain_table() throws Exception {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url() + "#/shop/audit");
        browser.until("main", "Promotion started");
        browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            browser.settle();
            for (String hidden : new String[] {".top", ".tools", ".notices", "header button"}) {
                browser.untilOutOfSight(hidden);
            }
            browser.until(() -> browser.find("table"), WebElement::isDisplayed);
            browser.until("h1", "Audit");
            Object print = browser.driver()
                    .executeCdpCommand("Page.printToPDF", Map.of("printBackground", false))
                    .get("data");
            byte[] pdf = Base64.getDecoder().decode(String.valueOf(print));
            assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
            Files.write(Path.of("target", "screenshots", "audit.pdf"), pdf);
            browser.one("audit-print");
        } finally {
            browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    @Test
    void whoever_wants_less_motion_sees_none() {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        browser.load(server.url());
        browser.untilCard("prod", "Waits for approval");
        browser.settle();
        assertThat(
                        browser.driver()
                                .executeScript(
                                        "return document.getAnimations().map((animation) => animation.animationName || animation.transitionProperty)"))
                .isEqualTo(List.of());
        browser.until(() -> browser.card("dev"), card -> card.getCssValue("transition-duration")
                .equals("0s"));
    }

    @ParameterizedTest
    @CsvSource({
        "stages/nowhere, There is no Stage 'nowhere'",
        "freight/nothing, 'nothing'",
        "promotions/none, 'none'",
        "approvals/none, has no approval 'none'",
        "assemble/nowhere, 'nowhere'",
        "warehouses/nowhere, There is no Warehouse 'nowhere'",
        "compare/nothing/nobody, nobody",
    })
    void an_address_of_nothing_says_what_is_missing(String address, String text) throws Exception {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url() + "#/shop/" + address);
        browser.until("main .trouble", text);
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
    }

    @ParameterizedTest
    @CsvSource({
        "#/shop/promotions?stage=broken, tbody, broken",
        "#/shop/promotions?stage=prod, main, prod",
        "#/shop/freight?q=zzz, main, Nothing is like that",
        "#/shop/audit?type=FreightRenamed, tbody, Freight renamed",
        "#/shop/insight?days=7, main, Lead time",
        "#/shop/manifests?line=20, main, promotionTemplate",
    })
    void an_address_keeps_its_filters_when_it_is_opened_anew(String address, String where, String text) {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url() + address);
        browser.until(where, text);
        assertThat(browser.driver().getCurrentUrl()).endsWith(address);
    }

    private static void page(String address, String text, String screenshot) throws Exception {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url() + address);
        browser.until("main", text);
        assertThat(Axe.seriousFindings(browser)).as("light").isEmpty();
        browser.size(BoardBrowser.WIDE, true);
        assertThat(Axe.seriousFindings(browser)).as("dark").isEmpty();
        browser.size(BoardBrowser.NARROW, false);
        browser.settle();
        assertThat(Axe.seriousFindings(browser)).as("narrow").isEmpty();
        assertThat(browser.tooWide()).isEmpty();
        assertThat(browser.sideways()).isEmpty();
        browser.untilThereAre(0, "img");
        if (screenshot != null) {
            browser.shoot(screenshot);
        }
        browser.size(BoardBrowser.WIDE, false);
        assertThat(browser.complaints()).isEmpty();
    }
}
