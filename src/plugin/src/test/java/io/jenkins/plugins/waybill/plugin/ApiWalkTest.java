package io.jenkins.plugins.waybill.plugin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.engine.ApprovalRequest;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.plugin.Actors.Ask;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every route of the API, asked by people with different rights. A route that is in no list here fails the test. */
@WithJenkins
class ApiWalkTest {

    private static final Actor ADA = Actor.user("ada");
    private static final Set<String> OF_NO_PROJECT = Set.of("/openapi.json", "/projects", "/waiting", "/delegations");
    private static final String PROJECT = "/projects/{project}";
    private static final String PROMOTION = PROJECT + "/promotions/{promotion}";
    private static final String STAGE = PROJECT + "/stages/{stage}";
    private static final String GATE = PROJECT + "/approvals/{approval}";

    private record Change(Set<Actors> may, String body) {}

    private static Change change(Set<Actors> may, String body) {
        return new Change(may, body);
    }

    private static final Set<Actors> SEES = Set.copyOf(Actors.whoSee());
    private static final Set<Actors> PROMOTES = Set.of(Actors.PROMOTER, Actors.ADMIN);
    private static final Set<Actors> APPROVES = Set.of(Actors.APPROVER, Actors.ADMIN);
    private static final Set<Actors> ADMINISTERS = Set.of(Actors.ADMIN);

    /** Who may POST where, with a body that makes sense. */
    private static final Map<String, Change> CHANGES = new TreeMap<>(Map.ofEntries(
            entry(STAGE + "/plan", change(SEES, "{\"freight\":\"app-v1\"}")),
            entry(STAGE + "/rollback", change(PROMOTES, "{}")),
            entry(STAGE + "/verification", change(PROMOTES, "{}")),
            entry(STAGE + "/verification/abort", change(PROMOTES, "{}")),
            entry(STAGE + "/approvals", change(ADMINISTERS, "{\"freight\":\"app-v1\"}")),
            entry(PROJECT + "/warehouses/{warehouse}/refresh", change(ADMINISTERS, "{}")),
            entry(
                    PROJECT + "/freight",
                    change(
                            ADMINISTERS,
                            "{\"origin\":\"Warehouse/app\",\"images\":[{\"repoURL\":\"registry.example.com/shop/app\","
                                    + "\"tag\":\"v2\"}]}")),
            entry(PROJECT + "/freight/{freight}/alias", change(ADMINISTERS, "{\"alias\":\"app-v1\"}")),
            entry(PROJECT + "/promotions", change(PROMOTES, "{\"stage\":\"dev\",\"freight\":\"app-v1\"}")),
            entry(PROMOTION + "/approve", change(APPROVES, "{}")),
            entry(PROMOTION + "/reject", change(APPROVES, "{}")),
            entry(PROMOTION + "/input", change(APPROVES, "{\"values\":{}}")),
            entry(PROMOTION + "/bypass", change(ADMINISTERS, "{\"reason\":\"urgent\"}")),
            entry(PROMOTION + "/override", change(ADMINISTERS, "{\"reason\":\"urgent\"}")),
            entry(PROMOTION + "/abort", change(PROMOTES, "{}")),
            entry(
                    PROJECT + "/delegations",
                    change(
                            APPROVES,
                            "{\"to\":\"visitor\",\"until\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"}")),
            entry(PROJECT + "/delegations/{from}/{to}/end", change(APPROVES, "{}")),
            entry(PROJECT + "/delegations/{from}/{to}/revoke", change(ADMINISTERS, "{}")),
            entry(GATE + "/approve", change(APPROVES, "{}")),
            entry(GATE + "/reject", change(APPROVES, "{}")),
            entry(GATE + "/bypass", change(ADMINISTERS, "{\"reason\":\"urgent\"}")),
            entry(GATE + "/cancel", change(PROMOTES, "{}"))));

    private JenkinsRule jenkins;
    private Map<Actors, JenkinsRule.WebClient> browsers;
    private String promotion;
    private final List<String> wrong = new ArrayList<>();

    private static JsonNode paths() throws IOException {
        try (InputStream document = Api.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(document).path("paths");
        }
    }

    private String address(String template) {
        return "waybill/api/v1"
                + template.replace("{project}", "shop")
                        .replace("{stage}", "dev")
                        .replace("{warehouse}", "app")
                        .replace("{freight}", "app-v1")
                        .replace("{promotion}", promotion)
                        .replace("{approval}", "gate-1")
                        .replace("{step}", "gate")
                        .replace("{from}", "approver")
                        .replace("{to}", "visitor")
                        .replace("{run}", "none")
                + (template.endsWith("/eligibility") ? "?freight=app-v1" : "")
                + (template.endsWith("/changes") ? "?from=app-v1" : "");
    }

    private void expect(Actors actor, Ask ask, Set<Integer> expected, String why) throws IOException {
        int status = Actors.ask(jenkins, browsers.get(actor), ask).getStatusCode();
        if (!expected.contains(status)) {
            wrong.add(actor + " " + ask.method() + " " + ask.path() + ": " + status + ", expected " + expected + " ("
                    + why + ")");
        }
    }

    @Test
    void eachRouteAnswersEachPersonAsTheirRightsSay(JenkinsRule rule) throws Exception {
        jenkins = rule;
        PromotionProject project =
                Pipelines.project(jenkins, "shop", Pipelines.stages("{uses: wait-for-approval, as: gate, config: {}}"));
        Pipelines.freight(project, "v1");
        promotion = WaybillEngine.engine()
                .promotions()
                .promote("shop", "dev", "app-v1", ADA, false)
                .name();
        WaybillEngine.engine().approvals().awaitApproval(ApprovalRequest.of("shop", "gate-1", "dev", freight()), ADA);
        browsers = Actors.enter(jenkins);

        List<String> posted = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths().properties()) {
            if (path.getValue().has("get")) {
                reads(path.getKey());
            }
            if (path.getValue().has("post")) {
                posted.add(path.getKey());
            }
        }
        assertThat(posted).containsExactlyInAnyOrderElementsOf(CHANGES.keySet());
        for (String path : posted) {
            boolean alsoRead = paths().path(path).has("get");
            Ask ask = Ask.json(address(path), CHANGES.get(path).body());
            forgeries(ask, alsoRead);
            refusals(path, ask);
        }
        assertThat(WaybillEngine.engine().audit().events(AuditFilter.ofProject("shop"), Long.MAX_VALUE, 500))
                .as("nobody has changed anything yet")
                .noneMatch(event -> event.actor() != null
                        && List.of(Actors.values()).stream()
                                .anyMatch(actor -> event.actor().equals(Actor.user(actor.user()))));
        for (String path : CHANGES.keySet()) {
            permissions(path, Ask.json(address(path), CHANGES.get(path).body()));
        }
        assertThat(wrong).isEmpty();
        assertThat(WaybillEngine.engine().audit().events(AuditFilter.ofProject("shop"), Long.MAX_VALUE, 500))
                .as("those who may have changed something")
                .anyMatch(event -> Actor.user("approver").equals(event.actor()))
                .anyMatch(event -> Actor.user("promoter").equals(event.actor()))
                .anyMatch(event -> Actor.user("admin").equals(event.actor()));
    }

