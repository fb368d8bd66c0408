package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/** What people answer on the board: approvals by several, rejections, forms, and what is let through in spite of rules. */
class BoardAnswersTest {

    @TempDir
    Path directory;

    private ServeProcess server;
    private BoardBrowser browser;
    private ServerCalls pia;
    private String freight;

    @BeforeEach
    void open() throws Exception {
        browser = BoardBrowser.open();
        server = ServeProcess.start(directory.resolve("state"), StagesWithPeople.create(directory));
        pia = ServerCalls.of(server.url()).as("pia", "operations");
        freight = Patience.until(() -> pia.get("projects/shop/freight").path("items"), items -> !items.isEmpty())
                .path(0)
                .path("name")
                .asText();
        browser.size(BoardBrowser.WIDE, false);
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

    private String promote(String stage) {
        return pia.post("projects/shop/promotions", Map.of("stage", stage, "freight", freight))
                .path("promotion")
                .path("name")
                .asText();
    }

    private void look(String user, String groups, String address) {
        browser.as(user, groups);
        browser.load(server.url() + address);
    }

    private JsonNode answered(String promotion) {
        return pia.get("projects/shop/promotions/" + promotion);
    }

    private void untilPhase(String phase) {
        browser.until("main header", phase);
    }

    @Test
    void a_gate_opens_when_enough_of_each_group_have_agreed_and_says_who_may_not() throws Exception {
        String promotion = promote("gated");
        look("ola", "operations", "");
        browser.untilCard("gated", "0 of 3 approvals");
        browser.shoot("question-card");
        browser.clickOnCard("gated", "Approve…");
        browser.until("dialog", "group security");
        browser.until(
                "dialog", "Is the shop ready for this?", "0 of 2", "0 of 1", "pia started the promotion", "expires in");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.type("dialog input", "looks good");
        browser.one("approve-quorum");
        browser.clickIn("dialog", "Approve");
        browser.untilCard("gated", "1 of 3 approvals");

        look("pia", "operations", "");
        browser.untilCard("gated", "1 of 3 approvals");
        browser.clickOnCard("gated", "Approve…");
        browser.until("dialog", "somebody else must approve");
        browser.untilDisabled("dialog button[type=submit]");

        look("otto", "operations", "#/shop/promotions/" + promotion);
        browser.until(".question", "ola");
        browser.shoot("question");
        browser.clickIn(".question", "Approve…");
        browser.until("dialog", "1 of 2");
        browser.clickIn("dialog", "Approve");
        browser.until(".question", "2 of 3 approvals");

        look("sam", "security", "#/-/waiting");
        browser.until("main", "gated");
        browser.clickIn("main", "Approve…");
        browser.until("dialog", "2 of 2");
        browser.clickIn("dialog", "Approve");
        browser.untilThereAre(0, "dialog");
        browser.load(server.url() + "#/shop/promotions/" + promotion);
        untilPhase("Succeeded");
        browser.until(".answers", "ola", "looks good", "otto", "sam");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_rejection_ends_it_with_the_reason_and_it_is_tried_again_and_stopped() throws Exception {
        String promotion = promote("gated");
        look("sam", "security", "#/shop/promotions/" + promotion);
        browser.until(".question", "0 of 3");
        browser.clickIn(".question", "Reject…");
        browser.until("dialog", "Is the shop ready for this?");
        browser.type("dialog input", "CVE is open");
        browser.one("reject");
        browser.clickIn("dialog", "Reject");
        untilPhase("Failed");
        browser.until("main", "Rejected by sam: CVE is open");
        browser.shoot("rejected");

        browser.click("Retry");
        browser.until(".question", "0 of 3");
        assertThat(browser.driver().getCurrentUrl()).doesNotContain(promotion);
        browser.click("Abort…");
        browser.until("dialog", "What it has already done outside stays");
        browser.clickIn("dialog", "Abort the promotion");
        untilPhase("Aborted");
        browser.until("main", "Stopped by");
    }

    @Test
    void an_emergency_goes_on_without_approval_but_not_without_a_reason() throws Exception {
        String promotion = promote("gated");
        look("pia", "operations", "");
        browser.untilCard("gated", "0 of 3 approvals");
        browser.choose("gated", "Go on without approval…");
        WebElement dialog = browser.until("dialog", "For emergencies");
        browser.clickIn("dialog", "Bypass the approval");
        assertThat(answered(promotion).path("responses")).isEmpty();
        browser.type("dialog input", "INC-4711: the shop is down");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.one("bypass");
        browser.clickIn("dialog", "Bypass the approval");
        browser.untilCard("gated", "Healthy");

        browser.load(server.url() + "#/shop/audit?type=PromotionApprovalBypassed");
        browser.until("tbody", "INC-4711: the shop is down");
        browser.until("tbody", "pia");
        browser.load(server.url() + "#/shop/promotions/" + promotion);
        browser.until(".answers", "Bypassed");
    }

    @Test
    void a_form_is_filled_in_and_its_values_are_handed_on() throws Exception {
        String promotion = promote("notes");
        look("eve", "guests", "");
        browser.untilCard("notes", "Waits for input");
        browser.clickOnCard("notes", "Answer…");
        browser.until("dialog", "eve is not asked");
        browser.untilDisabled("dialog button[type=submit]");

        look("rae", "release", "");
        browser.untilCard("notes", "Waits for input");
        browser.clickOnCard("notes", "Answer…");
        WebElement form = browser.until("dialog form", "Headline");
        assertThat(Axe.seriousFindings(browser)).as("light").isEmpty();
        field("Headline").sendKeys("new checkout");
        browser.clickIn("dialog", "Send");
        assertThat(answered(promotion).path("responses"))
                .as("the browser holds it back: no capital letter, no risk")
                .isEmpty();
        field("Headline").sendKeys(Keys.chord(Keys.CONTROL, "a"), "New checkout");
        new Select(form.findElement(By.xpath(".//label[contains(., 'Risk')]/select"))).selectByVisibleText("low");
        check("europe");
        check("Announce it");
        form.findElement(By.xpath(".//label[contains(., 'Tickets')]/textarea")).sendKeys("SHOP-1\nSHOP-2");
        browser.one("input-form");
        browser.clickIn("dialog", "Send");
        browser.until("dialog .trouble", "do not fit the form");
        browser.one("input-refused");
        field("Share of customers").clear();
        field("Share of customers").sendKeys("50");
        browser.clickIn("dialog", "Send");
        browser.untilCard("notes", "Healthy");

        JsonNode values = answered(promotion).at("/steps/0/output/values");
        assertThat(values.toString())
                .contains("\"headline\":\"New checkout\"", "\"risk\":\"low\"", "\"percent\":50", "\"announce\":true")
                .contains("\"regions\":[\"europe\"]", "\"tickets\":[\"SHOP-1\",\"SHOP-2\"]");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("400"));
    }

    private WebElement field(String label) {
        return browser.find("dialog").findElement(By.xpath(".//label[contains(., '" + label + "')]/input"));
    }

    private void check(String label) {
        browser.clickWhen(
                () -> browser.find("dialog")
                        .findElement(By.xpath(".//label[contains(., '" + label + "')]/input[@type='checkbox']")),
                WebElement::isDisplayed);
    }

    @Test
    void a_closed_window_is_overridden_with_a_reason() throws Exception {
        String promotion = promote("frozen");
        look("pia", "operations", "");
        browser.untilCard("frozen", "Window closed");
        browser.shoot("window-closed");
        browser.choose("frozen", "Start in spite of the window…");
        WebElement dialog = browser.until("dialog", "The promotion windows forbid it");
        browser.clickIn("dialog", "Override the window");
        assertThat(answered(promotion).at("/promotion/phase").asText()).isEqualTo("Pending");
        browser.type("dialog input", "CHG-12: agreed with the shop");
        browser.one("window-override");
        browser.clickIn("dialog", "Override the window");
        browser.untilCard("frozen", "Healthy");
        browser.load(server.url() + "#/shop/audit?type=PromotionWindowOverridden");
        browser.until("tbody", "CHG-12: agreed with the shop");
    }

    @Test
    void freight_that_rules_forbid_is_cleared_by_hand_and_promoted() throws Exception {
        look("pia", "operations", "");
        browser.untilThereAre(1, ".tray li");
        browser.drag(".tray li .chip", "live");
        WebElement dialog = browser.until("dialog", "It may not go there now");
        browser.untilDisabled("dialog .primary");
        browser.press("dialog .action summary");
        browser.type("dialog .action input", "Tested by hand");
        browser.one("clear-freight");
        browser.clickIn("dialog .action", "Clear");
        browser.until(() -> browser.find("dialog .primary"), WebElement::isEnabled);
        browser.clickIn("dialog", "Promote");
        browser.untilCard("live", "Healthy");

        browser.load(server.url() + "#/shop/freight/" + freight);
        browser.until("main", "Tested by hand");
    }

    @Test
    void freight_is_assembled_from_what_a_warehouse_found() throws Exception {
        look("pia", "operations", "");
        browser.untilCard("hand", "assembled by hand");
        browser.choose("hand", "Assemble Freight…");
        browser.until("main", "Begin");
        browser.type("form input[type=text]", "by-hand");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.one("assemble-chosen");
        browser.click("Assemble");
        browser.until("main header", "by-hand");
        browser.until("main", "hand", "by pia", "Begin");
        browser.load(server.url());
        browser.until(".tray", "by-hand");

        browser.load(server.url() + "#/shop/assemble/hand");
        browser.until(".picked", "That is by-hand already");
        browser.untilDisabled(".picked button");
        browser.one("assemble-same");
        browser.clickWhen(".picked a", "by-hand");
        browser.until("main header", "by-hand");
    }
}
