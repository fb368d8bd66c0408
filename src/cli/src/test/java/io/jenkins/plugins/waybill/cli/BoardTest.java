package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** What people do on the board, in a real browser before the demo: real engine, real Git. */
class BoardTest {

    @TempDir
    static Path directory;

    private static ServeProcess server;
    private static BoardBrowser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = BoardBrowser.open();
        server = ServeProcess.start(directory.resolve("demo"), "--demo");
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

    @Test
    void people_follow_freight_and_let_it_into_production() throws Exception {
        browser.size(BoardBrowser.WIDE, false);
        browser.load(server.url());
        browser.untilCard("prod", "Waits for approval");
        browser.untilCard("dev", "Healthy", "app ");
        browser.untilThereAre(3, ".edges > path");
        browser.shoot("pipeline-waiting");

        whatItWouldDo();
        browser.load(server.url() + "#/-/waiting");
        browser.until("main", "prod");
        browser.shoot("waiting-for-me");
        browser.load(server.url());
        browser.untilCard("prod", "Waits for approval");
        browser.clickOnCard("prod", "Approve…");
        browser.type("dialog input", "let it go");
        browser.one("approve");
        browser.press("dialog button[type=submit]");
        browser.untilCard("prod", "Healthy");
        browser.shoot("pipeline");
        browser.size(BoardBrowser.NARROW, false);
        assertThat(browser.tooWide()).isEmpty();
        browser.size(BoardBrowser.WIDE, false);

        promotionPage();
        otherPages();
        assertThat(browser.complaints()).isEmpty();
    }

    private void promotionPage() throws Exception {
        browser.click("Promotions");
        browser.until("tbody", "prod");
        browser.shoot("promotions");
        browser.clickIn("tbody", "prod");
        browser.until("main", "let it go");
        browser.clickWhen(
                () -> browser.find("main").findElement(By.xpath(".//li[.//span[contains(text(), 'update')]]/button")),
                WebElement::isDisplayed);
        browser.until("main", "+commit:");
        browser.until("main", "-commit: none");
        browser.shoot("promotion");
        browser.size(BoardBrowser.NARROW, false);
        assertThat(browser.tooWide()).isEmpty();
        browser.size(BoardBrowser.WIDE, false);
    }

    private void whatItWouldDo() throws Exception {
        browser.choose("prod", "Promote…");
        browser.until(() -> browser.find("dialog .choices button"), WebElement::isDisplayed);
        browser.one("promote-choose");
        browser.press("dialog .choices button");
        browser.until("dialog", "+commit:");
        browser.one("promote-plan");
        browser.press("dialog .close");
        browser.untilThereAre(0, "dialog");
    }

    private void otherPages() throws Exception {
        browser.click("Freight");
        browser.until("tbody", "staging");
        browser.shoot("freight");
        browser.click("Audit");
        browser.until("tbody", "Promotion approved");
        browser.shoot("audit");
        browser.click("Pipeline");
        browser.untilCard("staging", "Healthy");
        browser.clickOnCard("staging", "staging");
        browser.until("main", "What ran here");
        browser.shoot("stage");
        browser.click("Insight");
        browser.until("main", "By Stage");
        browser.shoot("delivery-insight");
    }
}
