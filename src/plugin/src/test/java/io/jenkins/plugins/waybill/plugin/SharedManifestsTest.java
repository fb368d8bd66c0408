package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.plugin.config.ConfiguredMirror;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.health.EngineMonitor;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.ManifestSource;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import net.sf.json.JSONObject;
import org.eclipse.jgit.api.Git;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;

/** What Kargo keeps for a cluster, kept for all projects of a Jenkins. */
@WithJenkins
class SharedManifestsTest {

    private static final String LOCAL = WaybillEngine.class.getName() + ".LOCAL_REMOTES";

    private static final String COMPANY =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: company, namespace: kargo-shared-resources}
            data: {registry: registry.example.com}
            """;

    private static final String RECEIVER =
            """
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ClusterConfig
            metadata: {name: cluster}
            spec:
              webhookReceivers:
              - {name: forge, github: {secretRef: {name: forge-webhook}}}
            """;

    private static final String READS_IT = Pipelines.stages(
            "{uses: compose-output, as: done, config: {registry: \"${{ sharedConfigMap('company').registry }}\"}}");

    /** Before Jenkins starts, and the engine with it. */
    @BeforeAll
    static void allow() {
        System.setProperty(LOCAL, "true");
    }

    @AfterAll
    static void forget() {
        System.clearProperty(LOCAL);
    }

    private static WaybillConfiguration configuration() {
        return WaybillConfiguration.get();
    }

    private static String textOf(ManifestSource source) {
        return source == null ? "" : ((InlineManifests) source).getText();
    }

    /** What the step says when the Freight is promoted to dev. */
    private static String promoted(PromotionProject project) throws Exception {
        String name = WaybillEngine.engine()
                .promotions()
                .promote(project.getKey(), "dev", "app-v1", Actor.user("ada"), false)
                .name();
        while (true) {
            Promotion promotion = WaybillEngine.engine().promotions().get(project.getKey(), name);
            if (promotion.phase().isTerminal()) {
                return promotion.outputs().at("/done/registry").asText(promotion.message());
            }
            Thread.sleep(50);
        }
    }

    @Test
    void expressionsReadWhatIsSharedWithoutARestart(JenkinsRule jenkins) throws Exception {
        PromotionProject shop = Pipelines.project(jenkins, "shop", READS_IT);
        Pipelines.freight(shop, "v1");
        assertThat(promoted(shop)).doesNotContain("registry.example.com");

        configuration().setSharedManifests(new InlineManifests(COMPANY));
        assertThat(promoted(shop)).isEqualTo("registry.example.com");

        configuration().setSharedManifests(new InlineManifests(COMPANY.replace("registry.ex", "mirror.ex")));
        assertThat(promoted(shop)).isEqualTo("mirror.example.com");

        configuration().setSharedManifests(null);
        assertThat(promoted(shop)).doesNotContain("example.com");
    }

    @Test
    void theFormKeepsThemAsTheyAre(JenkinsRule jenkins) throws Exception {
        jenkins.configRoundtrip();
        assertThat(configuration().getSharedManifests())
                .as("an empty text is none")
                .isNull();

        configuration().setSharedManifests(new InlineManifests(COMPANY));
        jenkins.configRoundtrip();
        assertThat(textOf(configuration().getSharedManifests()).strip()).isEqualTo(COMPANY.strip());

        GitManifestSource git = new GitManifestSource("https://127.0.0.1:1/platform.git");
        git.setBranch("main");
        git.setDirectory("cluster");
        git.setPollMinutes(0);
        configuration().setSharedManifests(git);
        jenkins.configRoundtrip();
        GitManifestSource saved = (GitManifestSource) configuration().getSharedManifests();
        assertThat(Objects.requireNonNull(saved).getRepoUrl()).isEqualTo("https://127.0.0.1:1/platform.git");
        assertThat(saved.getBranch()).isEqualTo("main");
        assertThat(saved.getDirectory()).isEqualTo("cluster");
        assertThat(saved.getPollMinutes()).isZero();
    }

    @Test
    void configurationAsCodeWritesAndReadsThem(JenkinsRule jenkins) throws Exception {
        GitManifestSource git = new GitManifestSource("https://127.0.0.1:1/platform.git");
        git.setDirectory("cluster");
        for (ManifestSource source : List.of(git, new InlineManifests(COMPANY))) {
            configuration().setSharedManifests(source);
            UninstantiatedDescribable written =
                    UninstantiatedDescribable.from(configuration().getSharedManifests());
            assertThat(written.getSymbol()).isEqualTo(source == git ? "gitManifests" : "inlineManifests");
            configuration().setSharedManifests(written.instantiate(ManifestSource.class, null));
            assertThat(UninstantiatedDescribable.from(configuration().getSharedManifests())
                            .toMap())
                    .isEqualTo(written.toMap());
            assertThat(UninstantiatedDescribable.from(new WaybillConfiguration().getSharedManifests())
                            .toMap())
                    .as("what was saved")
                    .isEqualTo(written.toMap());
        }
    }

    @Test
    void aBrokenTextIsToldWithItsLineAndLeavesTheLastGoodOneInForce(JenkinsRule jenkins) throws Exception {
        PromotionProject shop = Pipelines.project(jenkins, "shop", READS_IT);
        Pipelines.freight(shop, "v1");
        configuration().setSharedManifests(new InlineManifests(COMPANY));
        String broken = COMPANY + "---\nkind: ConfigMap\n  metadata: {\n";

        InlineManifests.DescriptorImpl form = jenkins.get(InlineManifests.DescriptorImpl.class);
        FormValidation told = form.doCheckText(null, broken);
        assertThat(told.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(told.renderHtml()).contains("manifests.yaml:7:");
        assertThat(form.doCheckText(null, COMPANY).kind).isEqualTo(FormValidation.Kind.OK);

        configuration().setSharedManifests(new InlineManifests(broken));
        assertThat(configuration().sharedStatus().isBroken()).isTrue();
        assertThat(promoted(shop)).isEqualTo("registry.example.com");
        assertThat(ExtensionList.lookupSingleton(EngineMonitor.class).getTroubles())
                .extracting(EngineMonitor.Trouble::url)
                .containsExactly("manage/configure");
        HtmlPage page = jenkins.createWebClient().goTo("manage/configure");
        assertThat(page.asNormalizedText())
                .contains("What was read before stays in force.")
                .contains("manifests.yaml:7:");
    }

    @Test
    void aSecretIsNotEvenSaved(JenkinsRule jenkins) throws Exception {
        configuration().setSharedManifests(new InlineManifests(COMPANY));
        String secret =
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: forge-webhook, namespace: kargo-system-resources}
                stringData: {secret: sesame}
                """;
        assertThat(jenkins.get(InlineManifests.DescriptorImpl.class)
                        .doCheckText(null, secret)
                        .renderHtml())
                .contains("manifests.yaml:1:1")
                .contains("credential with the ID")
                .doesNotContain("sesame");

        JSONObject typed = new JSONObject()
                .element("stapler-class", InlineManifests.class.getName())
                .element("$class", InlineManifests.class.getName())
                .element("text", COMPANY + "---\n" + secret);
        assertThatThrownBy(() -> submit(jenkins, new JSONObject().element("sharedManifests", typed)))
                .isInstanceOf(Descriptor.FormException.class)
                .hasMessageContaining("manifests.yaml:6:1")
                .hasMessageContaining("'forge-webhook'");
        assertThat(textOf(configuration().getSharedManifests())).isEqualTo(COMPANY);

        configuration()
                .setSharedManifests(new InlineManifests(COMPANY.replace("registry.ex", "other.ex") + "---\n" + secret));
        assertThat(configuration().sharedStatus().isBroken()).isTrue();
    }

    private static void submit(JenkinsRule jenkins, JSONObject form) throws Exception {
        jenkins.executeOnServer(() -> configuration().configure(Stapler.getCurrentRequest2(), form));
    }

    @Test
    void theLastEntryOfAListCanBeTakenAway(JenkinsRule jenkins) throws Exception {
        configuration()
                .setRegistryMirrors(List.of(new ConfiguredMirror("docker.io", "https://mirror.example.com/hub")));
        HtmlPage page = jenkins.createWebClient().goTo("manage/configure");
        page.<org.htmlunit.html.HtmlElement>getFirstByXPath(
                        "//input[@name='_.url' and @value='https://mirror.example.com/hub']"
                                + "/ancestor::div[contains(@class,'repeated-chunk')]"
                                + "//button[contains(@class,'repeatable-delete')]")
                .click();
        jenkins.submit(page.getFormByName("config"));
        assertThat(configuration().getRegistryMirrors()).isEmpty();
    }

    @Test
    void tasksOfAllProjectsReachEachAndChangeWithTheirRepository(JenkinsRule jenkins, @TempDir Path directory)
            throws Exception {
        String task =
                """
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterPromotionTask
                metadata: {name: deploy}
                spec:
                  steps: [{uses: compose-output, as: done, config: {registry: first}}]
                """;
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            commit(git, directory, COMPANY + RECEIVER + task);
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(
                            CredentialsScope.SYSTEM, "forge-webhook", "", Secret.fromString("sesame")));
            GitManifestSource source = new GitManifestSource(directory.toUri().toString());
            source.setPollMinutes(0);
            configuration().setSharedManifests(source);
            while (configuration().sharedStatus().inForce().isEmpty()) {
                Thread.sleep(50);
            }
            PromotionProject shop = Pipelines.project(
                    jenkins,
                    "shop",
                    Pipelines.stages("{task: {kind: ClusterPromotionTask, name: deploy}, as: deployed}"));
            assertThat(shop.getDefinitionStatus().getErrors()).isEmpty();
            assertThat(taskSays()).isEqualTo("first");

            commit(git, directory, COMPANY + RECEIVER + task.replace("first", "second"));
            String address = configuration().sharedWebhooks().get(0).path();
            String push = "{\"ref\":\"refs/heads/main\",\"repository\":{\"full_name\":\"acme/" + directory.getFileName()
                    + "\",\"clone_url\":\"https://github.com/acme/x.git\"},\"commits\":[]}";
            assertThat(WebhookTest.send(jenkins, "waybill-webhook" + address, "push", push, "sesame")
                            .statusCode())
                    .isEqualTo(200);
            while (!taskSays().equals("second")) {
                Thread.sleep(50);
            }
            assertThat(configuration().sharedStatus().inForce())
                    .isEqualTo(git.getRepository().resolve("HEAD").name());
        }
    }

    private static String taskSays() {
        return WaybillEngine.engine()
                .projects()
                .get("shop")
                .tasks()
                .get(0)
                .steps()
                .get(0)
                .config()
                .path("registry")
                .asText();
    }

    private static void commit(Git git, Path directory, String manifests) throws Exception {
        Files.writeString(directory.resolve("cluster.yaml"), manifests);
        git.add().addFilepattern(".").call();
        git.commit()
                .setMessage("change")
                .setSign(false)
                .setAuthor("Ada", "ada@example.com")
                .setCommitter("Ada", "ada@example.com")
                .call();
    }
}
