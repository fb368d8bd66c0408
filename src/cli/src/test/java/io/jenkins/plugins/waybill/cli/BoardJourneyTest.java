package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoublePredicate;

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
        String[] name = {""};
        browser.until(() -> browser.find(".tray li .chip"), chip -> {
            name[0] = chip.getText();
            return !name[0].isEmpty();
        });
        return name[0];
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
        browser.drag(".tray li .chip", "dev");
        browser.until("dialog", "What it would do");
        browser.until(() -> browser.find("dialog h2"), title -> title.getText().equals("Promote " + first + " to dev"));
        Instant asked = Instant.now();
        browser.clickIn("dialog", "Promote");
        until("dev", first);
        BoardFigures.note(
                "from asking for a promotion until its end is on the board, ms",
                Duration.between(asked, Instant.now()).toMillis());

        pipeline.commit("Change");
        browser.choose("app", "Look now");
        browser.untilThereAre(2, ".tray li");
        String second = newest();
        browser.untilCard("dev", "1 behind");

        browser.typeOnCard("dev", "p");
        browser.until("dialog .choices", second);
        browser.type("dialog .choices button", Keys.ENTER);
        browser.until("dialog", "What it would do");
        browser.type("dialog .primary", Keys.ENTER);
        until("dev", second);

        browser.choose("dev", "Roll back…");
        browser.until("dialog .choices li", first);
        browser.one("roll-back");
        browser.press("dialog .choices li button");
        until("dev", first);
        browser.untilThereAre(0, "dialog");

        browser.click("Promotions");
        browser.until("tbody", "rollback");
        browser.load(server.url() + "#/shop/promotions?stage=prod");
        browser.until("main", "No promotion is like that.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void freight_that_may_not_go_there_is_not_sent_and_says_why() {
        browser.drag(".tray li .chip", "prod");
        browser.until("dialog", "What it would do", "Not verified in 'dev'", "Promote it to 'dev' first");
        browser.untilDisabled("dialog .primary");
    }

    @Test
    void arrows_go_from_card_to_card_and_keys_zoom() {
        browser.typeOnCard("app", Keys.ARROW_RIGHT);
        untilFocused("data-stage", "dev");
        press(Keys.ARROW_RIGHT);
        untilFocused("data-stage", "prod");

        press("0");
        browser.settle();
        double before = scale(scale -> true);
        press("-");
        assertThat(scale(scale -> scale < before)).isLessThan(before);
        press("0");
        assertThat(scale(scale -> scale == before)).isEqualTo(before);
    }

    /** The scale of the pipeline, once it is as wanted. */
    private double scale(DoublePredicate wanted) {
        double[] scale = new double[1];
        browser.until(() -> browser.find(".frame"), frame -> {
            String shown = frame.getDomAttribute("data-scale");
            scale[0] = shown == null ? 0 : Double.parseDouble(shown);
            return shown != null && wanted.test(scale[0]);
        });
        return scale[0];
    }

    private void untilFocused(String attribute, String value) {
        browser.until(
                () -> browser.driver().switchTo().activeElement(),
                element -> value.equals(element.getDomAttribute(attribute)));
    }

    @Test
    void everything_is_done_without_a_mouse() {
        String first = newest();
        tabTo("Stage dev");
        press("p");
        browser.until("dialog .choices", first);
        browser.until(() -> browser.driver().switchTo().activeElement(), choice -> choice.getText()
                .contains(first));
        press(Keys.ENTER);
        browser.until("dialog", "What it would do");
        tabTo("Promote");
        press(Keys.ENTER);
        until("dev", first);

        tabTo("Actions for dev");
        press(Keys.ENTER);
        browser.until(".menu .list", "Details");
        untilFocused("role", "menuitem");
        press(Keys.END);
        browser.until(() -> browser.driver().switchTo().activeElement(), item -> item.getText()
                .equals("Details"));
        press(Keys.ENTER);
        browser.until("main", "What ran here");
        tabTo("Verify again");
        press(Keys.ENTER);
        browser.until("dialog", "verified once more");
        press(Keys.ESCAPE);
        browser.untilThereAre(0, "dialog");
        browser.until(() -> browser.driver().switchTo().activeElement(), element -> element.getText()
                .equals("Verify again"));
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

        browser.drag(".tray li .chip", "dev");
        browser.until("dialog", "The server does not answer");
    }
}
