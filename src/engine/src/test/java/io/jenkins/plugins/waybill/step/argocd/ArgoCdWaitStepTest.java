package io.jenkins.plugins.waybill.step.argocd;

import java.nio.file.Path;
import java.time.Duration;

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

class ArgoCdWaitStepTest {

    @TempDir
    Path directory;

    private final ArgoCdWaitStep step = new ArgoCdWaitStep();
    private ArgoCdServer server;
    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        server = ArgoCdServer.start();
        promotion = StepRun.on(SampleHost.in(directory, server.server()));
        state("Healthy", "Synced");
    }

    @AfterEach
    void close() throws Exception {
        assertThat(server.faults()).isEmpty();
        promotion.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                    | Healthy     | Synced    | ",
                "                    | Progressing | Synced    | its health is Progressing",
                "                    | Healthy     | OutOfSync | it is OutOfSync",
                "                    | ''          | Synced    | its health is not known",
                "[health]            | Healthy     | OutOfSync | ",
                "[sync]              | Degraded    | Synced    | ",
                "[sync]              | Degraded    | ''        | it is not compared yet",
                "[suspended]         | Suspended   | OutOfSync | ",
                "[suspended]         | Healthy     | Synced    | its health is Healthy",
                "[health, suspended] | Suspended   | OutOfSync | ",
                "[health, suspended] | Healthy     | OutOfSync | ",
                "[degraded]          | Degraded    | OutOfSync | ",
                "[degraded, sync]    | Degraded    | OutOfSync | it is OutOfSync",
                "[operation]         | Missing     | Unknown   | ",
                "[health]            | Degraded    | Synced    | its health is Degraded",
            })
    void conditions_hold_or_are_waited_for(String waitFor, String health, String sync, String missing)
            throws Exception {
        state(health, sync);

        StepResult result = run(waitFor == null ? "" : ", waitFor: " + waitFor);

        assertThat(result.status()).isEqualTo(missing == null ? StepStatus.SUCCEEDED : StepStatus.RUNNING);
        assertThat(result.healthChecks()).isEmpty();
        if (missing != null) {
            assertThat(result.message()).isEqualTo("waits for Argo CD: argocd/guestbook: " + missing);
            assertThat(result.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void output_names_the_applications_and_their_health() throws Exception {
        assertThat(run("").output())
                .hasToString("{\"apps\":[{\"name\":\"guestbook\",\"namespace\":\"argocd\"}],"
                        + "\"healthStatus\":{\"argocd/guestbook\":\"Healthy\"}}");
    }

    @Test
    void an_operation_is_waited_for_and_then_a_look_at_what_it_did() throws Exception {
        server.applications().begin("argocd/guestbook", (ObjectNode) StepRun.yaml("{sync: {}}"));
        assertThat(run("").message()).endsWith("an operation goes on");
        server.applications().tick();
        assertThat(run("").message()).endsWith("an operation goes on");
        server.applications().tick();
        ((ObjectNode) server.applications().get("argocd/guestbook").path("status"))
                .put("reconciledAt", "2026-01-01T00:00:00Z");

        assertThat(run("").message()).endsWith("Argo CD did not look at it since its last operation ended");

        assertThat(server.applications()
                        .get("argocd/guestbook")
                        .at("/metadata/annotations")
                        .toString())
                .isEqualTo("{\"argocd.argoproj.io/refresh\":\"hard\"}");
        server.applications().tick();
        assertThat(run("").status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(server.requests("PATCH")).isEqualTo(1);
        assertThat(server.requests("POST")).isZero();
    }

    @Test
    void health_that_turns_degraded_ends_the_wait_and_one_that_began_so_does_not() throws Exception {
        state("Degraded", "Synced");
        assertThat(run("").status()).isEqualTo(StepStatus.RUNNING);
        assertThat(remembered("").status()).isEqualTo(StepStatus.RUNNING);
        state("Progressing", "Synced");
        assertThat(remembered("").status()).isEqualTo(StepStatus.RUNNING);
        state("Degraded", "Synced");

        assertThatThrownBy(() -> remembered(""))
                .isInstanceOfSatisfying(StepFailure.class, failure -> {
                    assertThat(failure.isTerminal()).isTrue();
                    assertThat(failure.status()).isEqualTo(StepStatus.ERRORED);
                })
                .hasMessage(
                        "The health of Application argocd/guestbook went from Progressing to Degraded: pods crash.");
    }

    @Test
    void an_application_that_argo_cd_cannot_compare_ends_the_wait() {
        ((ObjectNode) server.applications().get("argocd/guestbook").path("status"))
                .set(
                        "conditions",
                        StepRun.yaml("[{type: SharedResourceWarning, message: m},"
                                + " {type: ComparisonError, message: no such path}]"));

        assertThatThrownBy(() -> run(""))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage("Application argocd/guestbook is in trouble: ComparisonError: no such path");
    }

    @Test
    void no_permission_of_the_stage_is_needed_to_wait() throws Exception {
        assertThat(server.applications()
                        .get("argocd/guestbook")
                        .at("/metadata/annotations")
                        .isMissingNode())
                .isTrue();
        assertThat(promotion
                        .runOnce(step, "apps: [{selector: {matchLabels: {team: web}}}]")
                        .status())
                .isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void trouble_with_the_server_is_told_or_waited_for() throws Exception {
        server.answer("GET ", 403, "permission denied");
        assertThatThrownBy(() -> run(""))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("403: permission denied");
        server.answer("GET ", 500, "no");
        assertThatThrownBy(() -> run("")).isInstanceOf(StepFailure.class).hasMessageContaining("500: no");
        server.answer("GET ", 429, "slow down");
        assertThat(run("").message()).contains("429: slow down");
        for (int i = 0; i < 3; i++) {
            server.answer("GET ", 503, "starting");
        }
        assertThat(run("").message()).contains("503: starting");
        assertThatThrownBy(() -> promotion.runOnce(step, "apps: [{selector: {matchLabels: {team: none}}}]"))
                .hasMessageContaining("shows no Application with the labels 'team=none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "apps: []",
                "apps: [{waitFor: [health]}]",
                "apps: [{name: a, waitFor: []}]",
                "apps: [{name: a, waitFor: [health, health]}]",
                "apps: [{name: a, waitFor: [synced]}]",
                "apps: [{name: a, sources: []}]",
                "apps: [{name: a, selector: {matchLabels: {x: y}}}]",
            })
    void wrong_configs_are_refused(String config) {
        assertThat(step.schema().violations(StepRun.yaml(config))).isNotEmpty();
    }

    @Test
    void a_plan_asks_nobody() throws Exception {
        promotion.plan(step, "apps: [{name: guestbook}, {selector: {matchLabels: {a: b}}, waitFor: [sync]}]");

        assertThat(promotion.planned().get(0).summary())
                .isEqualTo("would wait for Application guestbook: health, operation, sync");
        assertThat(promotion.planned().get(1).summary())
                .isEqualTo("would wait for the Applications with the labels 'a=b': sync");
        assertThat(server.requests()).isEmpty();
    }

    private void state(String health, String sync) {
        server.applications().put("""
                metadata: {name: guestbook, labels: {team: web}}
                spec: {project: default, source: {repoURL: 'https://example.com/x.git', path: .}}
                status:
                  health: {status: '%s', message: pods crash}
                  sync: {status: '%s'}
                """.formatted(health, sync));
    }

    private StepResult run(String more) throws Exception {
        return promotion.runOnce(step, "apps: [{name: guestbook" + more + "}]");
    }

    /** As a promotion does it: the output of one run is there in the next. */
    private StepResult remembered(String more) throws Exception {
        return promotion.run(step, "apps: [{name: guestbook" + more + "}]");
    }
}
