package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.cli.CLICommandInvoker;
import io.jenkins.plugins.waybill.plugin.config.ArgoCdServer;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.StageRule;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundSetter;

/** Projects and settings that come from files rather than from forms. */
@WithJenkins
class ItemsAsCodeTest {

    private JenkinsRule jenkins;
    private Folder team;
    private Folder other;
    private PromotionProject shop;

    @BeforeEach
    void aProjectInAFolder(JenkinsRule rule) throws Exception {
        jenkins = rule;
        team = jenkins.createProject(Folder.class, "team");
        other = jenkins.createProject(Folder.class, "other");
        shop = team.createProject(PromotionProject.class, "shop");
        shop.setSource(new InlineManifests(Pipelines.DEV_AND_PROD));
        StageRule rule2 = new StageRule("prod");
        rule2.setPromoters("release-managers");
        shop.setStageRules(List.of(rule2));
        shop.save();
        io.jenkins.plugins.waybill.plugin.project.Definitions.get().refresh(shop);
        Pipelines.freight(shop, "v1");
    }

    private WebResponse ask(HttpMethod method, String path, String body) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        URL url = method == HttpMethod.POST ? browser.createCrumbedUrl(path) : new URL(jenkins.getURL(), path);
        WebRequest request = new WebRequest(url, method);
        if (!body.isEmpty()) {
            request.setAdditionalHeader("Content-Type", "application/xml");
            request.setRequestBody(body);
        }
        return browser.loadWebResponse(request);
    }

    private PromotionProject item(String name) {
        return jenkins.jenkins.getItemByFullName(name, PromotionProject.class);
    }

    private static void inForce(PromotionProject project, String... stages) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (!project.getDefinitionStatus().inForce().isEmpty()
                    && WaybillEngine.engine()
                            .projects()
                            .get(project.getKey())
                            .stages()
                            .keySet()
                            .equals(Set.of(stages))) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(project.getDefinitionStatus().findings()).isEmpty();
        assertThat(WaybillEngine.engine().projects().get(project.getKey()).stages())
                .containsOnlyKeys(stages);
    }

    @Test
    void configXmlIsExportedAndImportedByRest() throws Exception {
        String xml = ask(HttpMethod.GET, "job/team/job/shop/config.xml", "").getContentAsString();
        assertThat(xml).contains("kind: Stage", "release-managers", "<key>shop</key>");

        assertThat(ask(HttpMethod.POST, "job/other/createItem?name=twin", xml).getStatusCode())
                .isEqualTo(200);
        PromotionProject twin = item("other/twin");
        inForce(twin, "dev", "prod");
        assertThat(twin.getKey()).as("the first keeps its key").isNotEqualTo("shop");
        assertThat(twin.getStageRules()).extracting(StageRule::getPromoters).containsExactly("release-managers");
        assertThat(WaybillEngine.engine().state(twin.getKey()).freight()).isEmpty();

        String renamed = xml.replace("name: dev", "name: test").replace("stages: [dev]", "stages: [test]");
        assertThat(ask(HttpMethod.POST, "job/team/job/shop/config.xml", renamed).getStatusCode())
                .isEqualTo(200);
        inForce(item("team/shop"), "test", "prod");
        assertThat(item("team/shop").getKey()).isEqualTo("shop");
        assertThat(WaybillEngine.engine().state("shop").freight()).hasSize(1);
    }

    @Test
    void theCommandLineOfJenkinsKnowsProjects() throws Exception {
        CLICommandInvoker.Result got = new CLICommandInvoker(jenkins, "get-job").invokeWithArgs("team/shop");
        assertThat(got.returnCode()).isZero();
        String xml = got.stdout();

        assertThat(new CLICommandInvoker(jenkins, "create-job")
                        .withStdin(stream(xml))
                        .invokeWithArgs("other/made")
                        .returnCode())
                .isZero();
        inForce(item("other/made"), "dev", "prod");

        assertThat(new CLICommandInvoker(jenkins, "copy-job")
                        .invokeWithArgs("team/shop", "team/copied")
                        .returnCode())
                .isZero();
        inForce(item("team/copied"), "dev", "prod");
        assertThat(item("team/copied").getKey())
                .isNotIn("shop", item("other/made").getKey());

        assertThat(new CLICommandInvoker(jenkins, "update-job")
                        .withStdin(stream(xml.replace("name: prod", "name: live")))
                        .invokeWithArgs("team/shop")
                        .returnCode())
                .isZero();
        inForce(item("team/shop"), "dev", "live");
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aProjectThatIsMovedToAnotherFolderKeepsItsFreight() throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        WebRequest move = new WebRequest(browser.createCrumbedUrl("job/team/job/shop/move/move"), HttpMethod.POST);
        move.setRequestParameters(List.of(new NameValuePair("destination", "/other")));
        browser.getPage(move);

        assertThat(item("team/shop")).isNull();
        PromotionProject moved = item("other/shop");
        assertThat(moved.getKey()).isEqualTo("shop");
        assertThat(PromotionProject.byKey("shop")).contains(moved);
        assertThat(WaybillEngine.engine().state("shop").freight()).hasSize(1);
        assertThat(WaybillEngine.engine().projects().get("shop").stages()).containsOnlyKeys("dev", "prod");
    }

    @Test
    void aScriptMakesAProjectAsJobDslDoes() throws Exception {
        PromotionProject made = (PromotionProject) team.createProjectFromXML(
                "scripted",
                stream("<io.jenkins.plugins.waybill.plugin.project.PromotionProject><source class='"
                        + InlineManifests.class.getName() + "'><text>" + Pipelines.DEV_AND_PROD
                        + "</text></source></io.jenkins.plugins.waybill.plugin.project.PromotionProject>"));
        inForce(made, "dev", "prod");
    }

    @Test
    void xmlMayLeaveOutWhatHasADefault() throws Exception {
        PromotionProject made = (PromotionProject) team.createProjectFromXML(
                "from-git",
                stream("<io.jenkins.plugins.waybill.plugin.project.PromotionProject><source class='"
                        + GitManifestSource.class.getName() + "'><repoUrl>https://127.0.0.1:1/gitops.git</repoUrl>"
                        + "</source></io.jenkins.plugins.waybill.plugin.project.PromotionProject>"));
        GitManifestSource source = (GitManifestSource) made.getSource();
        assertThat(source.getPollMinutes()).isEqualTo(new GitManifestSource("").getPollMinutes());
        assertThat(source.getBranch()).isEmpty();
        assertThat(source.getDirectory()).isEmpty();
        assertThat(source.getCredentialsId()).isEmpty();
        assertThat(made.getRepositories()).isEmpty();
        assertThat(made.stageRules()).isEmpty();
        assertThat(made.credentialsIdFor("ghcr.io/shop/app")).isEmpty();
    }

    /** Configuration as Code and Job DSL describe objects as structs does: by constructors and setters of data. */
    @Test
    void describedObjectsSurviveARoundTrip() throws Exception {
        ArgoCdServer server = new ArgoCdServer("main", "https://argocd.example.com", "token");
        server.setNamespace("gitops");
        server.setProjects("team, shop");
        server.setStages("prod-.*");
        server.setCertificates("PEM");
        DescribableModel<ArgoCdServer> model = DescribableModel.of(ArgoCdServer.class);
        Map<String, Object> described = model.uninstantiate2(server).toMap();
        assertThat(described)
                .containsOnlyKeys("name", "url", "credentialsId", "namespace", "projects", "stages", "certificates");
        assertThat(model.uninstantiate2(model.instantiate(described, null)).toMap())
                .isEqualTo(described);
    }

    /** What is saved can be exported and imported: each field is a property that a setter of data takes. */
    @Test
    void everyGlobalSettingIsAPropertyForConfigurationAsCode() throws Exception {
        Map<String, PropertyDescriptor> properties = Arrays.stream(
                        Introspector.getBeanInfo(WaybillConfiguration.class).getPropertyDescriptors())
                .collect(Collectors.toMap(PropertyDescriptor::getName, property -> property));
        for (Field field : WaybillConfiguration.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())) {
                continue;
            }
            PropertyDescriptor property = properties.get(field.getName());
            assertThat(property).as(field.getName()).isNotNull();
            assertThat(property.getReadMethod())
                    .as("getter of " + field.getName())
                    .isNotNull();
            assertThat(property.getWriteMethod())
                    .as("setter of " + field.getName())
                    .isNotNull();
            assertThat(property.getWriteMethod().isAnnotationPresent(DataBoundSetter.class))
                    .as("@DataBoundSetter of " + field.getName())
                    .isTrue();
        }
    }
}
