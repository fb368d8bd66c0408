package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people are told when something is not there. */
@WithJenkins
class BadInputTest {

    private JenkinsRule jenkins;
    private PromotionProject shop;

    @BeforeEach
    void aProject(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(shop, "v1");
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private void refused(String script, String... told) throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job(script));
        assertThat(jenkins.getLog(build)).as(script).contains(told).doesNotContain("\tat ");
    }

    @Test
    void everyStepNamesTheProjectsThereAre() throws Exception {
        String told = "There is no Promotion project 'shed' that this build may see. It sees shop.";
        refused("promoteFreight project: 'shed', stage: 'dev', freight: 'app-v1'", told);
        refused("verifyStage(project: 'shed', stage: 'dev') { echo 'never' }", told);
        refused("awaitApproval project: 'shed', stage: 'dev', freight: 'app-v1'", told);
        refused("createFreight project: 'shed', warehouse: 'app', images: ['a/b:v1']", told);
        refused("freight project: 'shed', freight: 'app-v1'", told);
        refused("promoteFreight project: '', stage: 'dev'", "Say which Promotion project is meant");
    }

    @Test
    void everyStepNamesTheStagesThereAre() throws Exception {
        String[] told = {"'qa'", "dev", "prod"};
        refused("promoteFreight project: 'shop', stage: 'qa', freight: 'app-v1'", told);
        refused("verifyStage(project: 'shop', stage: 'qa') { echo 'never' }", told);
        refused("awaitApproval project: 'shop', stage: 'qa', freight: 'app-v1'", told);
    }

    @Test
    void freightAndWarehousesThatAreNotThereAreNamed() throws Exception {
        refused("promoteFreight project: 'shop', stage: 'dev', freight: 'app-v9'", "'app-v9'");
        refused("awaitApproval project: 'shop', stage: 'dev', freight: 'app-v9'", "'app-v9'");
        refused("freight project: 'shop', freight: 'app-v9'", "'app-v9'");
        refused("createFreight project: 'shop', warehouse: 'web', images: ['a/b:v1']", "'web'", "app");
    }

    @Test
    void aDisabledOrBrokenProjectSaysSo() throws Exception {
        shop.doDisable();
        refused(
                "promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'",
                "'shop' is disabled: nothing is promoted. Enable it on its page.");
        Pipelines.project(jenkins, "broken", "kind: Stage");
        refused(
                "promoteFreight project: 'broken', stage: 'dev', freight: 'app-v1'",
                "'broken' has no definition in force");
    }

    @Test
    void aCredentialThatIsNotThereIsNamedWhenManifestsAreRead() throws Exception {
        PromotionProject project = jenkins.jenkins.createProject(PromotionProject.class, "from-git");
        GitManifestSource source = new GitManifestSource("https://127.0.0.1:1/gitops.git");
        source.setCredentialsId("forge-token");
        project.setSource(source);
        project.save();
        Definitions.get().refresh(project);
        assertThat(project.getDefinitionStatus().isBroken()).isTrue();
        assertThat(project.getDefinitionStatus().problem()).contains("forge-token");
    }

    @Test
    void anAgentThatDiesInTheBodyLeavesTheStageUnverifiedAndSaysWhy() throws Exception {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 1000;
        Slave agent = Agents.online(jenkins, "worker");
        WorkflowRun build =
                job("""
                promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'
                verifyStage(project: 'shop', stage: 'dev') {
                  node('worker') {
                    echo 'smoke tests begin'
                    sleep 600
                  }
                }
                """)
                        .scheduleBuild2(0)
                        .waitForStart();
        jenkins.waitForMessage("smoke tests begin", build);
        jenkins.jenkins.removeNode(agent);

        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isIn(Result.ABORTED, Result.FAILURE);
        Verification verification = WaybillEngine.engine()
                .state("shop")
                .stage("dev")
                .current()
                .orElseThrow()
                .verificationHistory()
                .get(0);
        assertThat(verification.phase()).isEqualTo(Verification.Phase.ABORTED);
        assertThat(verification.message()).containsIgnoringCase("agent was removed");
        assertThat(WaybillEngine.engine().state("shop").promotions())
                .allMatch(promotion -> promotion.phase().isTerminal());
    }
}
