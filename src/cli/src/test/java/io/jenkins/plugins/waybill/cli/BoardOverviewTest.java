package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** Several projects at a glance. */
class BoardOverviewTest {

    private static final String GATED = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Project
            metadata: {name: bank}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: bank}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: localhost:1/bank}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: prod, namespace: bank}
            spec:
              requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {stages: [dev]}}]
              promotionTemplate: {spec: {steps: [{uses: compose-output, config: {a: b}}]}}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: bank}
            spec:
              requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
              promotionTemplate: {spec: {steps: [{uses: wait-for-approval, as: gate}]}}
            """;

    @TempDir
    Path directory;

    private BoardBrowser browser;
    private ServeProcess server;

    @BeforeEach
    void open() throws Exception {
        browser = BoardBrowser.open();
        Path bank = Files.writeString(directory.resolve("bank.yaml"), GATED);
        server = ServeProcess.start(
                directory.resolve("state"), TwoStages.create(directory).manifests(), bank.toString());
        post(
                "projects/bank/freight",
                "{\"origin\":\"Warehouse/app\",\"alias\":\"new\",\"images\":[{\"repoURL\":\"localhost:1/bank\",\"tag\":\"v1\"}]}");
        post("projects/bank/promotions", "{\"stage\":\"dev\",\"freight\":\"new\"}");
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "api/v1/" + path))
                                .header("Content-Type", "application/json")
                                .header("X-Waybill-Request", "1")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void it_shows_where_freight_is_in_each_project_and_what_waits_for_the_reader() throws Exception {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url());
        browser.until("[data-project=bank]", "1 waits for you", "approval for new");
        browser.until(() -> browser.find("[data-project=bank]"), bank -> List.of("dev", "prod")
                .equals(bank.findElements(By.cssSelector(".stops > li > a")).stream()
                        .map(WebElement::getText)
                        .toList()));
        browser.until("[data-project=shop]", "2 Stages", "nothing yet");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.shoot("overview");
        assertThat(browser.tooWide()).isEmpty();

        browser.clickIn("[data-project=bank]", "1 waits for you");
        browser.until("#waybill-board", "What it changes");
        browser.load(server.url());
        browser.clickIn("[data-project=bank]", "prod");
        browser.until("#waybill-board", "What ran here");
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/bank/stages/prod");
        assertThat(browser.complaints()).isEmpty();
    }
}
