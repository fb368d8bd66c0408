package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Who stands in for whom, as the board asks for it. */
class DelegationRoutesTest {

    private static final Identity OLA = Identity.user("ola", List.of("operations"));
    private static final Identity BOB = Identity.user("bob", List.of());
    private static final Identity EVE = Identity.user("eve", List.of());

    @TempDir
    Path home;

    private ApiHarness api;

    @BeforeEach
    void open() {
        api = ApiHarness.asking(
                home, "wait-for-approval", "{approvers: [{claim: groups, value: operations, minApprovals: 1}]}");
        lend(OLA, "bob");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void lend(Identity from, String to) {
        String until = Instant.now().plus(Duration.ofDays(3)).toString();
        String body = "{\"to\": \"%s\", \"until\": \"%s\", \"reason\": \"On holiday\"}".formatted(to, until);
        assertThat(send(from, "POST", "/projects/shop/delegations", body).status())
                .isEqualTo(200);
    }

    private Answer send(Identity someone, String method, String path, String body) {
        return api.send(new ApiRequest(
                method,
                path,
                Map.of(),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                someone));
    }

    private JsonNode lent(Identity someone) {
        return send(someone, "GET", "/delegations", "").body();
    }

    @Test
    void they_are_listed_over_all_projects_with_what_the_asker_may_do_about_them() {
        api.access((actor, permission, project, stage) ->
                permission != Permission.OVERRIDE || actor.name().equals("eve"));

        JsonNode ofOla = lent(OLA);
        assertThat(ofOla.path("you").asText()).isEqualTo("ola");
        assertThat(ofOla.at("/projects/0").asText()).isEqualTo("shop");
        assertThat(ofOla.at("/items/0/project").asText()).isEqualTo("shop");
        assertThat(ofOla.at("/items/0/to").asText()).isEqualTo("bob");
        assertThat(ofOla.at("/items/0/mayEnd").asBoolean()).isTrue();
        assertThat(ofOla.at("/items/0/mayRevoke").asBoolean()).isFalse();
        assertThat(lent(BOB).at("/items/0/mayEnd").asBoolean()).isTrue();
        assertThat(lent(EVE).at("/items/0/mayEnd").asBoolean()).isFalse();
        assertThat(lent(EVE).at("/items/0/mayRevoke").asBoolean()).isTrue();
    }

    @Test
    void of_projects_that_the_asker_may_not_see_nothing_is_told() {
        api.access((actor, permission, project, stage) -> false);

        assertThat(lent(OLA).path("items")).isEmpty();
        assertThat(lent(OLA).path("projects")).isEmpty();
    }

    @Test
    void whoever_may_not_answer_may_look_but_neither_lend_nor_end() {
        api.access((actor, permission, project, stage) -> permission == Permission.VIEW);

        assertThat(lent(OLA).path("projects")).isEmpty();
        assertThat(lent(OLA).at("/items/0/mayEnd").asBoolean()).isFalse();
    }

    @Test
    void the_substitute_is_told_for_whom_they_would_answer_and_the_lender_is_not() {
        String promotion = api.promote("dev", api.freight("1"));
        api.until(promotion, found -> found.has("question"));

        assertThat(send(BOB, "GET", promotion, "")
                        .body()
                        .at("/question/standingInFor")
                        .asText())
                .isEqualTo("ola");
        assertThat(send(BOB, "GET", "/waiting", "")
                        .body()
                        .at("/items/0/standingInFor")
                        .asText())
                .isEqualTo("ola");
        assertThat(send(OLA, "GET", promotion, "").body().path("question").has("standingInFor"))
                .isFalse();
        assertThat(send(EVE, "GET", "/waiting", "").body().path("items")).isEmpty();
    }
}
