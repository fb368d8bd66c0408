package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody goes away and lets somebody else answer, on the board: lent, used, seen and ended there. */
class BoardStandInTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path directory;

    private ServeProcess server;
    private BoardBrowser browser;
    private ServerCalls pia;

    @BeforeEach
    void open() throws Exception {
        browser = BoardBrowser.open();
        server = ServeProcess.start(directory.resolve("state"), StagesWithPeople.create(directory));
        pia = ServerCalls.of(server.url()).as("pia", "operations");
        browser.size(BoardBrowser.WIDE, false);
        browser.driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", BERLIN.getId()));
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

    private void look(String user, String groups, String address) {
        browser.as(user, groups);
        browser.load(server.url() + address);
    }

    private JsonNode lent() {
        return pia.get("projects/shop/delegations").path("items");
    }

    private String promote() throws InterruptedException {
        String freight = Patience.until(() -> pia.get("projects/shop/freight").path("items"), items -> !items.isEmpty())
                .path(0)
                .path("name")
                .asText();
        return pia.post("projects/shop/promotions", Map.of("stage", "gated", "freight", freight))
                .path("promotion")
                .path("name")
                .asText();
    }

    /** The field as people see it in English: month, day, year, hour, minute, half of the day. */
    private void until(LocalDate day, String time) {
        browser.type(
                "dialog input[type=datetime-local]",
                "%02d%02d%d".formatted(day.getMonthValue(), day.getDayOfMonth(), day.getYear()) + time);
    }

    @Test
    void whoever_goes_away_lends_it_with_the_keyboard_until_a_time_of_their_zone() throws Exception {
        LocalDate day = LocalDate.now(BERLIN).plusDays(40);
        look("ola", "operations", "#/-/waiting");
        browser.until("main", "Nobody answers in your place");
        browser.type("section[aria-label='Standing in'] button", Keys.ENTER);
        browser.until("dialog", "in the time of Europe/Berlin");
        // The cursor is where people begin.
        browser.until(() -> browser.driver().switchTo().activeElement(), field -> "login name"
                        .equals(field.getDomAttribute("placeholder")))
                .sendKeys("bob");
        browser.until("dialog", "Nobody called bob has done anything in shop yet");
        until(day, "0600PM");
        Instant wanted = day.atTime(18, 0).atZone(BERLIN).toInstant();
        browser.until(".moment", "GMT+");
        browser.until("dialog", wanted.toString().substring(0, 16).replace('T', ' ') + " UTC");
        assertThat(Axe.seriousFindings(browser)).as("light").isEmpty();
        browser.size(BoardBrowser.WIDE, true);
        assertThat(Axe.seriousFindings(browser)).as("dark").isEmpty();
        browser.one("stand-in-form-dark");
        browser.size(BoardBrowser.NARROW, false);
        assertThat(browser.tooWide()).isEmpty();
        browser.one("stand-in-form-narrow");
        browser.size(BoardBrowser.WIDE, false);
        browser.one("stand-in-form");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

        browser.until("section[aria-label='Standing in']", "bob answers for you in shop");
        browser.untilThereAre(0, "dialog");
        assertThat(lent()).hasSize(1);
        assertThat(lent().path(0).path("from").asText()).isEqualTo("ola");
        assertThat(Instant.parse(lent().path(0).path("until").asText())).isEqualTo(wanted);
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.shoot("stand-in");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_substitute_is_told_for_whom_they_answer_and_both_are_named() throws Exception {
        String promotion = promote();
        ServerCalls.of(server.url())
                .as("ola", "operations")
                .post(
                        "projects/shop/delegations",
                        Map.of(
                                "to",
                                "bob",
                                "until",
                                Instant.now().plusSeconds(86_400).toString(),
                                "reason",
                                "On holiday"));
        look("bob", "", "#/-/waiting");
        browser.until(".waiting", "You answer for ola");
        browser.until("section[aria-label='Standing in']", "You answer for ola in shop");
        browser.until("section[aria-label='Standing in']", "On holiday");
        browser.click("Approve…");
        browser.until("dialog", "You answer for ola; both of you will be named.");
        browser.clickIn("dialog", "Approve");
        browser.untilThereAre(0, "dialog");
        browser.load(server.url() + "#/shop/promotions/" + promotion);
        browser.until(".answers", "by bob for ola");
        browser.load(server.url() + "#/shop/audit?type=ApprovalsDelegated");
        browser.until("tbody", "On holiday");
    }

    @Test
    void either_of_the_two_ends_it_and_so_does_whoever_may_override() throws Exception {
        ServerCalls ola = ServerCalls.of(server.url()).as("ola", "operations");
        for (String to : new String[] {"bob", "eve"}) {
            ola.post(
                    "projects/shop/delegations",
                    Map.of("to", to, "until", Instant.now().plusSeconds(86_400).toString()));
        }
        look("bob", "", "#/-/waiting");
        end("You answer for ola");
        assertThat(lent()).hasSize(1);

        look("pia", "", "#/-/waiting");
        browser.clickWhen("section[aria-label='Standing in'] summary", "Between others: 1");
        end("eve answers for ola");
        assertThat(lent()).isEmpty();
        browser.load(server.url() + "#/shop/audit?type=DelegationEnded");
        browser.until("tbody", "pia");
    }

    private void end(String sentence) {
        browser.until("section[aria-label='Standing in']", sentence);
        browser.clickWhen(".lent button", "End it…");
        browser.until("dialog", sentence);
        browser.clickIn("dialog", "End it");
        browser.until("section[aria-label='Standing in']", "Nobody answers in your place");
        browser.until(() -> browser.find("main"), main -> !main.getText().contains(sentence));
    }

    @Test
    void what_the_server_refuses_is_said_and_nothing_is_lost() {
        look("ola", "operations", "#/-/waiting");
        browser.clickWhen("section[aria-label='Standing in'] button", "Let somebody stand in");
        browser.until("dialog", "Who stands in");
        browser.type("dialog input", "ola");
        browser.until("dialog", "That is you");
        browser.untilDisabled("dialog button[type=submit]");
        browser.type("dialog input", "f");
        browser.clickWhen(() -> browser.find("dialog .quick button:nth-child(2)"), WebElement::isDisplayed);
        browser.until(".moment", "11:59");
        browser.driver().executeScript("""
                const send = window.fetch;
                window.fetch = (address, options) => options && options.method === 'POST'
                  ? Promise.resolve(new Response(JSON.stringify({detail: 'Not today.', code: 'forbidden'}),
                      {status: 403, headers: {'Content-Type': 'application/problem+json'}}))
                  : send(address, options);
                """);
        browser.clickIn("dialog", "Let olaf stand in");
        browser.until("dialog .trouble", "Not today.");
        assertThat(browser.find("dialog input").getAttribute("value")).isEqualTo("olaf");
        assertThat(lent()).isEmpty();
    }
}
