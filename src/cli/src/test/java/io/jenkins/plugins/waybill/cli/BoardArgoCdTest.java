package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.ArgoCdServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A Stage's Applications beside it, from an Argo CD API server over HTTP. */
class BoardArgoCdTest {

    private static final String MANIFESTS = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Project
            metadata: {name: web}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: web}
            spec:
              interval: 1h
              subscriptions:
              - git: {repoURL: "file://%s"}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: web}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: argocd-update
                    config:
                      apps:
                      - name: guestbook
            """;

    @TempDir
    Path directory;

    private ArgoCdServer argoCd;
    private ServeProcess server;
    private BoardBrowser browser;

    @BeforeEach
    void open() throws IOException {
        browser = BoardBrowser.open();
        argoCd = ArgoCdServer.start().moving();
        argoCd.applications().put("""
                metadata:
                  name: guestbook
                  annotations: {'kargo.akuity.io/authorized-stage': 'web:dev'}
                spec: {project: default, source: {repoURL: 'https://example.com/gitops.git', targetRevision: main}}
                status: {summary: {images: ['app:1.0']}}
                """);
        argoCd.tree("argocd/guestbook", """
                nodes:
                - {kind: Deployment, namespace: web, name: app, health: {status: Healthy}}
                - {kind: ReplicaSet, namespace: web, name: app-1, health: {status: Healthy}}
                - {kind: Pod, namespace: web, name: app-1-x, health: {status: Degraded, message: CrashLoopBackOff}}
                - {kind: ConfigMap, namespace: web, name: settings}
                """);
        argoCd.events("argocd/guestbook", """
                items:
                - {type: Warning, reason: Failed, message: no room, count: 3, lastTimestamp: '2026-05-01T13:00:00Z'}
                """);
        DemoRepository.create(directory.resolve("app.git"), "Begin", Map.of("README.md", "An application.\n"));
        Path manifests = Files.createDirectories(directory.resolve("pipeline"));
        Files.writeString(manifests.resolve("pipeline.yaml"), MANIFESTS.formatted(directory.resolve("app.git")));
        Files.writeString(directory.resolve("token"), ArgoCdServer.TOKEN);
        Path servers = Files.writeString(
                directory.resolve("argocd.yaml"),
                "servers:\n- {url: \"%s\", tokenFile: token}\n".formatted(argoCd.url()));
        server = ServeProcess.start(
                directory.resolve("state"), manifests.toString(), "--argocd-servers", servers.toString());
        browser.size(BoardBrowser.WIDE, false);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
        if (argoCd != null) {
            argoCd.close();
        }
    }

    @Test
    void a_stage_shows_its_applications_and_what_is_not_well() throws Exception {
        ServerCalls calls = ServerCalls.of(server.url());
        String freight = Patience.until(
                        () -> calls.get("projects/web/freight").path("items"), items -> !items.isEmpty())
                .path(0)
                .path("name")
                .asText();
        calls.post("projects/web/promotions", Map.of("stage", "dev", "freight", freight));
        browser.load(server.url());
        browser.untilCard("dev", "Healthy");
        browser.load(server.url() + "#/web/stages/dev");
        browser.until(".applications", "CrashLoopBackOff");
        browser.until(
                ".applications",
                "guestbook",
                "Synced",
                "Healthy",
                "4 resources",
                "2 Healthy",
                "1 Degraded",
                "Pod/app-1-x");
        assertThat(browser.find(".applications a").getDomAttribute("href"))
                .isEqualTo(argoCd.url() + "/applications/argocd/guestbook");
        browser.press(".applications details:last-of-type summary");
        browser.until(".applications", "no room");
        assertThat(Axe.seriousFindings(browser)).isEmpty();
        browser.shoot("argocd");
        assertThat(browser.complaints()).isEmpty();

        argoCd.close();
        browser.load(server.url() + "#/web/stages/dev");
        browser.until(".applications .message", "guestbook");
        assertThat(argoCd.faults()).isEmpty();
    }
}
