package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A headless Chromium that looks at the board. Screenshots go to {@code target/screenshots}. */
final class BoardBrowser implements AutoCloseable {

    static final int WIDE = 1400;
    static final int NARROW = 360;

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ATTEMPTS_TO_OPEN = 3;
    private static final int LOOKS = 5;

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
        ChromeDriver driver = start(options, 1);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return new BoardBrowser(driver);
    }

    /** The driver's port is looked for before it is taken, so somebody else may have it by then. */
    private static ChromeDriver start(ChromeOptions options, int attempt) {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .withTimeout(PATIENCE)
                .build();
        try {
            return new ChromeDriver(service, options);
        } catch (WebDriverException e) {
            service.close();
            if (attempt == ATTEMPTS_TO_OPEN) {
                throw e;
            }
            return start(options, attempt + 1);
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Loads a page anew, even if only what stands behind '#' differs. */
    void load(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** Leaves the page and forgets what was complained about it, for a test that goes on with this browser. */
    void leave() {
        driver.get("about:blank");
        complaints();
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

    /** Lets the browser lay out and paint twice, and end what is passing from one look to another. */
    void settle() {
        driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const twice = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then()));
                twice(() => setTimeout(() => {
                  const passing = document.getAnimations().filter((each) => each.effect && each.effect.getComputedTiming().endTime < Infinity);
                  Promise.allSettled(passing.map((each) => each.finished)).then(() => twice(done));
                }, 150));
                """);
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

    /** Clicks on a button or link of that name, wherever it is. */
    void click(String button) {
        clickIn("body", button);
    }

    /** Clicks on a button or link within something as soon as it is there and does something. */
    void clickIn(String css, String button) {
        patiently(() -> click(find(css), button));
    }

    /** The same on the card of a Stage or Warehouse. */
    void clickOnCard(String name, String button) {
        patiently(() -> click(card(name), button));
    }

    private static void click(WebElement within, String button) {
        clickEnabled(within.findElement(By.xpath(".//*[self::button or self::a][normalize-space()='" + button + "']")));
    }

    private static void clickEnabled(WebElement element) {
        if (!element.isEnabled()) {
            throw new NoSuchElementException("Not enabled yet: " + element.getText());
        }
        element.click();
    }

    /** Clicks on something as soon as that is possible. */
    void press(String css) {
        patiently(() -> clickEnabled(find(css)));
    }

    /** Types into something as soon as that is possible. */
    void type(String css, CharSequence... keys) {
        patiently(() -> find(css).sendKeys(keys));
    }

    /** The same on the card of a Stage or Warehouse. */
    void typeOnCard(String name, CharSequence... keys) {
        patiently(() -> card(name).sendKeys(keys));
    }

    /** Chooses from a list as soon as the choice is there. */
    void select(String css, String text) {
        patiently(() -> new Select(find(css)).selectByVisibleText(text));
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
            clickEnabled(element);
        });
    }

    /** Does something on a page that may just be drawing itself anew: then what was found is gone, and is looked for again. */
    private void patiently(Runnable action) {
        waiting()
                // Also when something is still in front of it: neither a click nor a key has reached the page then.
                .ignoring(ElementNotInteractableException.class)
                .until(ignored -> {
                    action.run();
                    return true;
                });
    }

    /** Drags a chip to a Stage until a dialog asks about it; a page that just moved makes people try again, too. */
    void drag(String chip, String stage) {
        waiting().withMessage("a dialog about " + chip + " at " + stage).until(ignored -> {
            settle();
            new Actions(driver)
                    .moveToElement(find(chip))
                    .clickAndHold()
                    .moveByOffset(10, 4)
                    .moveToElement(card(stage))
                    .pause(Duration.ofMillis(100))
                    .release()
                    .perform();
            settle();
            return !all("dialog").isEmpty();
        });
    }

    /** Waits until something shows texts, all of them. */
    WebElement until(String css, String... texts) {
        return until(() -> find(css), element -> has(element, texts), css + " with " + List.of(texts));
    }

    WebElement untilCard(String stage, String... texts) {
        return until(() -> card(stage), card -> has(card, texts), stage + " with " + List.of(texts));
    }

    private static boolean has(WebElement element, String... texts) {
        String shown = element.getText();
        return Stream.of(texts).allMatch(shown::contains);
    }

    /** Waits for so many elements, in sight or not. */
    void untilThereAre(int number, String css) {
        waiting().withMessage(number + " " + css).until(ignored -> all(css).size() == number);
    }

    /** Waits until nothing like it is in sight. */
    void untilOutOfSight(String css) {
        waiting().withMessage(css + " out of sight").until(ignored -> all(css).stream()
                .noneMatch(WebElement::isDisplayed));
    }

    /** Waits until something cannot be clicked on. */
    void untilDisabled(String css) {
        until(() -> find(css), element -> !element.isEnabled());
    }

    WebElement until(Supplier<WebElement> look, Predicate<WebElement> wanted) {
        return until(look, wanted, "an element as wanted");
    }

    private WebElement until(Supplier<WebElement> look, Predicate<WebElement> wanted, String what) {
        String[] last = {"nothing"};
        return waiting().withMessage(() -> what + "; last seen: " + last[0]).until(ignored -> {
            WebElement element = look.get();
            if (wanted.test(element)) {
                return element;
            }
            last[0] = element.getText();
            return null;
        });
    }

    private FluentWait<WebDriver> waiting() {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class);
    }

    /** Looks for faults of a page, again where there are some: it may just have been drawing itself anew. */
    List<String> faults(Supplier<List<String>> look) {
        List<String> found = look.get();
        for (int looks = 1; looks < LOOKS && !found.isEmpty(); looks++) {
            settle();
            found = look.get();
        }
        return found;
    }

    /** What makes the page wider than the window, so that it would have to be moved sideways; best empty. */
    List<String> tooWide() {
        settle();
        return faults(() -> list("""
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
                """));
    }

    /** Tables, and whatever else is no code, of which a part is out of sight until it is moved sideways; best empty. */
    List<String> sideways() {
        settle();
        return faults(() -> list("""
                return [...document.querySelectorAll('.content *')]
                  .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
                    && element.scrollWidth > element.clientWidth + 1 && !element.matches('pre, .source, .tray'))
                  .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.scrollWidth}`);
                """));
    }

    @SuppressWarnings("unchecked")
    private List<String> list(String script) {
        return (List<String>) driver.executeScript(script);
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
