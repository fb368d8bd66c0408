package io.jenkins.plugins.waybill.step.argocd;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.fixture.ArgoCdServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationHealthTest {

    private static final String DONE = """
            operationState:
              phase: Succeeded
              finishedAt: '2026-05-01T12:00:00Z'
              operation: {sync: {}}
              syncResult: {revision: abc}
            reconciledAt: '2026-05-01T12:00:00Z'
            sync: {status: OutOfSync}
            """;

    @TempDir
    Path directory;

    private ArgoCdServer server;

    @BeforeEach
    void open() throws Exception {
        server = ArgoCdServer.start();
    }

    @AfterEach
    void close() {
        assertThat(server.faults()).isEmpty();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Healthy     | HEALTHY     | ",
                "Progressing | PROGRESSING | Application argocd/guestbook is progressing.",
                "''          | PROGRESSING | Application argocd/guestbook is progressing.",
                "Suspended   | PROGRESSING | Application argocd/guestbook is suspended.",
                "Degraded    | UNHEALTHY   | Application argocd/guestbook is Degraded.",
                "Missing     | UNHEALTHY   | Application argocd/guestbook is Missing.",
                "Unknown     | UNHEALTHY   | Application argocd/guestbook is Unknown.",
            })
    void the_health_of_an_application_is_the_health_of_its_stage(String health, Status status, String issue)
            throws Exception {
        put(DONE + "health: {status: '" + health + "'}\n");

        assertHealth(check(""), status, issue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[abc]      | HEALTHY   | ",
                "['']       | HEALTHY   | ",
                "[def]      | UNHEALTHY | is synced to abc of https://example.com/x.git instead of def",
                "[abc, def] | UNKNOWN   | has 1 sources and was synced with 1, but was promoted with 2",
            })
    void the_promoted_revision_must_be_what_runs(String desired, Status status, String issue) throws Exception {
        put(DONE + "health: {status: Healthy}\n");

        assertHealth(check(", desiredRevisions: " + desired), status, issue);
    }

    @Test
    void while_it_is_synced_the_health_with_a_revision_is_not_known() throws Exception {
        put("health: {status: Healthy}\n");
        assertHealth(check(", desiredRevisions: [abc]"), Status.UNKNOWN, "is being synced");
        assertHealth(check(""), Status.HEALTHY, null);

        put(DONE.replace("syncResult: {revision: abc}", "message: x") + "health: {status: Healthy}\n");
        assertHealth(check(", desiredRevisions: [abc]"), Status.UNKNOWN, "without a sync result");
    }

    @Test
    void health_from_before_the_last_operation_is_not_believed_and_a_look_is_asked_for() throws Exception {
        put(DONE.replace("reconciledAt: '2026", "reconciledAt: '2025") + "health: {status: Healthy}\n");

        assertHealth(check(""), Status.UNKNOWN, "was not looked at by Argo CD since its last operation ended");

        server.applications().tick();
        assertHealth(check(""), Status.HEALTHY, null);
    }

    @Test
    void an_application_that_cannot_be_compared_is_unhealthy() throws Exception {
        put(DONE + "health: {status: Healthy}\nconditions: [{type: InvalidSpecError, message: no project}]\n");

        assertHealth(check(""), Status.UNHEALTHY, "has the condition InvalidSpecError: no project");
    }

    @Test
    void the_worst_of_several_counts_and_all_issues_are_told() throws Exception {
        put(DONE + "health: {status: Progressing, message: 1 of 2 pods}\n");
        ObjectNode config = (ObjectNode)
                StepRun.yaml("apps: [{name: guestbook, namespace: argocd}, {name: gone, namespace: argocd}]");

        Health health = new ArgoCdUpdateStep().check("shop", "dev", config, SampleHost.in(directory, server.server()));

        assertThat(health.status()).isEqualTo(Status.UNKNOWN);
        assertThat(health.issues()).hasSize(2);
        assertThat(health.issues().get(0)).isEqualTo("Application argocd/guestbook is progressing: 1 of 2 pods.");
        assertThat(health.issues().get(1)).contains("403: permission denied");
        assertThat(new ArgoCdUpdateStep()
                        .check("shop", "dev", config, SampleHost.in(directory))
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }

    private static void assertHealth(Health health, Status status, String issue) {
        assertThat(health.status()).isEqualTo(status);
        if (issue == null) {
            assertThat(health.issues()).isEmpty();
        } else {
            assertThat(health.issues()).singleElement().asString().contains(issue);
        }
    }

    private Health check(String more) throws Exception {
        ObjectNode config = (ObjectNode) StepRun.yaml("apps: [{name: guestbook, namespace: argocd" + more + "}]");
        return new ArgoCdUpdateStep().check("shop", "dev", config, SampleHost.in(directory, server.server()));
    }

    private void put(String status) {
        server.applications()
                .put("metadata: {name: guestbook}\n"
                        + "spec: {project: default, source: {repoURL: 'https://example.com/x.git', path: .}}\n"
                        + "status:\n" + status.indent(2));
    }
}
