package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.api.ApiHarness.Answer;
import io.jenkins.plugins.waybill.engine.ApprovalRequest;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Gates over the API; the harness holds every answer against the OpenAPI document. */
class ApprovalRoutesTest {

    private static final String GATE = "/projects/shop/approvals/build-7%2Fapprove";
    private static final Identity OLA = Identity.user("ola", List.of("operations"));

    @TempDir
    Path home;

    private ApiHarness api;

    @BeforeEach
    void open() {
        api = new ApiHarness(home);
        String freight =
                api.post("/projects/shop/freight", """
                        {"origin": "Warehouse/app", "images": [{"repoURL": "registry.example.com/shop/app", "tag": "1.20"}]}""").body().path("name").asText();
        api.engine
                .approvals()
                .awaitApproval(
                        ApprovalRequest.of("shop", "build-7/approve", "prod", freight)
                                .by(List.of(ApproverRule.group("operations")), 1)
                                .saying("Ship it?", "https://ci.example.com/7"),
                        Actor.user("pia"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer post(Identity by, String path, String body) {
        return api.send(new ApiRequest(
                "POST",
                path,
                Map.of(),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                by));
    }

    @Test
    void aGateSaysWhatIsMissingAndOpensForWhomItAsks() {
        Answer waiting = api.get("/projects/shop/approvals?waiting=true");
        assertThat(waiting.body().at("/items/0/id").asText()).isEqualTo("build-7/approve");
        assertThat(waiting.body().at("/items/0/mayApprove").asBoolean()).isFalse();
        assertThat(waiting.body().at("/items/0/reasons/0").asText())
                .isEqualTo("Not approved yet: 0 of 1 given, 1 more needed from group operations.");

        assertThat(waiting.body().at("/items/0/mayNot").asText())
                .isEqualTo("ada is not asked: group operations may answer.");
        assertThat(waiting.body().at("/items/0/quorum/shares").toString())
                .isEqualTo("[{\"who\":\"group operations\",\"needed\":0,\"given\":[]}]");
        assertThat(api.get("/projects/shop/graph")
                        .body()
                        .at("/stages/1/gates/0/needed")
                        .asInt())
                .isEqualTo(1);

        Answer refused = api.post(GATE + "/approve", "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("detail").asText()).isEqualTo("ada is not asked: group operations may answer.");

        Answer opened = post(OLA, GATE + "/approve", "{\"comment\": \"LGTM\"}");
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.body().path("verdict").asText()).isEqualTo("Approved");
        assertThat(api.get("/projects/shop/approvals?waiting=true").body().path("items"))
                .isEmpty();
        assertThat(post(OLA, GATE + "/reject", "{}").status()).isEqualTo(409);
    }

    @Test
    void aBypassWithoutAReasonIsRefusedAndCancellingEndsTheQuestion() {
        assertThat(api.post(GATE + "/bypass", "{}").status()).isEqualTo(400);
        assertThat(api.post(GATE + "/cancel", "{}").body().path("verdict").asText())
                .isEqualTo("Cancelled");
        assertThat(api.get(GATE).body().path("reasons").get(0).asText()).isEqualTo("Cancelled by ada.");
        assertThat(api.get("/projects/shop/approvals/none").status()).isEqualTo(404);
    }
}
