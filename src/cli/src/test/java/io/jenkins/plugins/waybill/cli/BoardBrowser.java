package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A headless Chromium that looks at the board. Screenshots go to {@code target/screenshots}. */
final class BoardBrowser implements AutoCloseable {

    static final int WIDE = 1400;
    static final int NARROW = 360;

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private BoardBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser; where there is none, the test is skipped and says so. */
    static BoardBrowser open() throws IOException {
        assumeTrue(
                Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
                "The board is not tested: " + BROWSER + " and " + DRIVER
                        + " are not both there (apt-get install chromium chromium-driver).");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en");
        options.setCapability("goog:loggingPrefs", logs);
        Files.createDirectories(SCREENSHOTS);
        return new BoardBrowser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Loads a page anew, even if only what stands behind '#' differs. */
    void load(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** Makes everything that the page asks for come from somebody, as a proxy in front of the server would say. */
    void as(String user, String groups) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders",
                Map.of("headers", Map.of("X-Waybill-User", user, "X-Waybill-Groups", groups)));
    }

    void size(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Screenshots of what is shown: wide and narrow, light and dark. */
    void shoot(String name) throws IOException {
        for (int width : new int[] {WIDE, NARROW}) {
            for (boolean dark : new boolean[] {false, true}) {
                size(width, dark);
                settle();
                one(name + (width == WIDE ? "" : "-narrow") + (dark ? "-dark" : ""));
            }
        }
        size(WIDE, false);
        settle();
    }

    /** One screenshot as it is now, for what a change of the window's size would close. */
    void one(String name) throws IOException {
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Lets the browser lay out and paint twice. */
    void settle() {
        driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)));");
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    WebElement card(String stage) {
        return driver.findElement(By.xpath("//article[.//h3[normalize-space()='" + stage + "']]"));
    }

    void click(WebElement within, String button) {
        within.findElement(By.xpath(".//*[self::button or self::a][normalize-space()='" + button + "']"))
                .click();
    }

    void click(String button) {
        patiently(() -> click(find("body"), button));
    }

    /** Opens the menu of a Stage's card and chooses. */
    void choose(String stage, String action) {
        patiently(() -> {
            WebElement menu = card(stage).findElement(By.cssSelector("[aria-haspopup]"));
            if (!"true".equals(menu.getAttribute("aria-expanded"))) {
                menu.click();
            }
            click(card(stage), action);
        });
    }

    /** Clicks on something as soon as it shows a text. */
    void clickWhen(String css, String text) {
        clickWhen(() -> find(css), element -> element.getText().contains(text));
    }

    /** Clicks on something as soon as it is as wanted. */
    void clickWhen(Supplier<WebElement> look, Predicate<WebElement> wanted) {
        patiently(() -> {
            WebElement element = look.get();
            if (!wanted.test(element)) {
                throw new NoSuchElementException("Not as wanted yet: " + element.getText());
            }
            element.click();
        });
    }

    /** Does something on a page that may just be drawing itself anew: then what was found is gone, and is looked for again. */
    private void patiently(Runnable action) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .until(ignored -> {
                    action.run();
                    return true;
                });
    }

    void drag(WebElement from, WebElement to) {
        new Actions(driver)
                .moveToElement(from)
                .clickAndHold()
                .moveByOffset(10, 4)
                .moveToElement(to)
                .pause(Duration.ofMillis(100))
                .release()
                .perform();
    }

    WebElement until(String css, String text) {
        return until(() -> find(css), element -> element.getText().contains(text));
    }

    WebElement untilCard(String stage, String text) {
        return until(() -> card(stage), card -> card.getText().contains(text));
    }

    /** Waits for so many elements, in sight or not. */
    void untilThereAre(int number, String css) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50)).until(ignored -> all(css).size() == number);
    }

    WebElement until(Supplier<WebElement> look, Predicate<WebElement> wanted) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .until(ignored -> {
                    WebElement element = look.get();
                    return wanted.test(element) ? element : null;
                });
    }

    /** What makes the page wider than the window, so that it would have to be moved sideways; best empty. */
    @SuppressWarnings("unchecked")
    List<String> tooWide() {
        settle();
        return (List<String>) driver.executeScript("""
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) {
                  return [];
                }
                const hidden = (element) => {
                  for (let outer = element.parentElement; outer; outer = outer.parentElement) {
                    if (getComputedStyle(outer).overflowX !== 'visible') {
                      return true;
                    }
                  }
                  return false;
                };
                return [...document.querySelectorAll('body *')]
                  .filter((element) => element.getBoundingClientRect().right > width + 1 && !hidden(element))
                  .map((element) => `${element.tagName.toLowerCase()}.${element.className} reaches ${Math.round(element.getBoundingClientRect().right)}: ${element.textContent.slice(0, 60)}`);
                """);
    }

    /** Tables, and whatever else is no code, of which a part is out of sight until it is moved sideways; best empty. */
    @SuppressWarnings("unchecked")
    List<String> sideways() {
        settle();
        return (List<String>) driver.executeScript("""
                return [...document.querySelectorAll('.content *')]
                  .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
                    && element.scrollWidth > element.clientWidth + 1 && !element.matches('pre, .source, .tray'))
                  .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.scrollWidth}`);
                """);
    }

    /** What the browser complains about: scripts that fail, and whatever the policy blocks. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
