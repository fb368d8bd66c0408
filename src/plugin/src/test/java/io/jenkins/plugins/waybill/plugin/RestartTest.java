package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.api.Git;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Builds that wait while Jenkins restarts. */
class RestartTest {

    private static final String LOCAL = WaybillEngine.class.getName() + ".LOCAL_REMOTES";

    /** What a test does in several lives of one Jenkins. */
    private interface Lives {
        void live(JenkinsSessionRule sessions) throws Throwable;
    }

    /** The harness of the baseline knows restarts only as a rule of JUnit 4. */
    private static void restarting(Lives lives) throws Throwable {
        JenkinsSessionRule sessions = new JenkinsSessionRule();
        Statement all = new Statement() {
            @Override
            public void evaluate() throws Throwable {
                lives.live(sessions);
            }
        };
        sessions.apply(all, Description.createTestDescription(RestartTest.class, "restart"))
                .evaluate();
    }

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun resumed(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    void aPromotionThatWaitsGoesOnAfterARestart() throws Throwable {
        restarting(sessions -> {
            sessions.then(jenkins -> {
                PromotionProject project = Pipelines.project(
                        jenkins, "shop", Pipelines.stages("{uses: wait-for-approval, as: gate, config: {}}"));
                Pipelines.freight(project, "v1");
                WorkflowRun build = start(
                        jenkins,
                        """
                    def done = promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'
                    echo "it is there: ${done.alias}"
                    """);
                jenkins.waitForMessage("[dev] gate running", build);
            });
            sessions.then(jenkins -> {
                assertThat(WaybillEngine.engine().projects().get("shop").stages())
                        .containsKey("dev");
                String promotion =
                        WaybillEngine.engine().state("shop").promotions().get(0).name();
                WaybillEngine.engine().answers().respond("shop", promotion, null, Actor.user("ann"), true, "");
                WorkflowRun build = resumed(jenkins);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
                jenkins.assertLogContains("it is there: app-v1", build);
            });
        });
    }

    @Test
    void whatProjectsShareIsInForceAfterARestartWithoutItsRepository(@TempDir Path directory) throws Throwable {
        System.setProperty(LOCAL, "true");
        try {
            restarting(sessions -> {
                sessions.then(jenkins -> {
                    Files.writeString(
                            directory.resolve("cluster.yaml"),
                            """
                            apiVersion: kargo.akuity.io/v1alpha1
                            kind: ClusterPromotionTask
                            metadata: {name: deploy}
                            spec:
                              steps: [{uses: compose-output, as: done, config: {image: x}}]
                            """);
                    try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
                        git.add().addFilepattern(".").call();
                        git.commit()
                                .setMessage("begin")
                                .setSign(false)
                                .setAuthor("Ada", "ada@example.com")
                                .setCommitter("Ada", "ada@example.com")
                                .call();
                    }
                    WaybillConfiguration.get()
                            .setSharedManifests(
                                    new GitManifestSource(directory.toUri().toString()));
                    until(() ->
                            !WaybillConfiguration.get().sharedStatus().inForce().isEmpty());
                    Pipelines.project(
                            jenkins, "shop", Pipelines.stages("{task: {kind: ClusterPromotionTask, name: deploy}}"));
                });
                Files.move(directory.resolve(".git"), directory.resolve("gone"));
                sessions.then(jenkins -> {
                    assertThat(WaybillEngine.engine().projects().get("shop").tasks())
                            .hasSize(1);
                    until(() -> WaybillConfiguration.get().sharedStatus().isBroken());
                    assertThat(WaybillEngine.engine().projects().get("shop").tasks())
                            .hasSize(1);
                });
            });
        } finally {
            System.clearProperty(LOCAL);
        }
    }

    @Test
    void aQuestionIsStillAskedAfterARestart() throws Throwable {
        restarting(sessions -> {
            sessions.then(jenkins -> {
                PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
                Pipelines.freight(project, "v1");
                WorkflowRun build = start(
                        jenkins, "awaitApproval project: 'shop', stage: 'prod', freight: 'app-v1', minApprovals: 2");
                jenkins.waitForMessage("answer here", build);
                answer("ann");
                jenkins.waitForMessage("Approved by ann", build);
            });
            sessions.then(jenkins -> {
                WorkflowRun build = resumed(jenkins);
                assertThat(WaybillEngine.engine().approvals().all("shop")).hasSize(1);
                answer("bob");
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
                jenkins.assertLogContains("Approved by bob", build);
            });
        });
    }

    @Test
    void aVerificationBodyThatIsInterruptedByARestartStillDecides() throws Throwable {
        restarting(sessions -> {
            sessions.then(jenkins -> {
                PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
                Pipelines.freight(project, "v1");
                WorkflowRun build = start(
                        jenkins,
                        """
                    promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'
                    verifyStage(project: 'shop', stage: 'dev') {
                      awaitApproval project: 'shop', stage: 'dev', freight: 'app-v1', message: 'Looks right?'
                    }
                    """);
                jenkins.waitForMessage("answer here", build);
            });
            sessions.then(jenkins -> {
                WorkflowRun build = resumed(jenkins);
                var approval = WaybillEngine.engine().approvals().all("shop").get(0);
                WaybillEngine.engine()
                        .approvals()
                        .answer("shop", approval.id(), Identity.user("ann", List.of()), false, "looks wrong");
                jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
                assertThat(WaybillEngine.engine()
                                .state("shop")
                                .stage("dev")
                                .current()
                                .orElseThrow()
                                .verificationHistory()
                                .get(0)
                                .phase()
                                .displayName())
                        .isEqualTo("Failed");
            });
        });
    }

    /** As an upgrade of the plugin does: Jenkins stops while promotions run, and starts again. */
    @Test
    void promotionsThatNoBuildWaitsForGoOnAfterARestart() throws Throwable {
        String[] promotion = new String[1];
        restarting(sessions -> {
            sessions.then(jenkins -> {
                PromotionProject project = Pipelines.project(
                        jenkins,
                        "shop",
                        Pipelines.stages(
                                "{uses: wait-for-approval, as: gate, config: {}}, {uses: compose-output, as: done, config: {a: b}}"));
                var freight = Pipelines.freight(project, "v1");
                promotion[0] = WaybillEngine.engine()
                        .promotions()
                        .promote("shop", "dev", freight.name(), Actor.user("ada"), false)
                        .name();
                until(() -> WaybillEngine.engine().promotions().get("shop", promotion[0]).executions().stream()
                        .anyMatch(execution -> execution.alias().equals("gate")));
            });
            sessions.then(jenkins -> {
                assertThat(WaybillEngine.engine()
                                .promotions()
                                .get("shop", promotion[0])
                                .phase()
                                .isTerminal())
                        .isFalse();
                WaybillEngine.engine().answers().respond("shop", promotion[0], null, Actor.user("ann"), true, "");
                until(() -> WaybillEngine.engine()
                        .promotions()
                        .get("shop", promotion[0])
                        .phase()
                        .isTerminal());
                assertThat(WaybillEngine.engine()
                                .promotions()
                                .get("shop", promotion[0])
                                .phase()
                                .displayName())
                        .isEqualTo("Succeeded");
                assertThat(WaybillEngine.engine().state("shop").promotions())
                        .as("it ends once")
                        .hasSize(1);
            });
        });
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void answer(String user) {
        var approval = WaybillEngine.engine().approvals().all("shop").get(0);
        WaybillEngine.engine().approvals().answer("shop", approval.id(), Identity.user(user, List.of()), true, "");
    }
}
