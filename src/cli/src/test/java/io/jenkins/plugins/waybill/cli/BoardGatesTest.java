package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.jenkins.plugins.waybill.engine.ApprovalRequest;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Involvement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Gates that a host opened outside of any promotion, as a Jenkins build does, answered on the board. */
class BoardGatesTest {

    private static final String GATE = "build-7/approve";

    @TempDir
    Path directory;

    private BoardBrowser browser;
    private PromotionEngine engine;
    private WebServer server;

    @BeforeEach
    void open() throws IOException {
        browser = BoardBrowser.open();
        HostOptions options = new HostOptions();
        options.state = directory.resolve("state");
        engine = LocalEngine.start(
                options,
                Manifests.read(List.of(Path.of(TwoStages.create(directory).manifests()))),
                PromotionEngine.Mode.AUTOMATIC,
                "",
                Terminal.system());
        server = WebServer.start(engine, InetAddress.getLoopbackAddress(), 0, Actor.user("owner"));
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
        if (engine != null) {
            engine.close();
        }
    }

    private void ask() throws InterruptedException {
        ServerCalls calls = ServerCalls.of(server.url());
        String freight = Patience.until(
                        () -> calls.get("projects/shop/freight").path("items"), items -> !items.isEmpty())
                .path(0)
                .path("name")
                .asText();
        engine.approvals()
                .awaitApproval(
                        ApprovalRequest.of("shop", GATE, "prod", freight)
                                .by(List.of(ApproverRule.group("operations").atLeast(2)), 1)
                                .separating(Set.of(Involvement.Part.PROMOTER))
                                .saying("Ship build 7?", "https://ci.example.com/job/shop/7/")
                                .within(Duration.ofHours(8)),
                        Actor.user("pia"));
    }

    private void look(String user, String groups, String address) {
        browser.as(user, groups);
        browser.load(server.url() + address);
    }

    @Test
    void a_gate_is_seen_at_its_stage_and_opened_by_two() throws Exception {
        ask();
        look("ola", "operations", "");
        browser.untilCard("prod", "0 of 2");
        browser.clickOnCard("prod", "Waits for people");
        browser.until("main", "Ship build 7?");
        browser.until("main", "pia started the promotion", "expires in", "group operations");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.shoot("gate");
        browser.click("Approve…");
        browser.until("dialog", "0 of 2");
        browser.type("dialog input", "fine");
        browser.clickIn("dialog", "Approve");
        browser.until("main", "1 of 2 approvals");

        look("pia", "operations", "#/shop/approvals/build-7%2Fapprove");
        browser.until("main", "somebody else must approve");
        look("otto", "operations", "#/-/waiting");
        browser.until("main", "Ship build 7?");
        browser.clickIn("main", "Approve…");
        browser.until("dialog", "1 of 2");
        browser.clickIn("dialog", "Approve");
        browser.until("main", "Nothing waits for you");
        browser.load(server.url() + "#/shop/approvals/build-7%2Fapprove");
        browser.until("main header", "Approved");
        browser.until("main", "Approved by ola, otto.", "fine");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_gate_is_refused_with_a_comment_and_another_bypassed_with_a_reason() throws Exception {
        ask();
        look("ola", "operations", "#/-/waiting");
        browser.until("main", "Ship build 7?");
        browser.clickIn("main", "Reject…");
        browser.until("dialog", "0 of 2");
        browser.type("dialog input", "not on a Friday");
        browser.clickIn("dialog", "Reject");
        browser.untilThereAre(0, "dialog");
        browser.load(server.url() + "#/shop/approvals/build-7%2Fapprove");
        browser.until("main", "Rejected by ola: not on a Friday");

        engine.approvals()
                .awaitApproval(
                        ApprovalRequest.of(
                                "shop",
                                "build-8",
                                "prod",
                                engine.state("shop").freight().iterator().next().name()),
                        Actor.user("pia"));
        look("ola", "operations", "#/shop/approvals/build-8");
        browser.until("main header", "Waiting");
        browser.click("Go on without approval…");
        browser.until("dialog", "For emergencies");
        browser.type("dialog input", "INC-1");
        browser.clickIn("dialog", "Bypass the approval");
        browser.until("main", "BYPASSED by ola without the approvals it asks for: INC-1");
        browser.load(server.url() + "#/shop/audit?subject=approval%2Fbuild-8");
        browser.until("tbody", "Approval bypassed");
        assertThat(browser.complaints()).isEmpty();
    }
}
