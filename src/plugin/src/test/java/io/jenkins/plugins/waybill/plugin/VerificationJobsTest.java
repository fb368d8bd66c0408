package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.Functions;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.model.StringParameterDefinition;
import hudson.slaves.OfflineCause;
import hudson.tasks.BatchFile;
import hudson.tasks.Shell;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.verification.VerificationCause;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs of Jenkins as measurements of an analysis template. */
class VerificationJobsTest {

    private static final Actor ADA = Actor.user("ada");

    private static String manifests(String job, String variables) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  freightCreationPolicy: Manual
                  subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: shop}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{uses: compose-output, as: done, config: {image: 'x'}}]}}
                  verification:
                    analysisTemplates: [{name: smoke}]
                    args:
                    - {name: version, value: "${{ imageFrom('registry.example.com/shop/app').Tag }}"}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: smoke, namespace: shop}
                spec:
                  args: [{name: version}]
                  metrics:
                  - name: integration-test
                    consecutiveErrorLimit: 0
                    provider:
                      job:
                        metadata: {annotations: {jenkins.io/job: '%s'}}
                        spec:
                          template:
                            spec: {containers: [{name: test, image: test, env: [%s]}]}
                """
                .formatted(job, variables);
    }

    private static void promote(PromotionProject project, String manifests) {
        project.setSource(new InlineManifests(manifests));
        assertThat(Definitions.get().refresh(project).problem()).isEmpty();
        Pipelines.freight(project, "v1");
        WaybillEngine.engine().promotions().promote(project.getKey(), "dev", "app-v1", ADA, false);
    }

    private static Optional<Verification> verification(String project) {
        return WaybillEngine.engine()
                .state(project)
                .stage("dev")
                .current()
                .flatMap(current -> current.verificationHistory().stream().findFirst());
    }

    private static Verification verified(String project) throws InterruptedException {
        while (verification(project).filter(known -> known.phase().isTerminal()).isEmpty()) {
            Thread.sleep(50);
        }
        return verification(project).get();
    }

    private static FreeStyleProject parameterized(FreeStyleProject job) throws Exception {
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("VERSION", "none"), new StringParameterDefinition("SUITE", "fast")));
        return job;
    }

    @Test
    @WithJenkins
    void aJobThatSucceedsVerifiesTheFreight(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = parameterized(jenkins.createFreeStyleProject("smoke-test"));
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(environment);
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", "{name: VERSION, value: '{{args.version}}'}"));

        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.SUCCESSFUL);
        FreeStyleBuild build = job.getLastBuild();
        assertThat(build.getNumber()).isEqualTo(1);
        assertThat(build.getCause(VerificationCause.class).getShortDescription())
                .isEqualTo("Verifies 'integration-test' for shop");
        assertThat(environment.getEnvVars())
                .containsEntry("VERSION", "v1")
                .containsEntry("SUITE", "fast")
                .containsEntry("WAYBILL_PROJECT", "shop")
                .containsEntry("WAYBILL_METRIC", "integration-test");
        assertThat(WaybillEngine.engine()
                        .freight()
                        .get("shop", "app-v1")
                        .status()
                        .verifiedIn())
                .containsKey("dev");
    }

    @Test
    @WithJenkins
    void aJobThatFailsFailsTheVerificationWithItsName(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("smoke-test");
        job.getBuildersList().add(new FailureBuilder());
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));

        Verification verification = verified("shop");
        assertThat(verification.phase()).isEqualTo(Verification.Phase.FAILED);
        assertThat(measured("shop")).contains("smoke-test #1: FAILURE");
        assertThat(WaybillEngine.engine()
                        .freight()
                        .get("shop", "app-v1")
                        .status()
                        .verifiedIn())
                .isEmpty();
    }

    private static String measured(String project) {
        return WaybillEngine.engine()
                .verifications()
                .analysisRun(project, verification(project).get().analysisRun())
                .metrics()
                .get(0)
                .measurements()
                .get(0)
                .message();
    }

    @Test
    @WithJenkins
    void whoTakesItOutOfTheQueueLeavesItUndecided(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(0);
        jenkins.createFreeStyleProject("smoke-test");
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));
        Queue.getInstance().cancel(queued(jenkins));
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.INCONCLUSIVE);
        assertThat(measured("shop")).contains("took the build of 'smoke-test' out of the queue");
    }

    private static Queue.Item queued(JenkinsRule jenkins) throws InterruptedException {
        while (jenkins.jenkins.getQueue().getItems().length == 0) {
            Thread.sleep(50);
        }
        return jenkins.jenkins.getQueue().getItems()[0];
    }

    @Test
    @WithJenkins
    void anAgentThatDiesLeavesItUndecided(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(0);
        Slave agent = Agents.online(jenkins, null);
        FreeStyleProject job = jenkins.createFreeStyleProject("smoke-test");
        // Something that goes on on the agent, not only in its executor.
        job.getBuildersList()
                .add(Functions.isWindows() ? new BatchFile("ping -n 600 127.0.0.1") : new Shell("sleep 600"));
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));
        jenkins.waitForMessage(Functions.isWindows() ? "ping" : "sleep", building(job));
        agent.toComputer().disconnect(OfflineCause.create(null)).get();
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.INCONCLUSIVE);
        assertThat(measured("shop"))
                .startsWith("smoke-test #1: FAILURE")
                .endsWith("because its agent '" + agent.getNodeName() + "' was lost in the middle");
    }

    @Test
    @WithJenkins
    void aPipelineWhoseAgentIsTakenAwayLeavesItUndecided(JenkinsRule jenkins) throws Exception {
        Slave agent = Agents.online(jenkins, "tests");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "smoke-test");
        job.setDefinition(new CpsFlowDefinition("node('tests') { echo 'at work'; sleep 600 }", true));
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));
        jenkins.waitForMessage("at work", building(job));
        jenkins.jenkins.removeNode(agent);
        // Jenkins gives it a while to come back.
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.INCONCLUSIVE);
        assertThat(measured("shop")).startsWith("smoke-test #1: ABORTED");
    }

    @Test
    @WithJenkins
    void aBuildThatSomebodyAbortsLeavesItUndecided(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "smoke-test");
        job.setDefinition(new CpsFlowDefinition("sleep 600", true));
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));
        jenkins.waitForMessage("Sleeping", building(job));
        job.getLastBuild().doStop();
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.INCONCLUSIVE);
        assertThat(measured("shop")).startsWith("smoke-test #1: ABORTED");
    }

    @Test
    @WithJenkins
    void aJobThatIsMissingOrDisabledIsTold(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.ERROR);
        assertThat(measured("shop")).contains("names the job 'smoke-test'; Jenkins has none of that name");

        FreeStyleProject job = jenkins.createFreeStyleProject("smoke-test");
        job.disable();
        String before = verification("shop").get().id();
        WaybillEngine.engine().verifications().reverify("shop", "dev", ADA);
        while (verification("shop").get().id().equals(before)) {
            Thread.sleep(50);
        }
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.ERROR);
        assertThat(measured("shop")).contains("The job 'smoke-test' cannot be built: it is disabled");
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    @WithJenkins
    void aVerificationThatIsEndedStopsTheBuild(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("smoke-test");
        job.getBuildersList().add(new SleepBuilder(600_000));
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", ""));
        while (job.getLastBuild() == null || !job.getLastBuild().isBuilding()) {
            Thread.sleep(50);
        }
        WaybillEngine.engine().verifications().abort("shop", "dev", ADA);
        jenkins.waitForCompletion(job.getLastBuild());
        assertThat(job.getLastBuild().getResult()).isEqualTo(hudson.model.Result.ABORTED);
    }

    @Test
    @WithJenkins
    void onlyJobsOfTheProjectsFolderAreSeen(JenkinsRule jenkins) throws Exception {
        FreeStyleProject elsewhere = jenkins.createFreeStyleProject("deploy-production");
        Folder team = jenkins.createProject(Folder.class, "team");
        PromotionProject project = team.createProject(PromotionProject.class, "shop");
        for (String name : List.of("deploy-production", "/deploy-production", "../deploy-production")) {
            project.setSource(new InlineManifests(manifests(name, "")));
            Definitions.get().refresh(project);
            String alias = "v" + Math.abs(name.hashCode());
            Pipelines.freight(project, alias);
            WaybillEngine.engine().promotions().promote(project.getKey(), "dev", "app-" + alias, ADA, false);
            while (verification(project.getKey())
                    .filter(known -> known.phase().isTerminal() && runs(project, alias))
                    .isEmpty()) {
                Thread.sleep(50);
            }
            assertThat(measured(project.getKey())).contains("the folder 'team' has none of that name");
        }
        assertThat(elsewhere.getLastBuild()).isNull();
        assertThat(elsewhere.isInQueue()).isFalse();

        FreeStyleProject own = team.createProject(Folder.class, "tests").createProject(FreeStyleProject.class, "smoke");
        promote(project, manifests("tests/smoke", ""));
        while (own.getLastBuild() == null) {
            Thread.sleep(50);
        }
    }

    private static <J extends Job<J, R>, R extends Run<J, R>> R building(J job) throws InterruptedException {
        while (job.getLastBuild() == null || !job.getLastBuild().isBuilding()) {
            Thread.sleep(50);
        }
        return job.getLastBuild();
    }

    private static boolean runs(PromotionProject project, String alias) {
        return WaybillEngine.engine().state(project.getKey()).stage("dev").current().stream()
                .flatMap(current -> current.items().values().stream())
                .flatMap(reference -> reference.artifacts().images().stream())
                .anyMatch(image -> image.tag().equals(alias));
    }

    @Test
    @WithJenkins
    void aVariableThatTheJobHasNoParameterForIsNotLostSilently(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = parameterized(jenkins.createFreeStyleProject("smoke-test"));
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("smoke-test", "{name: VERSION, value: v1}, {name: REGION, value: eu}"));
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.ERROR);
        assertThat(measured("shop")).contains("The job 'smoke-test' has no parameter for REGION");
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    @WithJenkins
    void aJobWithoutTheAnnotationSaysWhatToWrite(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        promote(project, manifests("", ""));
        assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.ERROR);
        assertThat(measured("shop")).contains("name it in the annotation 'jenkins.io/job'");
    }

    /** What a test does in several lives of one Jenkins. */
    private interface Lives {
        void live(JenkinsSessionRule sessions) throws Throwable;
    }

    private static void restarting(Lives lives) throws Throwable {
        JenkinsSessionRule sessions = new JenkinsSessionRule();
        Statement all = new Statement() {
            @Override
            public void evaluate() throws Throwable {
                lives.live(sessions);
            }
        };
        sessions.apply(all, Description.createTestDescription(VerificationJobsTest.class, "restart"))
                .evaluate();
    }

    @Test
    void whatWaitsInTheQueueIsMeasuredAfterARestart() throws Throwable {
        restarting(sessions -> {
            sessions.then(jenkins -> {
                jenkins.jenkins.setNumExecutors(0);
                parameterized(jenkins.createFreeStyleProject("smoke-test"));
                PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
                project.setSource(
                        new InlineManifests(manifests("smoke-test", "{name: VERSION, value: '{{args.version}}'}")));
                project.save();
                promote(project, ((InlineManifests) project.getSource()).getText());
                queued(jenkins);
            });
            sessions.then(jenkins -> {
                jenkins.jenkins.setNumExecutors(1);
                assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.SUCCESSFUL);
                FreeStyleProject job = jenkins.jenkins.getItemByFullName("smoke-test", FreeStyleProject.class);
                assertThat(job.getBuilds()).hasSize(1);
                assertThat(job.getLastBuild()
                                .getAction(ParametersAction.class)
                                .getParameter("VERSION")
                                .getValue())
                        .isEqualTo("v1");
            });
        });
    }

    @Test
    void aBuildThatRunsIsMeasuredAfterARestart() throws Throwable {
        restarting(sessions -> {
            sessions.then(jenkins -> {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "smoke-test");
                job.setDefinition(new CpsFlowDefinition("sleep 5", true));
                PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
                project.setSource(new InlineManifests(manifests("smoke-test", "")));
                project.save();
                promote(project, ((InlineManifests) project.getSource()).getText());
                while (job.getLastBuild() == null) {
                    Thread.sleep(50);
                }
                jenkins.waitForMessage("Sleeping for 5 sec", job.getLastBuild());
            });
            sessions.then(jenkins -> {
                assertThat(verified("shop").phase()).isEqualTo(Verification.Phase.SUCCESSFUL);
                WorkflowJob job = jenkins.jenkins.getItemByFullName("smoke-test", WorkflowJob.class);
                assertThat(job.getBuilds()).hasSize(1);
                assertThat(job.getLastBuild().getCause(VerificationCause.class).getMetric())
                        .isEqualTo("integration-test");
            });
        });
    }
}
