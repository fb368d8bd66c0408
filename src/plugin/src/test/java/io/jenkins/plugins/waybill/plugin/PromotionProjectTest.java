package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Item;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.health.EngineMonitor;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.net.URL;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PromotionProjectTest {

    @Test
    void manifestsWrittenOnThePageAreInForceWhenSaved(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);

        assertThat(project.getDefinitionStatus().problem()).isEmpty();
        assertThat(WaybillEngine.engine().projects().get("shop").stages()).containsOnlyKeys("dev", "prod");

        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).getPage(project);
        assertThat(page.getElementById("waybill-board").getAttribute("data-project"))
                .isEqualTo("shop");
        assertThat(page.getWebResponse().getContentAsString()).contains("/waybill/assets/");
    }

    @Test
    void aBrokenDefinitionLeavesTheLastGoodOneInForce(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        project.setSource(new InlineManifests(Pipelines.DEV_AND_PROD.replace("sources:", "sauces:")));
        Definitions.get().refresh(project);

        assertThat(project.getDefinitionStatus().isBroken()).isTrue();
        assertThat(WaybillEngine.engine().projects().get("shop").stages()).containsOnlyKeys("dev", "prod");
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).getPage(project, "manifests");
        assertThat(page.asNormalizedText())
                .contains("The definition that was read before stays in force")
                .contains("manifests.yaml:")
                .contains("sauces");
    }

    @Test
    void aNewProjectSaysWhereItsManifestsAreWritten(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", "");
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).getPage(project);

        assertThat(page.asNormalizedText()).contains("this project has no manifests");
        assertThat(page.getAnchorByText("Write them, or name the repository that has them")
                        .getHrefAttribute())
                .endsWith("/job/shop/configure");
        assertThat(page.getElementById("waybill-board"))
                .as("no board of nothing")
                .isNull();
        assertThat(ExtensionList.lookupSingleton(EngineMonitor.class).getTroubles())
                .isEmpty();
    }

    @Test
    void theConfigurationPageRoundTrips(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        HtmlPage page = jenkins.createWebClient().getPage(project, "configure");
        HtmlForm form = page.getFormByName("config");
        form.getButtonByName("Submit").click();

        PromotionProject saved = jenkins.jenkins.getItemByFullName("shop", PromotionProject.class);
        assertThat(((InlineManifests) saved.getSource()).getText().strip()).isEqualTo(Pipelines.DEV_AND_PROD.strip());
    }

    @Test
    void aCopyHasItsOwnState(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        PromotionProject copy = jenkins.jenkins.copy(project, "shop-copy");
        Definitions.get().refresh(copy);

        assertThat(copy.getKey()).isNotEqualTo(project.getKey());
        assertThat(WaybillEngine.engine().state(project.getKey()).freight()).hasSize(1);
        assertThat(WaybillEngine.engine().state(copy.getKey()).freight()).isEmpty();
        assertThat(WaybillEngine.engine().projects().get(copy.getKey()).namespace())
                .isEqualTo("shop");
    }

    @Test
    void aRenamedProjectKeepsItsFreight(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        project.doConfirmRename("store");

        assertThat(project.getKey()).isEqualTo("shop");
        assertThat(PromotionProject.byKey("shop")).contains(project);
        assertThat(WaybillEngine.engine().state("shop").freight()).hasSize(1);
    }

    @Test
    void deletingKeepsFreightUnlessAskedToPurge(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        project.delete();
        PromotionProject again = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        assertThat(WaybillEngine.engine().state(again.getKey()).freight()).hasSize(1);

        JenkinsRule.WebClient browser = jenkins.createWebClient();
        HtmlForm form = browser.getPage(again, "remove").getFormByName("delete");
        form.getInputByName("purge").setChecked(true);
        jenkins.submit(form);
        assertThat(jenkins.jenkins.getItem("shop")).isNull();
        assertThat(WaybillEngine.engine().state("shop").freight()).isEmpty();
    }

    @Test
    void theApiAnswersForWhoeverJenkinsKnowsAndChangesNeedACrumb(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        JenkinsRule.WebClient anonymous = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        assertThat(status(anonymous, jenkins, "waybill/api/v1/projects/shop/graph", HttpMethod.GET, false))
                .isIn(401, 403, 404);

        JenkinsRule.WebClient reader = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login("reader");
        assertThat(status(reader, jenkins, "waybill/api/v1/projects/shop/graph", HttpMethod.GET, false))
                .isEqualTo(200);
        assertThat(status(reader, jenkins, "job/shop/waybill/api/v1/graph", HttpMethod.GET, false))
                .isEqualTo(200);
        assertThat(status(reader, jenkins, "waybill/api/v1/projects/shop/promotions", HttpMethod.POST, true))
                .isEqualTo(403);

        JenkinsRule.WebClient admin = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login("admin");
        assertThat(status(admin, jenkins, "waybill/api/v1/projects/shop/promotions", HttpMethod.POST, false))
                .isEqualTo(403);
        assertThat(status(admin, jenkins, "waybill/api/v1/projects/shop/promotions", HttpMethod.POST, true))
                .isEqualTo(201);
    }

    private static int status(
            JenkinsRule.WebClient client, JenkinsRule jenkins, String path, HttpMethod method, boolean crumb)
            throws Exception {
        URL url = crumb ? client.createCrumbedUrl(path) : new URL(jenkins.getURL(), path);
        WebRequest request = new WebRequest(url, method);
        if (method == HttpMethod.POST) {
            request.setAdditionalHeader("Content-Type", "application/json");
            request.setRequestBody("{\"stage\":\"dev\",\"freight\":\"app-v1\"}");
        }
        return client.loadWebResponse(request).getStatusCode();
    }

    @Test
    void whatPeopleDoIsRecordedUnderTheirName(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
        JenkinsRule.WebClient ada = jenkins.createWebClient().login("ada");
        assertThat(status(ada, jenkins, "waybill/api/v1/projects/shop/promotions", HttpMethod.POST, true))
                .isEqualTo(201);
        assertThat(WaybillEngine.engine().audit().events(AuditFilter.ofProject("shop"), Long.MAX_VALUE, 10))
                .anySatisfy(event -> {
                    assertThat(event.type()).isEqualTo("PromotionCreated");
                    assertThat(event.actor()).isEqualTo(Actor.user("ada"));
                });
    }
}
