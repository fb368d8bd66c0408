package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The board in a real browser, in front of the demo. Screenshots are in {@code target/screenshots}. */
class BoardTest {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int WIDE = 1400;
    private static final int NARROW = 400;

    @TempDir
    static Path directory;

    private static ServeProcess server;
    private static ChromeDriver browser;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(
                Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
                "The board is not tested: " + BROWSER + " and " + DRIVER
                        + " are not both there (apt-get install chromium chromium-driver).");
        server = ServeProcess.start(directory.resolve("demo"), "--demo");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void people_follow_freight_and_let_it_into_production() throws Exception {
        size(WIDE, false);
        browser.get(server.url());
        WebElement prod = until(() -> card("prod"), card -> card.getText().contains("Waits for approval"));
        assertThat(card("dev").getText()).contains("Healthy", "app ");
        assertThat(browser.findElements(By.cssSelector(".edges > path"))).hasSize(3);
        shoot("pipeline-waiting");

        prod.findElement(By.xpath(".//button[text()='Approve…']")).click();
        WebElement comment = browser.findElement(By.cssSelector("dialog input"));
        comment.sendKeys("let it go");
        shoot("approve");
        browser.findElement(By.cssSelector("dialog button[type=submit]")).click();
        until(() -> card("prod"), card -> card.getText().contains("Healthy"));
        shoot("pipeline");
        size(WIDE, true);
        shoot("pipeline-dark");
        size(NARROW, false);
        shoot("pipeline-narrow");
        assertThat(overflow()).isZero();
        size(NARROW, true);
        shoot("pipeline-narrow-dark");
        size(WIDE, false);

        promotionPage();
        promoteDialog();
        otherPages();
        assertThat(complaints()).isEmpty();
    }

    private void promotionPage() throws Exception {
        browser.findElement(By.linkText("Promotions")).click();
        until(() -> browser.findElement(By.tagName("table")), table -> table.getText()
                .contains("prod"));
        shoot("promotions");
        browser.findElement(By.linkText("prod")).click();
        until(() -> browser.findElement(By.tagName("main")), page -> page.getText()
                .contains("let it go"));
        browser.findElement(By.xpath("//li[.//span[contains(text(), 'update')]]/button"))
                .click();
        until(
                () -> browser.findElement(By.tagName("main")),
                page -> page.getText().contains("+commit:") && page.getText().contains("-commit: none"));
        shoot("promotion");
        size(WIDE, true);
        shoot("promotion-dark");
        size(NARROW, false);
        shoot("promotion-narrow");
        assertThat(overflow()).isZero();
        size(WIDE, false);
    }

    private void promoteDialog() throws Exception {
        browser.findElement(By.linkText("Pipeline")).click();
        until(() -> card("dev"), card -> card.getText().contains("Healthy"));
        card("dev").findElement(By.xpath(".//button[text()='Promote…']")).click();
        until(() -> browser.findElement(By.tagName("dialog")), dialog -> !dialog.findElements(
                        By.cssSelector(".choices button"))
                .isEmpty());
        shoot("promote-choose");
        browser.findElement(By.cssSelector(".choices button")).click();
        until(() -> browser.findElement(By.tagName("dialog")), dialog -> dialog.getText()
                .contains("What it would do"));
        shoot("promote-plan");
        browser.findElement(By.cssSelector("dialog .close")).click();
        assertThat(browser.findElements(By.tagName("dialog"))).isEmpty();
    }

    private void otherPages() throws Exception {
        for (String page : List.of("Freight", "Audit")) {
            browser.findElement(By.linkText(page)).click();
            until(() -> browser.findElement(By.tagName("main")), main -> !main.findElements(By.cssSelector("tbody tr"))
                    .isEmpty());
            shoot(page.toLowerCase(java.util.Locale.ROOT));
        }
        browser.findElement(By.linkText("Pipeline")).click();
        until(() -> card("staging"), card -> card.getText().contains("Healthy"));
        browser.findElement(By.linkText("staging")).click();
        until(() -> browser.findElement(By.tagName("main")), page -> page.getText()
                .contains("What ran here"));
        shoot("stage");
    }

    @Test
    void hostile_names_are_only_text() throws Exception {
        size(WIDE, false);
        browser.get(server.url());
        until(() -> card("dev"), card -> !card.findElements(By.cssSelector(".chip"))
                .isEmpty());
        String name = card("dev").findElement(By.cssSelector(".chip")).getDomAttribute("title");
        String hostile = "<img src=x onerror=alert(1)>";
        HttpResponse<String> renamed = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        server.url() + "api/v1/projects/guestbook/freight/" + name + "/alias"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        Output.line(Output.object().put("alias", hostile))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        // An engine that refuses such an alias is fine, too; then there is nothing to show.
        if (renamed.statusCode() == 200) {
            until(() -> card("dev"), card -> card.getText().contains(hostile));
        }
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
        assertThat(complaints()).isEmpty();
    }

    private static WebElement card(String stage) {
        return browser.findElement(By.xpath("//article[.//h3[normalize-space()='" + stage + "']]"));
    }

    private static WebElement until(
            java.util.function.Supplier<WebElement> look, java.util.function.Predicate<WebElement> wanted) {
        return new WebDriverWait(browser, Duration.ofSeconds(60))
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .ignoring(org.openqa.selenium.NoSuchElementException.class)
                .until(driver -> {
                    WebElement element = look.get();
                    return wanted.test(element) ? element : null;
                });
    }

    private static void size(int width, boolean dark) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    private static long overflow() {
        Object pixels = browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return ((Number) pixels).longValue();
    }

    private static void shoot(String name) throws IOException {
        Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    /** What the browser complains about: scripts that fail, and whatever the policy blocks. */
    private static List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }
}
