package io.jenkins.plugins.waybill.step.argocd;

import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.fixture.ArgoCdServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The step against a server that behaves as Argo CD does; StepRun promotes to Stage dev of project shop. */
class ArgoCdUpdateStepTest {

    private static final String GITOPS = "https://example.com/gitops.git";
    private static final String COMMIT = "c0ffee".repeat(6) + "0000";
    private static final String SYNC = "apps: [{name: guestbook}]";

    @TempDir
    Path directory;

    private final ArgoCdUpdateStep step = new ArgoCdUpdateStep();
    private ArgoCdServer server;
    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        server = ArgoCdServer.start();
        server.applications().put(application("guestbook", "shop:dev"));
        promotion = StepRun.on(SampleHost.in(directory, server.server()));
    }

    @AfterEach
    void close() throws Exception {
        assertThat(server.faults()).isEmpty();
        promotion.close();
        server.close();
    }

    @Test
    void an_application_is_synced_and_waited_for() throws Exception {
        StepResult begun = run(SYNC);

        assertThat(begun.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(begun.message()).isEqualTo("waits for Argo CD: argocd/guestbook: the sync is about to begin");
        assertThat(begun.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        JsonNode operation = application("guestbook").path("operation");
        assertThat(operation.path("info").toString())
                .contains("{\"name\":\"Reason\",\"value\":\"Promotion to Stage dev of project shop\"}")
                .contains("{\"name\":\"kargo.akuity.io/promotion\",\"value\":\"dev.01.abc\"}");
        assertThat(operation.at("/retry/limit").asInt()).isEqualTo(2);
        assertThat(operation.at("/sync/syncOptions/0").asText()).isEqualTo("ServerSideApply=true");
        assertThat(annotations("guestbook").path("argocd.argoproj.io/refresh").asText())
                .isEqualTo("hard");

        server.applications().tick();
        assertThat(run(SYNC).message()).contains("it is being synced (waiting for healthy state)");
        server.applications().tick();
        StepResult over = run(SYNC);
        assertThat(over.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(over.output()).hasToString("{\"apps\":[{\"name\":\"guestbook\",\"namespace\":\"argocd\"}]}");
        assertThat(over.healthChecks()).singleElement().satisfies(check -> assertThat(check.config())
                .hasToString("{\"apps\":[{\"name\":\"guestbook\",\"namespace\":\"argocd\","
                        + "\"desiredRevisions\":[\"\"]}]}"));
        assertThat(server.applications().started()).isEqualTo(1);
    }

    @Test
    void sources_are_changed_as_asked_and_nothing_else_in_them() throws Exception {
        String config = """
                apps:
                - name: guestbook
                  sources:
                  - repoURL: %s
                    desiredRevision: %s
                    updateTargetRevision: true
                    kustomize:
                      images:
                      - {repoURL: app, tag: '2.0'}
                      - {repoURL: side, newName: example.com/side, digest: 'sha256:1'}
                      - {repoURL: plain}
                    helm:
                      images:
                      - {key: image.tag, value: '2.0'}
                      - {key: other, value: ''}
                """.formatted(GITOPS, COMMIT);

        StepResult result = finish(config);

        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(application("guestbook").at("/spec/source")).isEqualTo(StepRun.yaml("""
                repoURL: %s
                path: env/dev
                targetRevision: %s
                kustomize: {namePrefix: dev-, images: ['app:2.0', 'side=example.com/side@sha256:1', plain]}
                helm:
                  parameters:
                  - {name: image.tag, value: '2.0', forceString: true}
                  - {name: replicas, value: '2'}
                  - {name: other, value: ''}
                """.formatted(GITOPS, COMMIT)));
        assertThat(result.healthChecks()
                        .get(0)
                        .config()
                        .at("/apps/0/desiredRevisions/0")
                        .asText())
                .isEqualTo(COMMIT);
    }

    @Test
    void the_right_one_of_several_sources_is_changed() throws Exception {
        ObjectNode several = application("guestbook");
        ((ObjectNode) several.path("spec")).remove("source");
        ((ObjectNode) several.path("spec")).set("sources", StepRun.yaml("""
                - {repoURL: 'https://charts.example.com', chart: guestbook, targetRevision: 1.0.0}
                - {repoURL: 'https://charts.example.com', chart: other, targetRevision: 1.0.0}
                - {repoURL: 'https://example.com/gitops', ref: values, targetRevision: main}
                """));

        StepResult result = finish("apps: [{name: guestbook, sources: [{repoURL: 'https://charts.example.com',"
                + " chart: other, desiredRevision: 2.0.0, updateTargetRevision: true}]}]");

        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(several.path("spec").path("sources").findValuesAsText("targetRevision"))
                .containsExactly("1.0.0", "2.0.0", "main");
        assertThat(result.healthChecks().get(0).config().at("/apps/0/desiredRevisions"))
                .hasToString("[\"\",\"2.0.0\",\"\"]");
    }

    @Test
    void a_revision_for_a_url_that_is_written_otherwise_has_no_effect_and_that_is_said() throws Exception {
        finish("apps: [{name: guestbook, sources: [{repoURL: 'https://example.com/gitops', desiredRevision: x,"
                + " updateTargetRevision: true}]}]");

        assertThat(application("guestbook").at("/spec/source/targetRevision").asText())
                .isEqualTo("main");
        assertThat(promotion.log())
                .contains(
                        "desiredRevision has no effect on argocd/guestbook: write repoURL exactly as there, " + GITOPS);
    }

    @Test
    void a_sync_that_came_out_at_another_revision_is_asked_for_again_but_not_at_once() throws Exception {
        server.applications().head(GITOPS, "a".repeat(40));
        String config =
                "apps: [{name: guestbook, sources: [{repoURL: '" + GITOPS + "', desiredRevision: " + COMMIT + "}]}]";

        StepResult early = finish(config);

        assertThat(early.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(early.message())
                .contains("it was synced to " + "a".repeat(40) + " instead of " + COMMIT + "; it is synced again");
        assertThat(server.applications().started()).isEqualTo(1);
        ((ObjectNode) application("guestbook").at("/status/operationState")).put("finishedAt", "2026-01-01T00:00:00Z");
        server.applications().head(GITOPS, COMMIT);
        assertThat(finish(config).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.applications().started()).isEqualTo(2);
    }

    @Test
    void operations_of_others_are_waited_for_first() throws Exception {
        server.applications()
                .begin("argocd/guestbook", (ObjectNode) StepRun.yaml("{sync: {}, initiatedBy: {username: admin}}"));
        assertThat(run(SYNC).message()).contains("another operation goes on, begun by admin");
        server.applications().tick();
        assertThat(run(SYNC).message()).contains("another operation goes on, begun by admin");
        server.applications().tick();
        assertThat(run(SYNC).message()).contains("the sync is about to begin");
        assertThat(server.applications().started()).isEqualTo(2);
    }

    @Test
    void operations_of_other_promotions_and_steps_are_not_taken_for_its_own() throws Exception {
        finish(SYNC);
        StepResult second = promotion.run(step, "again", SYNC);
        assertThat(second.message()).contains("the sync is about to begin");

        server.applications().begin("argocd/guestbook", (ObjectNode)
                StepRun.yaml("{sync: {}, info: [{name: kargo.akuity.io/promotion, value: dev.02.def}]}"));
        assertThat(run(SYNC).message()).contains("another operation goes on, begun by promotion dev.02.def");
    }

    @Test
    void an_operation_that_kargo_itself_began_for_the_promotion_counts() throws Exception {
        server.applications().begin("argocd/guestbook", (ObjectNode)
                StepRun.yaml("{sync: {}, info: [{name: kargo.akuity.io/promotion, value: dev.01.abc}]}"));
        server.applications().tick();
        server.applications().tick();

        assertThat(run(SYNC).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.requests("POST")).isZero();
    }

    @Test
    void a_sync_that_ends_badly_ends_the_step_with_argo_cds_words() {
        server.applications().failing("argocd/guestbook", "one or more objects failed to apply");

        assertThatThrownBy(() -> finish(SYNC))
                .isInstanceOfSatisfying(StepFailure.class, failure -> {
                    assertThat(failure.status()).isEqualTo(StepStatus.ERRORED);
                    assertThat(failure.isTerminal()).isFalse();
                })
                .hasMessage("The sync of Application argocd/guestbook failed: one or more objects failed to apply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE_AND_LOST", "TRUNCATED"})
    void an_answer_that_is_lost_after_the_request_was_done_starts_no_second_sync(ArgoCdServer.Kind kind)
            throws Exception {
        server.trouble("POST /api/v1/applications/guestbook/sync", kind);

        StepResult unsure = run(SYNC);

        assertThat(unsure.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(unsure.message()).contains("it is looked at again whether the sync began");
        assertThat(finish(SYNC).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.applications().started()).isEqualTo(1);
        assertThat(server.requests("POST")).isEqualTo(1);
    }

    @Test
    void a_process_that_dies_after_asking_finds_its_sync_again() throws Exception {
        run(SYNC);
        promotion.close();
        promotion = StepRun.on(SampleHost.in(directory, server.server()));

        assertThat(finish(SYNC).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.applications().started()).isEqualTo(1);
    }

    @Test
    void a_sync_that_was_begun_and_ended_behind_a_stale_answer_is_not_begun_again() throws Exception {
        finish(SYNC);
        ObjectNode stale = application("guestbook").deepCopy();
        ((ObjectNode) stale.path("status")).remove("operationState");
        server.stale("argocd/guestbook", stale);

        assertThat(run(SYNC).message()).contains("its sync has ended meanwhile");
        assertThat(run(SYNC).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.applications().started()).isEqualTo(1);
    }

    @Test
    void an_application_that_somebody_else_changes_meanwhile_is_looked_at_again() throws Exception {
        ObjectNode stale = application("guestbook").deepCopy();
        server.stale("argocd/guestbook", stale);
        ((ObjectNode) application("guestbook").at("/spec/source")).put("path", "env/other");
        String config = "apps: [{name: guestbook, sources: [{repoURL: '" + GITOPS
                + "', kustomize: {images: [{repoURL: app, tag: v2}]}}]}]";

        assertThat(run(config).message()).contains("somebody else is changing it");
        assertThat(finish(config).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(application("guestbook").at("/spec/source/path").asText()).isEqualTo("env/other");
    }

    @Test
    void sync_windows_are_waited_for_also_by_promotions_that_nobody_asked_for() throws Exception {
        server.windows(
                "argocd/guestbook",
                "{canSync: true, assignedWindows: [{kind: deny, schedule: '0 8 * * *',"
                        + " duration: 2h, manualSync: true}], activeWindows: [{kind: deny, schedule: '0 8 * * *',"
                        + " duration: 2h, manualSync: true}]}");
        assertThat(run(SYNC).message()).contains("a sync window denies it: '0 8 * * *' for 2h");
        server.windows(
                "argocd/guestbook",
                "{canSync: true, assignedWindows: [{kind: allow, schedule: '0 8 * * *'," + " duration: 2h}]}");
        assertThat(run(SYNC).message()).contains("no sync window allows it now: '0 8 * * *' for 2h");
        server.windows("argocd/guestbook", "{canSync: false}");
        assertThat(run(SYNC).message()).contains("a sync window does not allow it now");
        assertThat(server.applications().started()).isZero();
        server.windows("argocd/guestbook", "{canSync: true}");
        assertThat(finish(SYNC).status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void a_selector_takes_the_applications_that_let_the_stage_change_them() throws Exception {
        server.applications().put(application("second", "shop:dev,other:stage"));
        server.applications().put(application("foreign", "shop:prod"));
        server.applications().put(application("wild", "shop:*"));
        String config = "apps: [{selector: {matchLabels: {team: web},"
                + " matchExpressions: [{key: team, operator: NotIn, values: [db, ops]}, {key: legacy, operator: DoesNotExist}]}}]";

        StepResult result = finish(config);

        assertThat(result.output().findValuesAsText("name")).containsExactly("guestbook", "second");
        assertThat(server.applications().started()).isEqualTo(2);
        assertThat(promotion.log())
                .contains("Left alone: Application argocd/foreign lets only shop:prod change it; add shop:dev to its"
                        + " annotation kargo.akuity.io/authorized-stage")
                .anyMatch(line -> line.contains("'shop:*' is not of the form project:stage"));
    }

    @Test
    void nothing_is_changed_unless_the_updates_fit_every_application() {
        server.applications()
                .put(application("second", "shop:dev").replace(GITOPS, "https://example.com/elsewhere.git"));
        String config = "apps: [{name: guestbook}, {selector: {matchLabels: {team: web}}, sources: [{repoURL: '"
                + GITOPS + "', kustomize: {images: [{repoURL: app, tag: v2}]}}]}]";

        assertThatThrownBy(() -> run(config))
                .hasMessage("No Application was changed, since 1 of 2 do not fit: No source of Application"
                        + " argocd/second has the repoURL " + GITOPS
                        + "; it has https://example.com/elsewhere.git.");
        assertThat(server.requests("PATCH")).isZero();
        assertThat(server.requests("POST")).isZero();
    }

    @Test
    void applications_that_do_not_let_the_stage_change_them_are_left_alone() {
        server.applications().put(application("guestbook", "shop:prod"));

        assertThatThrownBy(() -> run(SYNC))
                .hasMessage("Application argocd/guestbook lets only shop:prod change it; add shop:dev to its annotation"
                        + " kargo.akuity.io/authorized-stage.");
        assertThat(server.requests("PATCH")).isZero();
        assertThat(server.requests("POST")).isZero();
    }

    @Test
    void what_cannot_be_found_is_told() {
        assertThatThrownBy(() -> run("apps: [{name: missing, namespace: team-a}]"))
                .hasMessageContaining("GET /applications/missing")
                .hasMessageContaining("403: permission denied. Either there is no such Application");
        assertThatThrownBy(() -> run("apps: [{selector: {matchLabels: {team: nobody}}}]"))
                .hasMessage("Argo CD server 'test' shows no Application with the labels 'team=nobody' in namespace"
                        + " 'argocd'.");
        assertThatThrownBy(() -> run("apps: [{name: guestbook, sources: [{repoURL: 'https://charts.example.com',"
                        + " chart: x, desiredRevision: 1.0.0}]}]"))
                .hasMessage("No source of Application argocd/guestbook has the repoURL https://charts.example.com and"
                        + " the chart x; it has " + GITOPS + ".");
    }

    @ParameterizedTest
    @CsvSource({"In, [], needs at least one value", "Exists, [x], takes no values", "In, [a b], is not a label"})
    void selectors_that_kubernetes_would_refuse_are_refused(String operator, String values, String message) {
        assertThatThrownBy(() -> run("apps: [{selector: {matchExpressions: [{key: team, operator: " + operator
                        + ", values: " + values + "}]}}]"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessageContaining(message);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 401: no",
        "403, 403: no. Either there is no such Application",
        "404, 404: no",
        "409, 409: no",
        "500, 500: no"
    })
    void refusals_count_as_errors(int status, String message) {
        server.answer("GET ", status, "no");

        assertThatThrownBy(() -> run(SYNC))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isFalse())
                .hasMessageContaining("GET /applications/guestbook at Argo CD server 'test'")
                .hasMessageContaining(message);
    }

    @Test
    void a_busy_or_silent_server_is_waited_for() throws Exception {
        server.answer("GET ", 429, "slow down");
        StepResult busy = run(SYNC);
        assertThat(busy.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(busy.message()).contains("429: slow down").endsWith("It is asked again.");
        for (int i = 0; i < 3; i++) {
            server.trouble("GET ", ArgoCdServer.Kind.LOST);
        }
        assertThat(run(SYNC).status()).isEqualTo(StepStatus.RUNNING);
        assertThat(finish(SYNC).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.applications().started()).isEqualTo(1);
    }

    @Test
    void without_a_server_for_the_stage_nothing_can_be_done() throws Exception {
        try (StepRun without = StepRun.in(directory.resolve("other"))) {
            assertThatThrownBy(() -> without.runOnce(step, SYNC))
                    .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                            .isTrue())
                    .hasMessage("No Argo CD server is known for Stage 'dev' of project 'shop'. Name one where Waybill"
                            + " is started; see docs/argocd.md.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "apps: []",
                "apps: [{}]",
                "apps: [{name: a, selector: {matchLabels: {x: y}}}]",
                "apps: [{selector: {}}]",
                "apps: [{name: a, sources: [{repoURL: r, updateTargetRevision: true}]}]",
                "apps: [{name: a, sources: [{repoURL: r, kustomize: {images: [{repoURL: i, tag: t, digest: d}]}}]}]",
                "apps: [{name: a, sources: [{repoURL: r, helm: {}}]}]",
                "apps: [{name: a, revision: main}]",
                "apps: [{name: 5}]",
            })
    void wrong_configs_are_refused(String config) {
        assertThat(step.schema().violations(StepRun.yaml(config))).isNotEmpty();
    }

    @Test
    void a_plan_shows_the_change_and_makes_none() throws Exception {
        StepResult result = promotion.plan(
                step,
                "apps: [{name: guestbook, sources: [{repoURL: '" + GITOPS + "', desiredRevision: " + COMMIT
                        + ", updateTargetRevision: true}]}]");

        assertThat(result.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(promotion.planned()).singleElement().satisfies(effect -> {
            assertThat(effect.summary())
                    .isEqualTo("would change and sync Application argocd/guestbook (now OutOfSync, Progressing)");
            assertThat(effect.diff())
                    .contains("--- a/argocd/guestbook/spec/source\n")
                    .contains("-targetRevision: main\n+targetRevision: " + COMMIT + "\n");
        });
        assertThat(server.requests()).allMatch(request -> request.startsWith("GET "));
        promotion.plan(step, SYNC);
        assertThat(promotion.planned().get(1).diff()).isNull();
        assertThat(promotion.planned().get(1).summary()).startsWith("would sync Application argocd/guestbook");
    }

    private StepResult run(String config) throws Exception {
        return promotion.runOnce(step, config);
    }

    /** Runs the step with the controller working in between. */
    private StepResult finish(String config) throws Exception {
        run(config);
        server.applications().tick();
        server.applications().tick();
        return run(config);
    }

    private ObjectNode application(String name) {
        return server.applications().get("argocd/" + name);
    }

    private JsonNode annotations(String name) {
        return application(name).at("/metadata/annotations");
    }

    private static String application(String name, String stages) {
        return """
                metadata:
                  name: %s
                  labels: {team: web}
                  annotations: {'kargo.akuity.io/authorized-stage': '%s'}
                spec:
                  project: default
                  source:
                    repoURL: %s
                    path: env/dev
                    targetRevision: main
                    kustomize: {namePrefix: dev-, images: ['old:1.0']}
                    helm:
                      parameters:
                      - {name: image.tag, value: '1.0', forceString: true}
                      - {name: replicas, value: '2'}
                  syncPolicy:
                    retry: {limit: 2}
                    syncOptions: [ServerSideApply=true]
                status:
                  sync: {status: OutOfSync}
                  health: {status: Progressing}
                """.formatted(name, stages, GITOPS);
    }
}
