package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import io.jenkins.plugins.waybill.plugin.trigger.FreightCause;
import io.jenkins.plugins.waybill.plugin.trigger.WarehouseTrigger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WarehouseTriggerTest {

    @Test
    void newFreightStartsAPipelineThatKnowsIt(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v0");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                """
                pipeline {
                  agent none
                  triggers { warehouse(project: 'shop', name: 'app') }
                  stages {
                    stage('Show') {
                      steps {
                        echo "started by ${env.WAYBILL_FREIGHT_ALIAS} of ${env.WAYBILL_PROJECT}"
                        script { echo "own: ${freight(project: 'shop').alias}" }
                      }
                    }
                  }
                }
                """,
                true));
        // A declarative trigger is in force after the first build, which has no Freight of its own.
        jenkins.buildAndAssertStatus(hudson.model.Result.FAILURE, job);
        assertThat(job.getTriggers().values()).hasAtLeastOneElementOfType(WarehouseTrigger.class);

        Pipelines.freight(project, "v1");
        WorkflowRun build = waitForBuild(jenkins, job, 2);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("started by app-v1 of shop", build);
        jenkins.assertLogContains("own: app-v1", build);
        assertThat(build.getCause(FreightCause.class).getAlias()).isEqualTo("app-v1");
        assertThat(build.getAction(FreightAction.class).own().orElseThrow().getRole())
                .isEqualTo(FreightAction.Role.TRIGGERED);
        assertThat(jenkins.createWebClient()
                        .withJavaScriptEnabled(false)
                        .getPage(job, "warehousePollLog")
                        .asNormalizedText())
                .contains("Started a build for app-v1 of shop/app");
    }

    @Test
    void eachFreightGetsABuildOfItsOwn(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        FreeStyleProject job = jenkins.createFreeStyleProject("classic");
        WarehouseTrigger trigger = new WarehouseTrigger("shop", "app");
        job.addTrigger(trigger);
        trigger.start(job, true);
        Pipelines.freight(project, "v1");
        Pipelines.freight(project, "v2");
        for (int i = 0;
                i < 1500 && (job.getLastBuild() == null || job.getLastBuild().getNumber() < 2);
                i++) {
            Thread.sleep(100);
        }
        jenkins.waitUntilNoActivity();
        FreeStyleBuild first = job.getBuildByNumber(1);
        FreeStyleBuild second = job.getBuildByNumber(2);
        assertThat(first.getCause(FreightCause.class).getAlias()).isEqualTo("app-v1");
        assertThat(second.getCause(FreightCause.class).getAlias()).isEqualTo("app-v2");
        assertThat(second.getEnvironment(hudson.model.TaskListener.NULL))
                .containsEntry("WAYBILL_FREIGHT_ALIAS", "app-v2")
                .containsEntry("WAYBILL_ARTIFACT", "registry.example.com/shop/app:v2");
    }

    private static WorkflowRun waitForBuild(JenkinsRule jenkins, WorkflowJob job, int number) throws Exception {
        for (int i = 0; i < 1500; i++) {
            WorkflowRun build = job.getBuildByNumber(number);
            if (build != null) {
                return build;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("No build started");
    }
}
