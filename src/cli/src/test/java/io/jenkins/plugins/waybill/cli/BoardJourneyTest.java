package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

import static org.assertj.core.api.Assertions.assertThat;

/** Moving Freight by hand: by dragging, by keyboard, forwards and back. */
class BoardJourneyTest {

    @TempDir
    Path directory;

    private TwoStages pipeline;
    private ServeProcess server;
    private BoardBrowser browser;

    @BeforeEach
    void open() throws IOException {
        browser = BoardBrowser.open();
        pipeline = TwoStages.create(directory);
        server = ServeProcess.start(directory.resolve("state"), pipeline.manifests());
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url());
        browser.untilThereAre(1, ".tray li");
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

    private String newest() {
        return browser.find(".tray li .chip").getText();
    }

    private void until(String stage, String freight) {
        browser.until(
                () -> browser.card(stage),
                card -> card.findElements(By.cssSelector(".carried .chip")).stream()
                                .anyMatch(chip -> chip.getText().equals(freight))
                        && card.getText().contains("Healthy"));
    }

    @Test
    void freight_is_dragged_forwards_and_rolled_back() throws Exception {
        String first = newest();
        browser.drag(browser.find(".tray li .chip"), browser.card("dev"));
        browser.until("dialog", "What it would do");
        assertThat(browser.find("dialog h2").getText()).isEqualTo("Promote " + first + " to dev");
        Instant asked = Instant.now();
        browser.click(browser.find("dialog"), "Promote");
        until("dev", first);
        BoardFigures.note(
                "from asking for a promotion until its end is on the board, ms",
                Duration.between(asked, Instant.now()).toMillis());

        pipeline.commit("Change");
        browser.choose("app", "Look now");
        browser.untilThereAre(2, ".tray li");
        String second = newest();
        browser.untilCard("dev", "1 behind");

        browser.card("dev").sendKeys("p");
        browser.until("dialog .choices", second);
        browser.find("dialog .choices").findElement(By.tagName("button")).sendKeys(Keys.ENTER);
        browser.until("dialog", "What it would do");
        browser.find("dialog .primary").sendKeys(Keys.ENTER);
        until("dev", second);

        browser.choose("dev", "Roll back…");
        WebElement earlier = browser.until("dialog .choices li", first);
        browser.one("roll-back");
        earlier.findElement(By.tagName("button")).click();
        until("dev", first);
        assertThat(browser.all("dialog")).isEmpty();

        browser.click("Promotions");
        browser.until("tbody", "rollback");
        browser.load(server.url() + "#/shop/promotions?stage=prod");
        browser.until("main", "No promotion is like that.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void freight_that_may_not_go_there_is_not_sent_and_says_why() {
        browser.drag(browser.find(".tray li .chip"), browser.card("prod"));
        WebElement dialog = browser.until("dialog", "What it would do");

        assertThat(dialog.getText()).contains("Not verified in 'dev'", "Promote it to 'dev' first");
        assertThat(dialog.findElement(By.cssSelector(".primary")).isEnabled()).isFalse();
    }

    @Test
    void arrows_go_from_card_to_card_and_keys_zoom() {
        WebElement warehouse = browser.card("app");
        warehouse.sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("data-stage"))
                .isEqualTo("dev");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("data-stage"))
                .isEqualTo("prod");

        double before = scale();
        browser.driver().switchTo().activeElement().sendKeys("-");
        browser.settle();
        assertThat(scale()).isLessThan(before);
        browser.driver().switchTo().activeElement().sendKeys("0");
        browser.settle();
        assertThat(scale()).isEqualTo(before);
    }

    private double scale() {
        return Double.parseDouble(String.valueOf(browser.find(".frame").getDomAttribute("data-scale")));
    }

    @Test
    void everything_is_done_without_a_mouse() {
        String first = newest();
        tabTo("Stage dev");
        press("p");
        browser.until("dialog .choices", first);
        press(Keys.ENTER);
        browser.until("dialog", "What it would do");
        tabTo("Promote");
        press(Keys.ENTER);
        until("dev", first);

        tabTo("Actions for dev");
        press(Keys.ENTER);
        browser.until(".menu .list", "Details");
        press(Keys.END);
        press(Keys.ENTER);
        browser.until("main", "What ran here");
        tabTo("Verify again");
        press(Keys.ENTER);
        browser.until("dialog", "verified once more");
        press(Keys.ESCAPE);
        browser.untilThereAre(0, "dialog");
        assertThat(focused()).as("where it was before the dialog").isEqualTo("Verify again");
        tabTo("Freight");
        press(Keys.ENTER);
        browser.until("tbody", first);
    }

    private void press(CharSequence key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    private String focused() {
        WebElement element = browser.driver().switchTo().activeElement();
        String label = element.getDomAttribute("aria-label");
        return label == null ? element.getText() : label;
    }

    /** Presses Tab until what has the focus is called that, or begins so. */
    private void tabTo(String name) {
        for (int presses = 0; presses < 80; presses++) {
            String label = focused();
            if (label.equals(name) || label.startsWith(name + ",")) {
                assertThat(browser.driver()
                                .executeScript(
                                        "return getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                        .as("the focus on '%s' can be seen", name)
                        .isEqualTo(true);
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("Tab never comes to '" + name + "'; last it was on '" + focused() + "'.");
    }

    @Test
    void a_server_that_is_gone_is_said_and_what_was_seen_stays() throws Exception {
        String first = newest();
        server.kill();
        browser.until(".offline", "The server has not answered");
        assertThat(newest()).isEqualTo(first);
        browser.one("offline");

        browser.drag(browser.find(".tray li .chip"), browser.card("dev"));
        browser.until("dialog", "The server does not answer");
    }
}
