package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.api.ApiHarness.Answer;
import io.jenkins.plugins.waybill.model.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a promotion that waits for people tells them over the API, and how it is opened by force. */
class QuestionTest {

    private static final String APPROVAL = """
            {approvers: [
               {claim: groups, value: operations, minApprovals: 2},
               {claim: groups, value: security, required: true}],
             separationOfDuties: [promoter], approvalsExpireAfter: 24h, message: "Ready for the world?"}""";
    private static final Identity OLA = Identity.user("ola", List.of("operations"));
    private static final Identity OTTO = Identity.user("otto", List.of("operations"));
    private static final Identity SAM = Identity.user("sam", List.of("security"));
    private static final Identity ADA = Identity.user("ada", List.of("operations"));

    @TempDir
    Path home;

    private ApiHarness api;
    private String promotion;

    @BeforeEach
    void open() {
        api = ApiHarness.asking(home, "wait-for-approval", APPROVAL);
        promotion = api.promote("dev", api.freight("1"));
        waiting();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private JsonNode waiting() {
        return api.until(promotion, body -> body.has("question"));
    }

    private JsonNode question(Identity asker) {
        return send(asker, "GET", "", "").body().path("question");
    }

    private Answer send(Identity by, String method, String deed, String body) {
        return api.send(new ApiRequest(
                method,
                promotion + deed,
                Map.of(),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                by));
    }

    @Test
    void it_says_how_many_of_whom_have_agreed_and_who_may_not() {
        assertThat(send(OLA, "POST", "/approve", "{}").status()).isEqualTo(200);
        api.until(promotion, body -> body.at("/question/quorum/given").size() == 1);

        JsonNode quorum = question(OTTO).path("quorum");
        assertThat(quorum.path("needed").asInt()).isEqualTo(2);
        assertThat(quorum.at("/given/0/who").asText()).isEqualTo("ola");
        assertThat(quorum.at("/given/0/countsUntil").asText()).isNotEmpty();
        assertThat(quorum.path("shares").toString())
                .isEqualTo("[{\"who\":\"group operations\",\"needed\":2,\"given\":[\"ola\"]},"
                        + "{\"who\":\"group security\",\"needed\":1,\"given\":[]}]");
        assertThat(quorum.path("excluded").toString()).isEqualTo("[\"ada started the promotion\"]");

        assertThat(question(OTTO).has("mayNot")).isFalse();
        assertThat(question(ADA).path("mayNot").asText())
                .isEqualTo("ada started the promotion, so somebody else must approve (separation of duties).");
        assertThat(question(Identity.user("eve", List.of())).path("mayNot").asText())
                .startsWith("eve is not asked: group operations or group security may answer.");
        JsonNode step = api.get("/projects/shop/graph").body().at("/stages/0/running/step/asks");
        assertThat(step.toString()).isEqualTo("{\"kind\":\"Approval\",\"needed\":2,\"given\":1}");
    }

    @Test
    void all_of_them_together_let_it_go_on() {
        send(OLA, "POST", "/approve", "{}");
        send(SAM, "POST", "/approve", "{}");
        send(OTTO, "POST", "/approve", "{\"comment\": \"LGTM\"}");

        assertThat(api.finished(promotion).at("/promotion/phase").asText()).isEqualTo("Succeeded");
    }

    @Test
    void it_waits_for_whom_it_asks_and_for_nobody_who_may_not() {
        assertThat(waitingFor(OLA)).hasSize(1);
        assertThat(waitingFor(OLA).path(0).path("kind").asText()).isEqualTo("Approval");
        assertThat(waitingFor(OLA).path(0).path("question").asText()).isEqualTo("Ready for the world?");
        assertThat(waitingFor(ADA)).isEmpty();
    }

    private JsonNode waitingFor(Identity someone) {
        return api.send(new ApiRequest("GET", "/waiting", Map.of(), Map.of(), new byte[0], someone))
                .body()
                .path("items");
    }

    @Test
    void a_bypass_needs_a_reason_and_its_own_permission_and_is_loud() {
        assertThat(send(ADA, "POST", "/bypass", "{}").status()).isEqualTo(400);
        assertThat(send(ADA, "POST", "/bypass", "{\"reason\": \" \"}").status()).isEqualTo(400);
        api.access((actor, permission, project, stage) -> permission != Permission.OVERRIDE);
        assertThat(send(ADA, "POST", "/bypass", "{\"reason\": \"INC-4711\"}").status())
                .isEqualTo(403);
        api.access(Access.EVERYTHING);

        Answer bypassed = send(ADA, "POST", "/bypass", "{\"reason\": \"INC-4711: the shop is down\"}");
        assertThat(bypassed.status()).isEqualTo(200);
        JsonNode over = api.finished(promotion);
        assertThat(over.at("/promotion/phase").asText()).isEqualTo("Succeeded");
        assertThat(over.at("/responses/0/bypass").asBoolean()).isTrue();
        assertThat(over.at("/steps/0/output/responses/0/action").asText()).isEqualTo("bypass");
        JsonNode events =
                api.get("/projects/shop/audit?type=PromotionApprovalBypassed").body();
        assertThat(events.at("/items/0/actor").asText()).isEqualTo("user:ada");
        assertThat(events.at("/items/0/detail/comment").asText()).isEqualTo("INC-4711: the shop is down");
    }
}
