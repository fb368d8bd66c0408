package io.jenkins.plugins.waybill.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.engine.ApprovalRequest;
import io.jenkins.plugins.waybill.model.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {

    private static final Map<String, String> BODIES = Map.of(
            "/projects/{project}/promotions", "{\"stage\": \"dev\", \"freight\": \"app-1\"}",
            "/projects/{project}/stages/{stage}/plan", "{\"freight\": \"app-1\"}",
            "/projects/{project}/stages/{stage}/approvals", "{\"freight\": \"app-1\"}",
            "/projects/{project}/freight/{freight}/alias", "{\"alias\": \"other\"}",
            "/projects/{project}/freight", "{\"origin\": \"Warehouse/app\"}");

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
    void whoever_may_only_look_changes_nothing() {
        String promotion = api.promote("dev", api.freight("1")).replaceFirst(".*/", "");
        api.finished("/projects/shop/promotions/" + promotion);
        api.engine.approvals().awaitApproval(ApprovalRequest.of("shop", "gate", "dev", "app-1"), Actor.user("ada"));
        api.access((actor, permission, project, stage) -> permission == Permission.VIEW);

        List<Route> writing = api.routes().stream()
                .filter(route -> route.permission() != Permission.VIEW)
                .toList();

        assertThat(writing).hasSizeGreaterThanOrEqualTo(10).allMatch(route -> route.method()
                .equals("POST"));
        for (Route route : writing) {
            assertThat(api.post(path(route, promotion), BODIES.getOrDefault(route.template(), "{}"))
                            .status())
                    .as(route.template())
                    .isEqualTo(403);
        }
    }

    @Test
    void whoever_may_not_even_look_is_told_that_there_is_nothing() {
        api.access((actor, permission, project, stage) -> false);

        for (Route route : api.routes()) {
            if (route.template().startsWith("/projects/{project}")) {
                String path = path(route, "none");
                int status = route.method().equals("GET")
                        ? api.get(path).status()
                        : api.post(path, BODIES.getOrDefault(route.template(), "{}"))
                                .status();
                assertThat(status).as(route.template()).isEqualTo(404);
            }
        }
        assertThat(api.get("/projects").body().path("items")).isEmpty();
    }

    @Test
    void a_permission_may_be_for_one_stage_only() {
        api.freight("1");
        api.access((actor, permission, project, stage) -> permission == Permission.VIEW || "dev".equals(stage));

        assertThat(api.post("/projects/shop/promotions", "{\"stage\": \"dev\", \"freight\": \"app-1\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/projects/shop/promotions", "{\"stage\": \"prod\", \"freight\": \"app-1\"}")
                        .status())
                .isEqualTo(403);
        assertThat(api.get("/projects/shop/access").body().at("/stages/dev").toString())
                .contains("PROMOTE");
        assertThat(api.get("/projects/shop/access").body().at("/stages/prod").toString())
                .isEqualTo("[\"VIEW\"]");
    }

    private static String path(Route route, String promotion) {
        return route.template()
                .replace("{project}", "shop")
                .replace("{stage}", "dev")
                .replace("{warehouse}", "app")
                .replace("{freight}", "app-1")
                .replace("{promotion}", promotion)
                .replace("{approval}", "gate")
                .replace("{step}", "note");
    }
}
