package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Jenkinsfiles and manifests of {@code examples/jenkins}, as they are, on a real repository. */
@WithJenkins
class JenkinsExamplesTest {

    private static final String LOCAL_REMOTES = WaybillEngine.class.getName() + ".LOCAL_REMOTES";
    private static final Path EXAMPLES = Path.of("../../examples/jenkins");

    @TempDir
    Path directory;

    @BeforeAll
    static void allowRepositoriesOnThisMachine() {
        System.setProperty(LOCAL_REMOTES, "true");
    }

    @AfterAll
    static void forbidThemAgain() {
        System.clearProperty(LOCAL_REMOTES);
    }

    @Test
    void everyExampleRuns(JenkinsRule jenkins) throws Exception {
        try (SampleRepository gitops = SampleRepository.create(directory.resolve("gitops"))) {
            String values = "app:\n  tag: 0.0.0\nworker:\n  tag: 0.0.0\n";
            gitops.commit(
                    "main",
                    "First",
                    Map.of(
                            "env/dev/values.yaml", values,
                            "env/staging/values.yaml", values,
                            "env/prod/values.yaml", values));
            PromotionProject project = Pipelines.project(
                    jenkins,
                    "guestbook",
                    Files.readString(EXAMPLES.resolve("project.yaml"))
                            .replace("https://github.com/example/guestbook-gitops", gitops.url()));
            assertThat(project.getDefinitionStatus().problem()).isEmpty();
            assertThat(project.getDefinitionStatus().findings())
                    .filteredOn(finding -> finding.severity() != Finding.Severity.INFO)
                    .isEmpty();

            WorkflowJob release = job(jenkins, "release");
            // The trigger is in force after the first build, which was not started by Freight.
            jenkins.waitForCompletion(release.scheduleBuild2(0).waitForStart());
            jenkins.buildAndAssertSuccess(job(jenkins, "build"));
            WorkflowRun released = second(release);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(released));
            assertThat(gitops.read("main", "env/prod/values.yaml")).contains("app:\n  tag: 1.0.0");
            String first = WaybillEngine.engine()
                    .state("guestbook")
                    .freight()
                    .iterator()
                    .next()
                    .name();

            jenkins.buildAndAssertSuccess(job(jenkins, "monorepo"));
            assertThat(gitops.read("main", "env/dev/values.yaml")).contains("tag: 2.0.0\nworker:\n  tag: 2.0.0");

            jenkins.buildAndAssertSuccess(job(jenkins, "hotfix"));
            assertThat(gitops.read("main", "env/prod/values.yaml")).contains("app:\n  tag: 1.0.1");

            WorkflowRun back = with(job(jenkins, "rollback"), first);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(back));
            assertThat(gitops.read("main", "env/prod/values.yaml")).contains("app:\n  tag: 1.0.0");

            WorkflowRun asked = with(job(jenkins, "approval"), first);
            jenkins.waitForMessage("answer here", asked);
            answer("ann", "operations");
            answer("bob", "operations");
            assertThat(asked.isBuilding()).isTrue();
            answer("sue", "security");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(asked));
        }
    }

    private static void answer(String user, String group) {
        var approvals = WaybillEngine.engine().approvals();
        approvals.answer(
                "guestbook", approvals.all("guestbook").get(0).id(), Identity.user(user, List.of(group)), true, "");
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(Files.readString(EXAMPLES.resolve(name + ".Jenkinsfile")), true));
        return job;
    }

    private static WorkflowRun with(WorkflowJob job, String freight) throws Exception {
        return job.scheduleBuild2(
                        0,
                        new ParametersAction(List.of(new StringParameterValue("FREIGHT", freight)), List.of("FREIGHT")))
                .waitForStart();
    }

    private static WorkflowRun second(WorkflowJob job) throws Exception {
        for (int i = 0; i < 1500; i++) {
            WorkflowRun build = job.getBuildByNumber(2);
            if (build != null) {
                return build;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("The Freight started no build of " + job.getName());
    }
}
