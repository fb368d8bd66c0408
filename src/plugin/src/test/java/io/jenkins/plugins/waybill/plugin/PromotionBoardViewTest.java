package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.View;
import io.jenkins.plugins.waybill.plugin.board.PromotionBoardView;
import io.jenkins.plugins.waybill.plugin.board.WaybillRoot;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The overviews of several projects: a view in any folder, and {@link WaybillRoot} for all. */
@WithJenkins
class PromotionBoardViewTest {

    private JenkinsRule jenkins;
    private Folder team;
    private PromotionProject shop;
    private PromotionProject store;
    private PromotionProject outside;

    @BeforeEach
    void threeProjectsTwoOfThemInAFolder(JenkinsRule rule) throws Exception {
        jenkins = rule;
        team = jenkins.createProject(Folder.class, "team");
        shop = define(team.createProject(PromotionProject.class, "shop"));
        store = define(team.createProject(Folder.class, "inner").createProject(PromotionProject.class, "store"));
        outside = define(jenkins.createProject(PromotionProject.class, "outside"));
    }

    private static PromotionProject define(PromotionProject project) throws Exception {
        project.setSource(new InlineManifests(Pipelines.DEV_AND_PROD));
        project.save();
        Definitions.get().refresh(project);
        return project;
    }

    private PromotionBoardView viewOf(Folder folder) throws Exception {
        PromotionBoardView view = new PromotionBoardView("boards");
        folder.addView(view);
        return view;
    }

    private static JSONObject shown(HtmlPage page) {
        return JSONObject.fromObject(page.getElementById("waybill-board").getAttribute("data-projects"));
    }

    @Test
    void aViewShowsWhatIsInItsFolderAndBelow() throws Exception {
        PromotionBoardView view = viewOf(team);
        assertThat(view.getItems()).containsExactlyInAnyOrder(shop, store);
        assertThat(view.contains(outside)).isFalse();

        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo(view.getUrl());
        assertThat(page.getElementById("waybill-board").getAttribute("data-project"))
                .isEmpty();
        assertThat(shown(page).keySet()).isEqualTo(java.util.Set.of("shop", "store"));
        assertThat(shown(page).getJSONObject("store").getString("title")).isEqualTo("inner » store");
        String link = shown(page).getJSONObject("store").getString("link");
        assertThat(link).startsWith("/jenkins/job/team/").endsWith("/job/inner/job/store/");
        assertThat(page.getWebClient()
                        .<HtmlPage>getPage(new java.net.URL(jenkins.getURL(), link))
                        .getElementById("waybill-board")
                        .getAttribute("data-project"))
                .isEqualTo("store");
        assertThat(page.querySelectorAll(".tabBar"))
                .as("other views can be reached")
                .isNotEmpty();
    }

    @Test
    void theFormChoosesProjectsWhichStayThroughARename() throws Exception {
        PromotionBoardView view = viewOf(team);
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        HtmlForm form = browser.goTo(view.getUrl() + "configure").getFormByName("viewConfig");
        assertThat(form.getInputByName("all").isChecked()).isTrue();
        form.getInputByName("all").setChecked(false);
        form.getInputByName("project-shop").setChecked(true);
        jenkins.submit(form);

        PromotionBoardView saved = (PromotionBoardView) team.getView("boards");
        assertThat(saved.getProjects()).containsExactly("shop");
        assertThat(saved.getItems()).containsExactly(shop);
        shop.doConfirmRename("market");
        assertThat(saved.getItems()).containsExactly(shop);

        form = browser.goTo(view.getUrl() + "configure").getFormByName("viewConfig");
        assertThat(form.getInputByName("all").isChecked()).isFalse();
        assertThat(form.getInputByName("project-shop").isChecked()).isTrue();
        assertThat(form.getInputByName("project-store").isChecked()).isFalse();
        form.getInputByName("all").setChecked(true);
        jenkins.submit(form);
        assertThat(((PromotionBoardView) team.getView("boards")).isAll()).isTrue();
    }

    @Test
    void anEmptyChoiceShowsNothingRatherThanEverything() throws Exception {
        PromotionBoardView view = viewOf(team);
        view.setProjects(List.of());
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo(view.getUrl());
        assertThat(shown(page).isEmpty()).isTrue();
    }

    @Test
    void overviewsNameOnlyProjectsThatTheViewerMaySee() throws Exception {
        viewOf(team);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, View.READ)
                .everywhere()
                .to("ann")
                .grant(Item.READ)
                .onItems(team, shop)
                .to("ann")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("root"));

        JenkinsRule.WebClient ann =
                jenkins.createWebClient().withJavaScriptEnabled(false).login("ann");
        assertThat(shown(ann.goTo(team.getUrl() + "view/boards/")).keySet()).isEqualTo(java.util.Set.of("shop"));
        assertThat(shown(ann.goTo("waybill/")).keySet()).isEqualTo(java.util.Set.of("shop"));

        JenkinsRule.WebClient root =
                jenkins.createWebClient().withJavaScriptEnabled(false).login("root");
        assertThat(shown(root.goTo("waybill/")).keySet()).isEqualTo(java.util.Set.of("shop", "store", "outside"));
    }

    @Test
    void anEditorWhoSeesLessLeavesTheRestChosen() throws Exception {
        PromotionBoardView view = viewOf(team);
        view.setProjects(List.of("shop", "store"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, View.READ, View.CONFIGURE)
                .everywhere()
                .to("ann")
                .grant(Item.READ)
                .onItems(team, shop)
                .to("ann"));
        HtmlForm form = jenkins.createWebClient()
                .login("ann")
                .goTo(view.getUrl() + "configure")
                .getFormByName("viewConfig");
        form.getInputByName("project-shop").setChecked(false);
        jenkins.submit(form);
        assertThat(((PromotionBoardView) team.getView("boards")).getProjects()).containsExactly("store");
    }

    @Test
    void theNewViewPageOffersIt() throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("newView");
        assertThat(page.asNormalizedText()).contains("Promotion board", "what waits for you");
    }
}