    private static String freight() {
        return WaybillEngine.engine().freight().get("shop", "app-v1").name();
    }

    private void reads(String path) throws IOException {
        Ask ask = Ask.get(address(path));
        expect(Actors.ANONYMOUS, ask, Set.of(403), "may not see Jenkins");
        Set<Integer> found = path.endsWith("/{run}") ? Set.of(404) : Set.of(200);
        expect(Actors.VISITOR, ask, OF_NO_PROJECT.contains(path) ? Set.of(200) : Set.of(404), "sees no project");
        for (Actors actor : Actors.whoSee()) {
            expect(actor, ask, found, "sees the project");
        }
    }

    private void forgeries(Ask ask, boolean alsoRead) throws IOException {
        expect(Actors.ADMIN, ask.withoutCrumb(), Set.of(403), "without a crumb");
        if (!alsoRead) {
            expect(Actors.ADMIN, ask.asGet(), Set.of(405), "a change by GET");
        }
    }

    private void refusals(String path, Ask ask) throws IOException {
        expect(Actors.ANONYMOUS, ask, Set.of(403), "may not see Jenkins");
        expect(Actors.VISITOR, ask, Set.of(404), "sees no project");
        for (Actors actor : Actors.whoSee()) {
            if (!CHANGES.get(path).may().contains(actor)) {
                expect(actor, ask, Set.of(403), "lacks the permission");
            }
        }
    }

    /** The first may succeed, after which it is too late for the others. */
    private void permissions(String path, Ask ask) throws IOException {
        for (Actors actor : Actors.whoSee()) {
            if (CHANGES.get(path).may().contains(actor)) {
                expect(actor, ask, Set.of(200, 201, 400, 409), "has the permission");
            }
        }
    }

    @Test
    void theVisitorsListOfProjectsIsEmpty(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        browsers = Actors.enter(jenkins);
        Ask ask = Ask.get("waybill/api/v1/projects");
        assertThat(Actors.ask(jenkins, browsers.get(Actors.VISITOR), ask).getContentAsString())
                .doesNotContain("shop");
        assertThat(Actors.ask(jenkins, browsers.get(Actors.READER), ask).getContentAsString())
                .contains("shop");
    }
}
