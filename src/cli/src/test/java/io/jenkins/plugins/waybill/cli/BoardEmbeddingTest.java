package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.board.BoardFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of src/board/README.md: the board in a page of another look, below a path, with crumbs that run out. */
class BoardEmbeddingTest {

    private static final String BASE = "/ci/job/shop/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'";
    private static final String LOOK = """
            :root { color-scheme: dark; --background: #101820; --card-background: #18232e; --text-color: #f0f4f8;
              --text-color-secondary: #b4c0cc; --primary: #7cc4ff; --font-family-sans: sans-serif; }
            body { background: var(--background); color: var(--text-color); margin: 0; font-size: 30px; }
            h3 { color: rgb(255, 0, 0); }
            """;
    private static final String PAGE = """
            <!doctype html><html lang="en"><head><title>Shop</title><link rel="stylesheet" href="look.css"></head>
            <body><h1>Shop</h1><h3 id="theirs">Theirs</h3>
            <link rel="stylesheet" href="files/board.css">
            <div id="waybill-board" data-api="deep/api" data-crumb-header="Crumb" data-crumb="old" data-crumb-url="crumb"
              data-project="shop" data-header="false"></div>
            <script type="module" src="files/main.js"></script></body></html>
            """;

    private static final String SEVERAL = PAGE.replace(
            "data-project=\"shop\"",
            "data-projects='{\"shop\": {\"title\": \"Team » Shop\", \"link\": \"" + BASE + "\"}, \"gone\": {}}'");

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> crumbs = new CopyOnWriteArrayList<>();
    private BoardBrowser browser;
    private ServeProcess server;
    private HttpServer host;

    @BeforeEach
    void open() throws IOException {
        browser = BoardBrowser.open();
        server = ServeProcess.start(
                directory.resolve("state"), TwoStages.create(directory).manifests());
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(Executors.newCachedThreadPool());
        host.createContext("/", this::answer);
        host.start();
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.stop(0);
        }
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String rest = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
            if (rest.isEmpty()) {
                send(exchange, 200, "text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8));
            } else if (rest.equals("several")) {
                send(exchange, 200, "text/html; charset=utf-8", SEVERAL.getBytes(StandardCharsets.UTF_8));
            } else if (rest.equals("look.css")) {
                send(exchange, 200, "text/css", LOOK.getBytes(StandardCharsets.UTF_8));
            } else if (rest.equals("crumb")) {
                byte[] crumb =
                        "{\"crumbRequestField\": \"Crumb\", \"crumb\": \"new\"}".getBytes(StandardCharsets.UTF_8);
                send(exchange, 200, "application/json", crumb);
            } else if (rest.startsWith("files/")) {
                String name = rest.substring("files/".length());
                send(
                        exchange,
                        200,
                        BoardFiles.type(name),
                        BoardFiles.load().read(name).orElseThrow());
            } else if (rest.startsWith("deep/api/")) {
                forward(exchange, exchange.getRequestURI().toString().substring((BASE + "deep/api/").length()));
            } else {
                send(exchange, 204, "text/plain", new byte[0]);
            }
        }
    }

    private void forward(HttpExchange exchange, String path) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String crumb = exchange.getRequestHeaders().getFirst("Crumb");
            crumbs.add(crumb);
            if (!"new".equals(crumb)) {
                send(exchange, 403, "text/html", "No valid crumb".getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("application/json");
            send(exchange, answer.statusCode(), type, answer.body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void it_takes_the_looks_of_the_page_leaves_the_page_alone_and_renews_its_crumb() throws Exception {
        browser.size(BoardBrowser.WIDE, false);
        browser.load("http://localhost:" + host.getAddress().getPort() + BASE);
        browser.untilThereAre(1, ".tray li");

        browser.untilThereAre(0, ".brand");
        assertThat(browser.find(".card.stage").getCssValue("background-color")).contains("24, 35, 46");
        assertThat(browser.find("#theirs").getCssValue("color")).contains("255, 0, 0");
        assertThat(browser.find("#theirs").getCssValue("font-size")).isNotEqualTo("16px");
        assertThat(browser.find(".card h3").getCssValue("color")).contains("240, 244, 248");
        browser.one("embedded");

        browser.drag(".tray li .chip", "dev");
        browser.until("dialog", "What it would do");
        browser.clickIn("dialog", "Promote");
        browser.untilCard("dev", "Healthy");
        assertThat(crumbs.get(0)).isEqualTo("old");
        assertThat(crumbs.get(crumbs.size() - 1)).isEqualTo("new");

        browser.clickWhen(() -> browser.card("dev").findElement(By.linkText("dev")), WebElement::isDisplayed);
        browser.until("#waybill-board", "What ran here");
        assertThat(browser.driver().getCurrentUrl()).endsWith(BASE + "#/stages/dev");
        assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy"));
    }

    @Test
    void a_right_is_lent_from_within_the_page_under_its_policy_and_with_its_crumb() {
        browser.size(BoardBrowser.WIDE, false);
        browser.load("http://localhost:" + host.getAddress().getPort() + BASE + "#/-/waiting");
        browser.clickWhen("section[aria-label='Standing in'] button", "Let somebody stand in");
        browser.until("dialog", "Who stands in");
        browser.type("dialog input", "bob");
        browser.clickWhen(() -> browser.find("dialog .quick button:nth-child(2)"), WebElement::isDisplayed);
        browser.until("dialog .moment", "UTC");
        browser.clickIn("dialog", "Let bob stand in");
        browser.until("section[aria-label='Standing in']", "bob answers for you in shop");
        assertThat(crumbs).containsExactly("old", "new");
        assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy"));
    }

    @Test
    void of_several_projects_it_shows_the_chosen_ones_as_the_page_calls_them_and_leads_to_their_own_pages() {
        browser.size(BoardBrowser.WIDE, false);
        String page = "http://localhost:" + host.getAddress().getPort() + BASE;
        browser.load(page + "several");
        browser.until(".overview", "Team » Shop");
        browser.untilThereAre(1, ".overview > li");
        browser.clickWhen(() -> browser.find(".overview").findElement(By.linkText("prod")), WebElement::isDisplayed);
        browser.until("#waybill-board", "What ran here");
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(page + "#/stages/prod");
        assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy"));
    }
}
