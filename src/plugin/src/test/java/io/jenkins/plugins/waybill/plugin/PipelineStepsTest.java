package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.plugin.approval.ApprovalAction;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import io.jenkins.plugins.waybill.plugin.security.StageRule;
import io.jenkins.plugins.waybill.plugin.step.ProjectWatch;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PipelineStepsTest {

    private static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    @Test
    void aBuildRegistersItsFreightAndTakesItToProduction(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                job(
                        jenkins,
                        """
                def made = createFreight project: 'shop', warehouse: 'app', alias: 'app-v1',
                    images: ['registry.example.com/shop/app:v1@sha256:1111']
                echo "made ${made.alias} with ${made.images[0].tag}"
                promoteFreight project: 'shop', stage: 'dev', freight: made.name
                verifyStage(project: 'shop', stage: 'dev', freight: 'app-v1') { echo 'all good' }
                def done = promoteFreight project: 'shop', stage: 'prod'
                echo "prod: ${done.phase} of ${done.alias}"
                def own = freight project: 'shop'
                echo "own: ${own.alias}"
                """));
        jenkins.assertLogContains("made app-v1 with v1", build);
        jenkins.assertLogContains("[dev] done succeeded", build);
        jenkins.assertLogContains("prod: Succeeded of app-v1", build);
        jenkins.assertLogContains("own: app-v1", build);
        assertThat(build.getAction(FreightAction.class).getEntries())
                .extracting(FreightAction.Entry::getRole)
                .containsExactly(
                        FreightAction.Role.CREATED,
                        FreightAction.Role.PROMOTED,
                        FreightAction.Role.VERIFIED,
                        FreightAction.Role.PROMOTED);
        assertThat(build.getAction(FreightAction.class).getEntries().get(0).getStagesNow())
                .containsExactly("dev", "prod");

        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).getPage(build, "freight");
        assertThat(page.asNormalizedText()).contains("registry.example.com/shop/app:v1", "Runs in");
        assertThat(project.getDefinitionStatus().isBroken()).isFalse();
    }

    @Test
    void refusalsSayTheRuleAndTheWayOut(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");

        WorkflowRun tooEarly = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(jenkins, "promoteFreight project: 'shop', stage: 'prod', freight: 'app-v1'"));
        jenkins.assertLogContains("'app-v1' may not go to 'prod' now.", tooEarly);
        jenkins.assertLogContains("dev", tooEarly);

        WorkflowRun noProject = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(jenkins, "promoteFreight project: 'shed', stage: 'prod'"));
        jenkins.assertLogContains(
                "There is no Promotion project 'shed' that this build may see. It sees shop.", noProject);

        WorkflowRun noStage = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(jenkins, "promoteFreight project: 'shop', stage: 'qa', freight: 'app-v1'"));
        jenkins.assertLogContains("'qa'", noStage);

        WorkflowRun nothingThere = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(jenkins, "verifyStage(project: 'shop', stage: 'dev') { echo 'never' }"));
        jenkins.assertLogContains("runs nothing yet", nothingThere);
        jenkins.assertLogNotContains("never", nothingThere);

        WorkflowRun badImage = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job(
                        jenkins,
                        "createFreight project: 'shop', warehouse: 'app', images: ['registry.example.com/shop/app']"));
        jenkins.assertLogContains("needs a tag or a digest", badImage);
    }

    @Test
    void onlyTheJobsThatAStageNamesMayPromoteToIt(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        WorkflowJob job = job(jenkins, "promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'");
        StageRule rule = new StageRule("dev");
        rule.setPromoters("release-managers");
        project.setStageRules(List.of(rule));

        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("add job:" + job.getFullName() + " to the promoters", refused);

        rule.setPromoters("release-managers, job:" + job.getFullName());
        jenkins.buildAndAssertSuccess(job);
    }

    @Test
    void aFailedBodyLeavesFreightUnverified(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(
                jenkins,
                "shop",
                Pipelines.DEV_AND_PROD.replaceFirst("(?s)(name: dev.*?spec:\n)", "$1  verification: {}\n"));
        Freight freight = Pipelines.freight(project, "v1");
        WorkflowRun failed = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job(
                        jenkins,
                        """
                promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'
                verifyStage(project: 'shop', stage: 'dev') { error 'smoke test failed' }
                """));
        jenkins.assertLogContains("smoke test failed", failed);
        assertThat(WaybillEngine.engine()
                        .freight()
                        .eligibility("shop", "prod", freight.name())
                        .eligible())
                .isFalse();

        jenkins.buildAndAssertSuccess(
                job(jenkins, "verifyStage(project: 'shop', stage: 'dev') { echo 'well this time' }"));
        assertThat(WaybillEngine.engine()
                        .freight()
                        .eligibility("shop", "prod", freight.name())
                        .eligible())
                .isTrue();
    }

    @Test
    void aStoppedBuildTakesItsPromotionWithIt(JenkinsRule jenkins) throws Exception {
        PromotionProject project =
                Pipelines.project(jenkins, "shop", Pipelines.stages("{uses: wait-for-approval, as: gate, config: {}}"));
        Pipelines.freight(project, "v1");
        WorkflowRun build = job(jenkins, "promoteFreight project: 'shop', stage: 'dev', freight: 'app-v1'")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("[dev] gate running", build);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("to stop", build);
        String promotion =
                WaybillEngine.engine().state("shop").promotions().get(0).name();
        for (int i = 0;
                i < 1500
                        && !WaybillEngine.engine()
                                .promotions()
                                .get("shop", promotion)
                                .phase()
                                .isTerminal();
                i++) {
            Thread.sleep(100);
        }
        assertThat(WaybillEngine.engine()
                        .promotions()
                        .get("shop", promotion)
                        .phase()
                        .displayName())
                .isEqualTo("Aborted");
        assertThat(ProjectWatch.get().waiting()).isZero();
    }

    @Test
    void peopleAreAskedAndTheBuildGoesOnWhenEnoughAgree(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        WorkflowRun build = job(
                        jenkins,
                        """
                def answer = awaitApproval project: 'shop', stage: 'prod', freight: 'app-v1',
                    approvers: 'ann, bob', minApprovals: 2, message: 'Ship it?', timeout: '1h'
                echo "agreed: ${answer.approvers}"
                """)
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("answer here", build);

        JenkinsRule.WebClient ann = jenkins.createWebClient().login("ann");
        HtmlPage page = ann.getPage(build, ApprovalAction.URL);
        assertThat(page.asNormalizedText()).contains("Ship it?", "app-v1", "prod");
        page.getForms().stream()
                .filter(form -> form.getActionAttribute().endsWith("approvals/answer"))
                .findFirst()
                .orElseThrow()
                .getButtonByName("approved")
                .click();
        jenkins.waitForMessage("Approved by ann", build);
        assertThat(build.isBuilding()).isTrue();

        var approval = WaybillEngine.engine().approvals().all("shop").get(0);
        WaybillEngine.engine().approvals().answer("shop", approval.id(), Identity.user("bob", List.of()), true, "go");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Approved by bob: go", build);
        jenkins.assertLogContains("agreed: [ann, bob]", build);
    }

    @Test
    void aRejectionFailsTheBuildWithTheReason(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        WorkflowRun build = job(jenkins, "awaitApproval project: 'shop', stage: 'prod', freight: 'app-v1'")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("answer here", build);
        var approval = WaybillEngine.engine().approvals().all("shop").get(0);
        WaybillEngine.engine()
                .approvals()
                .answer("shop", approval.id(), Identity.user("eve", List.of()), false, "not on a Friday");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Rejected by eve: not on a Friday", build);
    }
}
