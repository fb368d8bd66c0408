package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What people ask about afterwards: who, when, with whose approval, how well. */
class HistoryTest {

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

    private String throughToProduction(String tag) {
        String freight = api.freight(tag);
        api.finished(api.promote("dev", freight));
        api.until("/projects/shop/freight/" + freight, found -> found.path("verifiedIn")
                .has("dev"));
        String promotion = api.promote("prod", freight);
        api.until(promotion, found -> found.has("awaitingApproval"));
        api.post(ApiHarness.BOB, promotion + "/approve", "{\"comment\": \"=go, \\\"now\\\"\"}");
        api.finished(promotion);
        return freight;
    }

    @Test
    void a_promotion_is_told_with_its_answers_and_verifications() {
        String freight = throughToProduction("1");
        JsonNode page = api.until(
                "/projects/shop/history?stage=prod",
                found -> !found.path("items").path(0).path("verifications").isEmpty());

        JsonNode entry = page.path("items").path(0);
        assertThat(entry.path("freight").asText()).isEqualTo(freight);
        assertThat(entry.path("actor").asText()).isEqualTo("user:ada");
        assertThat(entry.path("answers").path(0).path("actor").asText()).isEqualTo("user:bob");
        assertThat(entry.path("verifications").path(0).path("phase").asText()).isEqualTo("Successful");
        assertThat(api.get("/projects/shop/history?actor=bob").body().path("items"))
                .isEmpty();
        assertThat(api.get("/projects/shop/history?until=2020-01-01T00:00:00Z")
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(api.get("/projects/shop/history?actor=ada&stage=dev").body().path("items"))
                .hasSize(1);
    }

    @Test
    void a_list_is_exported_as_csv_that_a_spreadsheet_does_not_run() {
        throughToProduction("1");
        ApiResponse file =
                api.raw("/projects/shop/history", Map.of("format", List.of("csv"), "stage", List.of("prod")));
        String text = new String(file.body(), StandardCharsets.UTF_8);

        assertThat(file.headers()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(file.headers().get("Content-Disposition")).startsWith("attachment; filename=\"shop-promotions-");
        assertThat(text.lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("name,stage,freight,alias,phase"));
        assertThat(text).contains(",prod,", "Succeeded", "\"approved by user:bob at ", ": =go, \"\"now\"\"\"");

        ApiResponse events = api.raw("/projects/shop/audit", Map.of("format", List.of("csv")));
        assertThat(new String(events.body(), StandardCharsets.UTF_8)).contains("PromotionApproved,promotion/prod.");
        assertThat(api.get("/projects/shop/audit?format=json").body().size()).isGreaterThan(4);
        assertThat(api.get("/projects/shop/audit?format=xml").status()).isEqualTo(400);
    }

    @Test
    void events_are_filtered_by_person_and_time() {
        throughToProduction("1");

        assertThat(api.get("/projects/shop/audit?actor=bob").body().path("items"))
                .hasSize(1);
        assertThat(api.get("/projects/shop/audit?until=2020-01-01T00:00:00Z")
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void what_waits_for_someone_is_one_list() {
        String freight = api.freight("1");
        api.finished(api.promote("dev", freight));
        api.until("/projects/shop/freight/" + freight, found -> found.path("verifiedIn")
                .has("dev"));
        assertThat(api.get("/waiting").body().path("items")).isEmpty();

        String promotion = api.promote("prod", freight);
        api.until(promotion, found -> found.has("awaitingApproval"));
        JsonNode item = api.get("/waiting").body().path("items").path(0);
        assertThat(item.path("stage").asText()).isEqualTo("prod");
        assertThat(promotion).endsWith(item.path("promotion").asText());
        assertThat(item.path("message").asText()).isEqualTo("Ready for production?");

        api.access((actor, permission, project, stage) -> permission != Permission.APPROVE);
        assertThat(api.get("/waiting").body().path("items")).isEmpty();
    }

    @Test
    void delivery_is_measured() {
        throughToProduction("1");
        JsonNode insight = api.get("/projects/shop/insight?days=7").body();

        assertThat(insight.path("production").path("deployments").asInt()).isEqualTo(1);
        assertThat(insight.path("production").path("changeFailureRate").asDouble())
                .isZero();
        assertThat(insight.path("stages")).hasSize(2);
        assertThat(api.get("/projects/shop/insight?days=0").status()).isEqualTo(400);
    }

    @Test
    void freight_is_compared() {
        String one = api.freight("1");
        String two = api.freight("2");
        JsonNode changes = api.get("/projects/shop/freight/" + two + "/changes?from=" + one)
                .body();

        assertThat(changes.path("items")).hasSize(1);
        assertThat(changes.path("items").path(0).path("from").asText()).isEqualTo("1");
        assertThat(changes.path("items").path(0).path("to").asText()).isEqualTo("2");
        assertThat(api.get("/projects/shop/freight/" + two + "/changes?from=" + two)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void a_project_without_known_manifests_has_none_to_show() {
        assertThat(api.get("/projects/shop/manifests").body().path("items")).isEmpty();
    }
}
