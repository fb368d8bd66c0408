package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.api.ApiHarness.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jenkins.plugins.waybill.api.ApiHarness.ADA;
import static io.jenkins.plugins.waybill.api.ApiHarness.BOB;
import static org.assertj.core.api.Assertions.assertThat;

class ApiTest {

    @TempDir
    Path home;

    private ApiHarness api;

    @BeforeEach
    void open() {
        api = new ApiHarness(home);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void freight_goes_to_dev_and_with_an_approval_to_prod() {
        String freight = api.freight("1");

        JsonNode toDev = api.finished(api.promote("dev", freight));
        assertThat(toDev.at("/promotion/phase").asText()).isEqualTo("Succeeded");
        assertThat(toDev.at("/steps/0/output/written").asBoolean()).isTrue();
        api.until("/projects/shop/freight/app-1", found -> found.path("verifiedIn")
                .has("dev"));

        String toProd = api.promote("prod", "app-1");
        JsonNode waiting = api.until(toProd, detail -> detail.has("awaitingApproval"));
        assertThat(waiting.path("awaitingApproval").asText()).isEqualTo("approval");
        JsonNode graph = api.until(
                "/projects/shop/graph",
                seen -> !seen.at("/stages/1/running/step/message").asText().isEmpty());
        assertThat(graph.at("/stages/1/running/step/awaitsApproval").asBoolean())
                .isTrue();
        assertThat(graph.at("/stages/1/running/step/message").asText()).isEqualTo("Ready for production?");

        assertThat(api.post(BOB, toProd + "/approve", "{\"comment\": \"LGTM\"}").status())
                .isEqualTo(200);
        JsonNode ended = api.finished(toProd);
        assertThat(ended.at("/promotion/phase").asText()).isEqualTo("Succeeded");
        assertThat(ended.at("/responses/0/actor").asText()).isEqualTo("user:bob");
        assertThat(api.get(toProd + "/log").body().path("items").findValuesAsText("text"))
                .contains("wrote live");
        assertThat(api.get(toProd + "/steps/note/diff").body().path("diff").asText())
                .contains("+live");
        assertThat(api.get("/projects/shop/stages/prod")
                        .body()
                        .at("/history/0/freight/0/alias")
                        .asText())
                .isEqualTo("app-1");
        assertThat(api.get("/projects/shop/audit?type=PromotionSucceeded")
                        .body()
                        .path("items"))
                .hasSize(2);
        assertThat(api.get("/projects/shop/audit/verification")
                        .body()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_rejected_promotion_fails() {
        api.finished(api.promote("dev", api.freight("1")));
        api.until("/projects/shop/freight/app-1", found -> found.path("verifiedIn")
                .has("dev"));
        String path = api.promote("prod", "app-1");
        api.until(path, detail -> detail.has("awaitingApproval"));

        api.post(BOB, path + "/reject", "{}");

        assertThat(api.finished(path).at("/promotion/phase").asText()).isEqualTo("Failed");
    }

    @Test
    void a_waiting_promotion_can_be_aborted() {
        api.finished(api.promote("dev", api.freight("1")));
        api.until("/projects/shop/freight/app-1", found -> found.path("verifiedIn")
                .has("dev"));
        String path = api.promote("prod", "app-1");
        api.until(path, detail -> detail.has("awaitingApproval"));

        assertThat(api.post(path + "/abort", "").status()).isEqualTo(200);

        JsonNode ended = api.finished(path);
        assertThat(ended.at("/promotion/phase").asText()).isEqualTo("Aborted");
        assertThat(api.post(path + "/abort", "").status()).isEqualTo(409);
    }

    @Test
    void freight_that_is_not_eligible_is_refused_with_what_is_in_the_way() {
        api.freight("1");

        Answer answer = api.post("/projects/shop/promotions", "{\"stage\": \"prod\", \"freightAlias\": \"app-1\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asText()).isEqualTo("not-eligible");
        assertThat(answer.body().path("obstacles")).isNotEmpty();
        assertThat(api.get("/projects/shop/stages/prod/eligibility?freight=app-1")
                        .body()
                        .path("obstacles"))
                .isEqualTo(answer.body().path("obstacles"));
        assertThat(api.get("/projects/shop/stages/prod/freight").body().path("items"))
                .isEmpty();
    }

    @Test
    void cleared_freight_may_go_where_it_was_not_verified() {
        api.freight("1");

        assertThat(api.post("/projects/shop/stages/prod/approvals", "{\"freight\": \"app-1\", \"comment\": \"fire\"}")
                        .body()
                        .at("/approvedFor/prod/comment")
                        .asText())
                .isEqualTo("fire");
        assertThat(api.get("/projects/shop/stages/prod/eligibility?freight=app-1")
                        .body()
                        .path("eligible")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_plan_changes_nothing() {
        String freight = api.freight("1");
        JsonNode before = api.get("/projects/shop/graph").body().path("stages");

        Answer plan = api.post("/projects/shop/stages/dev/plan", "{\"freight\": \"app-1\"}");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.body().at("/freight/name").asText()).isEqualTo(freight);
        assertThat(plan.body().path("succeeded").asBoolean()).isTrue();
        assertThat(api.get("/projects/shop/graph").body().path("stages")).isEqualTo(before);
        assertThat(api.get("/projects/shop/freight/app-1").body().path("currentlyIn"))
                .isEmpty();
        assertThat(api.get("/projects/shop/promotions").body().path("items")).isEmpty();
    }

    @Test
    void rolling_back_promotes_what_ran_before() {
        api.finished(api.promote("dev", api.freight("1")));
        api.finished(api.promote("dev", api.freight("2")));

        Answer answer = api.post("/projects/shop/stages/dev/rollback", "{\"comment\": \"broken\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/promotion/alias").asText()).isEqualTo("app-1");
        assertThat(answer.body().at("/promotion/rollback").asBoolean()).isTrue();
        api.finished(answer.headers().get("Location"));
    }

    @Test
    void freight_is_renamed() {
        api.freight("1");

        assertThat(api.post("/projects/shop/freight/app-1/alias", "{\"alias\": \"spring-release\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/projects/shop/freight/spring-release").status()).isEqualTo(200);
        assertThat(api.get("/projects/shop/freight/app-1").status()).isEqualTo(404);
    }

    @Test
    void the_very_same_freight_is_not_made_twice_and_keeps_its_alias() {
        String body = """
                {"origin": "Warehouse/app", "images": [{"repoURL": "registry.example.com/shop/app", "tag": "1"}]%s}
                """;
        Answer first = api.post("/projects/shop/freight", body.formatted(""));
        Answer again = api.post("/projects/shop/freight", body.formatted(""));
        Answer renamed = api.post("/projects/shop/freight", body.formatted(", \"alias\": \"other\""));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(renamed.status()).isEqualTo(409);
        assertThat(renamed.body().path("detail").asText())
                .contains("is called '" + first.body().path("alias").asText() + "'");
    }

    @Test
    void a_stage_is_verified_again() {
        api.finished(api.promote("dev", api.freight("1")));
        api.until("/projects/shop/stages/dev", found -> found.at("/stage").has("verification"));

        Answer answer = api.post("/projects/shop/stages/dev/verification", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("actor").asText()).isEqualTo("user:ada");
    }

    @Test
    void an_unchanged_project_is_answered_without_a_body() {
        // The Warehouse's first look is a change.
        api.until("/projects/shop/warehouses/app", found -> found.path("warehouse")
                .has("attemptedAt"));
        api.freight("1");
        for (String path : List.of("graph", "stages", "warehouses", "freight", "promotions", "stages/dev")) {
            Answer first = api.get("/projects/shop/" + path);
            Map<String, String> known = Map.of("If-None-Match", first.headers().get("ETag"));

            assertThat(api.get("/projects/shop/" + path, known).status())
                    .as(path)
                    .isEqualTo(304);
        }
        String known = api.get("/projects/shop/graph").headers().get("ETag");
        api.freight("2");
        assertThat(api.get("/projects/shop/graph", Map.of("If-None-Match", known))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_stage_says_what_is_in_front_of_it_and_how_far_it_is_behind() {
        String first = api.freight("1");
        api.finished(api.promote("dev", first));
        api.until("/projects/shop/freight/" + first, freight -> freight.path("verifiedIn")
                .has("dev"));
        String second = api.freight("2");

        JsonNode dev = stage("dev").path("ahead").path(0);
        assertThat(dev.path("newer").asInt()).isEqualTo(1);
        assertThat(dev.path("next").path("name").asText()).isEqualTo(second);
        assertThat(dev.path("next").path("eligible").asBoolean()).isTrue();

        JsonNode prod = stage("prod").path("ahead").path(0);
        assertThat(prod.path("newer").asInt()).isEqualTo(2);
        // The newest may not go there yet; the one before may.
        assertThat(prod.path("next").path("name").asText()).isEqualTo(first);

        api.finished(api.promote("dev", second));
        assertThat(stage("dev").path("ahead")).isEmpty();
        assertThat(api.get("/projects/shop/freight/" + first)
                        .body()
                        .path("promotedTo")
                        .has("dev"))
                .isTrue();
    }

    private JsonNode stage(String name) {
        for (JsonNode stage : api.get("/projects/shop/graph").body().path("stages")) {
            if (stage.path("name").asText().equals(name)) {
                return stage;
            }
        }
        throw new AssertionError("no Stage " + name);
    }

    @Test
    void a_new_definition_changes_the_tag() {
        String known = api.get("/projects/shop/graph").headers().get("ETag");
        api.engine.projects().define(api.engine.projects().get("shop"));

        assertThat(api.get("/projects/shop/graph", Map.of("If-None-Match", known))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cursors_lead_through_a_list_once_even_while_it_grows() {
        for (int number = 1; number <= 7; number++) {
            api.freight("v" + number);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/projects/shop/freight?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .body();
            seen.addAll(page.path("items").findValuesAsText("alias"));
            cursor = page.path("nextCursor").asText("");
            if (seen.size() == 3) {
                api.freight("late");
            }
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly("app-v7", "app-v6", "app-v5", "app-v4", "app-v3", "app-v2", "app-v1");
    }

    @Test
    void promotions_are_filtered_and_paged() {
        for (int number = 1; number <= 3; number++) {
            api.finished(api.promote("dev", api.freight("v" + number)));
        }
        JsonNode first = api.get("/projects/shop/promotions?stage=dev&limit=2").body();
        JsonNode second = api.get("/projects/shop/promotions?stage=dev&limit=2&cursor="
                        + first.path("nextCursor").asText())
                .body();

        assertThat(first.path("items").findValuesAsText("alias")).containsExactly("app-v3", "app-v2");
        assertThat(second.path("items").findValuesAsText("alias")).containsExactly("app-v1");
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(api.get("/projects/shop/promotions?freight=app-v2").body().path("items"))
                .hasSize(1);
        assertThat(api.get("/projects/shop/promotions?phase=failed").body().path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/projects/none/graph, There is no project",
        "/projects/shop/stages/none, There is no Stage 'none' in project 'shop'; it has",
        "/projects/shop/warehouses/none, There is no Warehouse 'none'",
        "/projects/shop/freight/none, none",
        "/projects/shop/promotions/none, none",
        "/nowhere, Nothing is at /nowhere",
    })
    void what_is_not_there_is_said_by_name(String path, String words) {
        Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("detail").asText()).contains(words);
        assertThat(answer.body().path("code").asText()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=!!", "cursor=YWJj%25", "limit=0", "limit=501", "limit=x"})
    void nonsense_in_a_query_is_refused(String query) {
        assertThat(api.get("/projects/shop/audit?" + query).status()).isEqualTo(400);
    }

    @Test
    void malformed_json_is_refused_with_its_place() {
        Answer answer = api.post("/projects/shop/promotions", "{\n  \"stage\": }");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("code").asText()).isEqualTo("malformed");
        assertThat(answer.body().path("detail").asText()).contains("line 2, column 12");
    }

    @Test
    void an_unknown_field_is_refused_by_name() {
        Answer answer = api.post("/projects/shop/promotions", "{\"stage\": \"dev\", \"fright\": \"x\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asText()).contains("'fright'").contains("freightAlias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stage\": \"dev\"}",
                "{\"stage\":\"dev\",\"freight\":\"a\",\"origin\":\"b\"}",
                "[]",
                "null",
                "7"
            })
    void a_promotion_of_nothing_or_of_two_things_is_refused(String body) {
        assertThat(api.post("/projects/shop/promotions", body).status()).isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_large_is_refused_unread() {
        Answer answer = api.post("/projects/shop/promotions", " ".repeat(ApiRequest.MAX_BODY_BYTES + 1));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_body_that_is_not_json_is_refused() {
        Answer answer = api.send(new ApiRequest(
                "POST",
                "/projects/shop/promotions",
                Map.of(),
                Map.of("Content-Type", "text/plain"),
                "stage: dev".getBytes(StandardCharsets.UTF_8),
                ADA));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void the_wrong_method_is_refused_with_the_right_one() {
        Answer answer =
                api.send(new ApiRequest("DELETE", "/projects/shop/promotions", Map.of(), Map.of(), new byte[0], ADA));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET, POST");
    }

    @Test
    void names_in_paths_may_hold_anything() {
        assertThat(api.get("/projects/shop/freight/a%2Fb%20c")
                        .body()
                        .path("detail")
                        .asText())
                .contains("a/b c");
        assertThat(api.get("/projects/shop/freight/%zz").status()).isEqualTo(400);
    }
}
