package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Figures of {@code docs/benchmarks.md}, taken in a Jenkins. Not part of the test suite, as times depend on the machine:
 * {@code mvn -f src/plugin/pom.xml test -Dtest=JenkinsFigures} prints them.
 */
class JenkinsFigures {

    private static final int STAGES = 50;
    private static final int FREIGHT = 500;
    private static final int QUESTIONS = 200;
    private static final int PROJECTS = 100;

    private static void say(String line, Object... values) {
        System.out.printf("FIGURE " + line + "%n", values);
    }

    private static String stages(int number) {
        StringBuilder text = new StringBuilder(
                """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  freightCreationPolicy: Manual
                  interval: 24h
                  subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]
                """);
        for (int i = 0; i < number; i++) {
            text.append(
                    """
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Stage
                    metadata: {name: s%d, namespace: shop}
                    spec:
                      requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: %s}]
                      promotionTemplate: {spec: {steps: [{uses: compose-output, as: done, config: {a: b}}]}}
                    """
                            .formatted(i, i % 10 == 0 ? "{direct: true}" : "{stages: [s%d]}".formatted(i - 1)));
        }
        return text.toString();
    }

    @Test
    @WithJenkins
    void pages(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "big", stages(STAGES));
        for (int i = 0; i < FREIGHT; i++) {
            WaybillEngine.engine()
                    .freight()
                    .create(
                            "big",
                            FreightOrigin.warehouse("app"),
                            new Artifacts(
                                    List.of(),
                                    List.of(new Image("registry.example.com/shop/app", "v1.0." + i, "", Map.of(), "")),
                                    List.of(),
                                    List.of()),
                            "app-" + i,
                            Actor.user("ada"));
        }
        assertThat(WaybillEngine.engine().state("big").freight()).hasSize(FREIGHT);
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        for (String path : List.of(
                project.getUrl(),
                "waybill/api/v1/projects/big/graph",
                "waybill/api/v1/projects/big/freight?limit=100",
                "waybill/")) {
            long[] micros = new long[200];
            int bytes = 0;
            for (int i = -50; i < micros.length; i++) {
                long start = System.nanoTime();
                bytes = browser.loadWebResponse(new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.GET))
                        .getContentAsString()
                        .length();
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - start) / 1000;
                }
            }
            Arrays.sort(micros);
            say(
                    "%s: median %.1f ms, 95th percentile %.1f ms, %d characters (%d Stages, %d Freight)",
                    path, micros[100] / 1000.0, micros[190] / 1000.0, bytes, STAGES, FREIGHT);
        }
    }

    @Test
    @WithJenkins
    void questions(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                "awaitApproval project: 'shop', stage: 'prod', freight: 'app-v1', message: env.BUILD_NUMBER", true));
        jenkins.waitForMessage("answer here", job.scheduleBuild2(0).waitForStart());
        settle();
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        for (int i = 1; i < QUESTIONS; i++) {
            job.scheduleBuild2(0, new hudson.model.CauseAction(new hudson.model.Cause.RemoteCause("figures", "" + i)))
                    .waitForStart();
        }
        while (WaybillEngine.engine().approvals().all("shop").size() < QUESTIONS) {
            Thread.sleep(100);
        }
        settle();
        int waiting = ManagementFactory.getThreadMXBean().getThreadCount();
        long ours = Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().contains("AwaitApproval")))
                .count();
        say(
                "%d builds wait for approval: %d threads with one, %d with all, %d of them in awaitApproval",
                QUESTIONS, before, waiting, ours);
        assertThat(ours).isZero();
        assertThat(waiting - before).isLessThan(QUESTIONS / 4);
        WaybillEngine.engine().approvals().all("shop").forEach(approval -> WaybillEngine.engine()
                .approvals()
                .answer(
                        "shop",
                        approval.id(),
                        io.jenkins.plugins.waybill.model.Identity.user("ann", List.of()),
                        true,
                        ""));
        jenkins.waitUntilNoActivity();
        assertThat(job.getLastBuild().getResult()).isEqualTo(hudson.model.Result.SUCCESS);
    }

    /** Threads of pools that have nothing to do end after a minute at most. */
    private static void settle() throws InterruptedException {
        Thread.sleep(65_000);
    }

    @Test
    void startUp() throws Throwable {
        JenkinsSessionRule sessions = new JenkinsSessionRule();
        Statement lives = new Statement() {
            @Override
            public void evaluate() throws Throwable {
                sessions.then(jenkins -> {
                    for (int i = 0; i < PROJECTS; i++) {
                        PromotionProject project = jenkins.jenkins.createProject(PromotionProject.class, "p" + i);
                        project.setSource(new InlineManifests(stages(5)));
                        project.save();
                        Definitions.get().refresh(project);
                    }
                });
                Logger logger = Logger.getLogger(WaybillEngine.class.getName());
                Handler tell = new Handler() {
                    @Override
                    public void publish(LogRecord message) {
                        if (message.getMessage().contains("ms")) {
                            say(
                                    "%s (%d projects)",
                                    java.text.MessageFormat.format(message.getMessage(), message.getParameters()),
                                    PROJECTS);
                        }
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
                logger.addHandler(tell);
                for (int i = 0; i < 3; i++) {
                    sessions.then(jenkins ->
                            assertThat(WaybillEngine.engine().projects().all()).hasSize(PROJECTS));
                }
                logger.removeHandler(tell);
            }
        };
        sessions.apply(lives, Description.createTestDescription(JenkinsFigures.class, "startUp"))
                .evaluate();
    }
}
