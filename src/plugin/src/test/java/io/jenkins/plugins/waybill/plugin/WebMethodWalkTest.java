package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.waybill.board.BoardFiles;
import io.jenkins.plugins.waybill.engine.ApprovalRequest;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.plugin.Actors.Ask;
import io.jenkins.plugins.waybill.plugin.approval.ApprovalAction;
import io.jenkins.plugins.waybill.plugin.board.PromotionBoardView;
import io.jenkins.plugins.waybill.plugin.board.WaybillRoot;
import io.jenkins.plugins.waybill.plugin.config.ArgoCdServer;
import io.jenkins.plugins.waybill.plugin.config.ConfiguredMirror;
import io.jenkins.plugins.waybill.plugin.config.PostgreSqlStorage;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.health.EngineMonitor;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.project.RepositoryAccess;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import io.jenkins.plugins.waybill.plugin.security.StageRule;
import io.jenkins.plugins.waybill.plugin.tool.HelmInstallation;
import io.jenkins.plugins.waybill.plugin.tool.KustomizeInstallation;
import io.jenkins.plugins.waybill.plugin.tool.ToolSettings;
import io.jenkins.plugins.waybill.plugin.trigger.WarehouseTrigger;
import io.jenkins.plugins.waybill.plugin.webhook.WebhookEndpoint;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every web method of the plugin, asked by people with different rights. One that is not listed here fails the test. */
@WithJenkins
class WebMethodWalkTest {

    private static final Set<Actors> ADMINISTERS = Set.of(Actors.ADMIN);
    private static final Set<Actors> SEES = Set.copyOf(Actors.whoSee());
    private static final Set<Actors> ENTERS =
            Set.of(Actors.VISITOR, Actors.READER, Actors.APPROVER, Actors.PROMOTER, Actors.ADMIN);

    /** Stapler says 405 for {@code @RequirePOST}; a method with {@code @POST} is none at all for GET. */
    private static final Set<Integer> BY_GET = Set.of(404, 405);

    /** A web method: what to ask, and who is answered. */
    private record Door(Class<?> type, String method, Ask ask, Set<Actors> may, boolean ofProject) {}

    private JenkinsRule jenkins;
    private Map<Actors, JenkinsRule.WebClient> browsers;
    private FreeStyleBuild build;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void aProjectWithABuild(JenkinsRule rule) throws Exception {
        jenkins = rule;
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        var freight = Pipelines.freight(project, "v1");
        WaybillEngine.engine()
                .approvals()
                .awaitApproval(ApprovalRequest.of("shop", "gate-1", "dev", freight.name()), Actor.user("ada"));
        FreeStyleProject job = jenkins.createFreeStyleProject("release");
        WarehouseTrigger trigger = new WarehouseTrigger("shop", "app");
        trigger.start(job, true);
        job.addTrigger(trigger);
        build = jenkins.buildAndAssertSuccess(job);
        ApprovalAction.attach(build, project, "gate-1");
        FreightAction.attach(build, project, freight, FreightAction.Role.CREATED, "");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "team-token", "", hudson.util.Secret.fromString("sesame")));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, "team-token-of-the-database", "", "waybill", "fourteen letters"));
        jenkins.jenkins.addView(new PromotionBoardView("boards"));
        jenkins.jenkins.setLabelString("team-token");
        jenkins.get(HelmInstallation.DescriptorImpl.class)
                .setInstallations(new HelmInstallation("team-token", "/opt/helm", List.of()));
        jenkins.get(KustomizeInstallation.DescriptorImpl.class)
                .setInstallations(new KustomizeInstallation("team-token", "/opt/kustomize", List.of()));
        browsers = Actors.enter(jenkins);
    }

    private static Ask check(Class<?> descriptor, String method, String item, Map<String, String> fields) {
        return Ask.post(item + "descriptorByName/" + descriptor.getName() + "/" + method, fields);
    }

    private static List<Door> doors() {
        String item = "job/shop/";
        return List.of(
                new Door(WaybillRoot.class, "doApi", Ask.get("waybill/api/v1/projects"), ENTERS, false),
                new Door(
                        WaybillRoot.class,
                        "doAssets",
                        Ask.get("waybill/assets/" + BoardFiles.load().version() + "/board.css"),
                        ENTERS,
                        false),
                new Door(
                        io.jenkins.plugins.waybill.plugin.board.ProjectApi.class,
                        "doApi",
                        Ask.get(item + "waybill/api/v1/graph"),
                        SEES,
                        true),
                new Door(
                        PromotionBoardView.class,
                        "doCreateItem",
                        Ask.post(
                                "view/boards/createItem",
                                Map.of("name", "made", "mode", FreeStyleProject.class.getName())),
                        ADMINISTERS,
                        false),
                // Even to those whom Jenkins does not know, nothing but that there is no such receiver.
                new Door(
                        WebhookEndpoint.class,
                        "doDynamic",
                        new Ask(HttpMethod.POST, "waybill-webhook/github/0", "{}", Map.of(), false),
                        Set.of(),
                        false),
                new Door(
                        ApprovalAction.class,
                        "doAnswer",
                        Ask.post(
                                "job/release/1/approvals/answer",
                                Map.of("project", "shop", "id", "gate-1", "approved", "true")),
                        Set.of(Actors.APPROVER),
                        true),
                new Door(
                        InlineManifests.DescriptorImpl.class,
                        "doCheckText",
                        check(InlineManifests.class, "checkText", item, Map.of("value", "a")),
                        ADMINISTERS,
                        true),
                new Door(
                        GitManifestSource.DescriptorImpl.class,
                        "doCheckRepoUrl",
                        check(GitManifestSource.class, "checkRepoUrl", item, Map.of("value", "a")),
                        ADMINISTERS,
                        true),
                new Door(
                        GitManifestSource.DescriptorImpl.class,
                        "doCheckPollMinutes",
                        check(GitManifestSource.class, "checkPollMinutes", item, Map.of("value", "3")),
                        ADMINISTERS,
                        true),
                new Door(
                        StageRule.DescriptorImpl.class,
                        "doCheckStage",
                        check(StageRule.class, "checkStage", item, Map.of("value", "dev")),
                        ADMINISTERS,
                        true),
                new Door(
                        ArgoCdServer.DescriptorImpl.class,
                        "doCheckUrl",
                        check(ArgoCdServer.class, "checkUrl", "", Map.of("value", "https://argocd.example.com")),
                        ADMINISTERS,
                        false),
                new Door(
                        ArgoCdServer.DescriptorImpl.class,
                        "doTestConnection",
                        check(
                                ArgoCdServer.class,
                                "testConnection",
                                "",
                                Map.of(
                                        "name", "a",
                                        "url", "http://127.0.0.1:1",
                                        "credentialsId", "",
                                        "certificates", "")),
                        ADMINISTERS,
                        false),
                new Door(
                        ArgoCdServer.DescriptorImpl.class,
                        "doCheckStages",
                        check(ArgoCdServer.class, "checkStages", "", Map.of("value", ".*")),
                        ADMINISTERS,
                        false),
                new Door(
                        ConfiguredMirror.DescriptorImpl.class,
                        "doCheckUrl",
                        check(
                                ConfiguredMirror.class,
                                "checkUrl",
                                "",
                                Map.of("registry", "docker.io", "value", "https://mirror.example.com")),
                        ADMINISTERS,
                        false),
                new Door(
                        WaybillConfiguration.class,
                        "doCheckCommitEmail",
                        check(WaybillConfiguration.class, "checkCommitEmail", "", Map.of("value", "a@b")),
                        ADMINISTERS,
                        false),
                new Door(
                        WaybillConfiguration.class,
                        "doReadSharedManifests",
                        check(WaybillConfiguration.class, "readSharedManifests", "", Map.of()),
                        ADMINISTERS,
                        false),
                new Door(
                        InlineManifests.DescriptorImpl.class,
                        "doCheckText",
                        check(InlineManifests.class, "checkText", "", Map.of("value", "a")),
                        ADMINISTERS,
                        false),
                new Door(
                        GitManifestSource.DescriptorImpl.class,
                        "doCheckRepoUrl",
                        check(GitManifestSource.class, "checkRepoUrl", "", Map.of("value", "a")),
                        ADMINISTERS,
                        false),
                new Door(
                        WaybillConfiguration.class,
                        "doCheckSigningKeyCredentialsId",
                        check(WaybillConfiguration.class, "checkSigningKeyCredentialsId", "", Map.of("value", "")),
                        ADMINISTERS,
                        false),
                new Door(
                        PostgreSqlStorage.DescriptorImpl.class,
                        "doTestConnection",
                        check(PostgreSqlStorage.class, "testConnection", "", Map.of("url", "", "credentialsId", "")),
                        ADMINISTERS,
                        false),
                new Door(
                        EngineMonitor.class,
                        "doRetry",
                        Ask.post("administrativeMonitor/" + EngineMonitor.class.getName() + "/retry", Map.of()),
                        ADMINISTERS,
                        false),
                new Door(PromotionProject.class, "doRefresh", Ask.post(item + "refresh", Map.of()), ADMINISTERS, true),
                new Door(PromotionProject.class, "doDisable", Ask.post(item + "disable", Map.of()), ADMINISTERS, true),
                new Door(PromotionProject.class, "doEnable", Ask.post(item + "enable", Map.of()), ADMINISTERS, true),
                new Door(
                        PromotionProject.class,
                        "doConfigSubmit",
                        Ask.post(
                                item + "configSubmit",
                                Map.of(
                                        "json",
                                        "{\"description\":\"d\",\"source\":{\"stapler-class\":\""
                                                + InlineManifests.class.getName() + "\",\"$class\":\""
                                                + InlineManifests.class.getName() + "\",\"text\":\"\"}}")),
                        ADMINISTERS,
                        true),
                // The last, since the project is gone behind it.
                new Door(
                        PromotionProject.class,
                        "doDeleteProject",
                        Ask.post(item + "deleteProject", Map.of()),
                        ADMINISTERS,
                        true));
    }

    /** Those that answer everybody, but tell only those who may use it which credentials, labels and tools there are. */
    private static List<Door> lists() {
        String item = "job/shop/";
        return List.of(
                new Door(
                        GitManifestSource.DescriptorImpl.class,
                        "doFillCredentialsIdItems",
                        check(GitManifestSource.class, "fillCredentialsIdItems", item, Map.of("repoUrl", "https://a")),
                        ADMINISTERS,
                        true),
                new Door(
                        RepositoryAccess.DescriptorImpl.class,
                        "doFillCredentialsIdItems",
                        check(RepositoryAccess.class, "fillCredentialsIdItems", item, Map.of("credentialsId", "")),
                        ADMINISTERS,
                        true),
                new Door(
                        ArgoCdServer.DescriptorImpl.class,
                        "doFillCredentialsIdItems",
                        check(ArgoCdServer.class, "fillCredentialsIdItems", "", Map.of("url", "https://a")),
                        ADMINISTERS,
                        false),
                new Door(
                        GitManifestSource.DescriptorImpl.class,
                        "doFillCredentialsIdItems",
                        check(GitManifestSource.class, "fillCredentialsIdItems", "", Map.of("repoUrl", "https://a")),
                        ADMINISTERS,
                        false),
                new Door(
                        WaybillConfiguration.class,
                        "doFillSigningKeyCredentialsIdItems",
                        check(WaybillConfiguration.class, "fillSigningKeyCredentialsIdItems", "", Map.of()),
                        ADMINISTERS,
                        false),
                new Door(
                        PostgreSqlStorage.DescriptorImpl.class,
                        "doFillCredentialsIdItems",
                        check(PostgreSqlStorage.class, "fillCredentialsIdItems", "", Map.of("credentialsId", "")),
                        ADMINISTERS,
                        false),
                new Door(
                        ToolSettings.DescriptorImpl.class,
                        "doAutoCompleteLabel",
                        check(ToolSettings.class, "autoCompleteLabel", item, Map.of("value", "team")),
                        ADMINISTERS,
                        true),
                // Jenkins asks whether a label that exists was meant.
                new Door(
                        ToolSettings.DescriptorImpl.class,
                        "doCheckLabel",
                        check(ToolSettings.class, "checkLabel", item, Map.of("value", "team-toke")),
                        ADMINISTERS,
                        true),
                new Door(
                        ToolSettings.DescriptorImpl.class,
                        "doFillHelmItems",
                        check(ToolSettings.class, "fillHelmItems", item, Map.of("helm", "")),
                        ADMINISTERS,
                        true),
                new Door(
                        ToolSettings.DescriptorImpl.class,
                        "doFillKustomizeItems",
                        check(ToolSettings.class, "fillKustomizeItems", "", Map.of("kustomize", "")),
                        ADMINISTERS,
                        false));
    }

    private static final Set<String> WALKED_BY_HAND = Set.of("WarehouseTrigger$DescriptorImpl#doCheckProject");

    @Test
    void noWebMethodIsForgotten() throws Exception {
        Set<String> known = new TreeSet<>(WALKED_BY_HAND);
        Stream.concat(doors().stream(), lists().stream()).forEach(door -> known.add(name(door.type(), door.method())));
        assertThat(webMethods()).containsExactlyInAnyOrderElementsOf(known);
    }

    private static String name(Class<?> type, String method) {
        return type.getName().substring(type.getName().lastIndexOf('.') + 1) + "#" + method;
    }

    private static Set<String> webMethods() throws Exception {
        Path classes = Path.of(WaybillRoot.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes.resolve("io/jenkins/plugins/waybill/plugin"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                Class<?> type = Class.forName(name, false, WaybillRoot.class.getClassLoader());
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                        .map(Method::getName)
                        .filter(method -> method.matches("do[A-Z].*"))
                        .forEach(method -> found.add(name(type, method)));
            }
        }
        return found;
    }

    private void expect(Actors actor, Ask ask, Set<Integer> expected, String why) throws IOException {
        int status = Actors.ask(jenkins, browsers.get(actor), ask).getStatusCode();
        if (!expected.contains(status)) {
            wrong.add(actor + " " + ask.method() + " " + ask.path() + ": " + status + ", expected " + expected + " ("
                    + why + ")");
        }
    }

    @Test
    void eachWebMethodAnswersEachPersonAsTheirRightsSay() throws Exception {
        for (Door door : doors()) {
            Ask ask = door.ask();
            if (door.type() == WebhookEndpoint.class) {
                for (Actors actor : Actors.values()) {
                    expect(actor, ask, Set.of(404), "no such receiver");
                    expect(actor, ask.asGet(), Set.of(405), "by GET");
                }
                continue;
            }
            if (ask.crumb()) {
                expect(Actors.ADMIN, ask.withoutCrumb(), Set.of(403), "without a crumb");
                expect(Actors.ADMIN, ask.asGet(), BY_GET, "a change by GET");
            }
            for (Actors actor : Actors.values()) {
                if (door.may().contains(actor)) {
                    continue;
                }
                boolean hidden = door.ofProject() && actor == Actors.VISITOR;
                // Who has answered already may not answer again, and an administrator comes after the approver.
                if (door.method().equals("doAnswer") && actor == Actors.ADMIN) {
                    continue;
                }
                expect(actor, ask, Set.of(hidden ? 404 : 403), "may not");
            }
            for (Actors actor : Actors.values()) {
                if (door.may().contains(actor)) {
                    expect(actor, ask, Set.of(200, 302, 303), "may");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(WaybillEngine.engine().approvals().find("shop", "gate-1").map(gate -> gate.status()
                        .isOver()))
                .contains(true);
        assertThat(jenkins.jenkins.getItem("shop")).isNull();
    }

    @Test
    void onlyWhoConfiguresIsToldWhichCredentialsThereAre() throws Exception {
        for (Door door : lists()) {
            expect(Actors.ADMIN, door.ask().withoutCrumb(), Set.of(403), "without a crumb");
            expect(Actors.ADMIN, door.ask().asGet(), BY_GET, "by GET");
            for (Actors actor : Actors.values()) {
                WebResponse answer = Actors.ask(jenkins, browsers.get(actor), door.ask());
                assertThat(answer.getContentAsString().contains("team-token"))
                        .as(actor + " " + door.ask().path())
                        .isEqualTo(door.may().contains(actor));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTriggersFormTellsNobodyOfProjectsTheyMayNotSee() throws Exception {
        Ask ask = check(WarehouseTrigger.class, "checkProject", "job/release/", Map.of("value", "store"));
        expect(Actors.ADMIN, ask.asGet(), BY_GET, "by GET");
        for (Actors actor : Actors.values()) {
            WebResponse answer = Actors.ask(jenkins, browsers.get(actor), ask);
            assertThat(answer.getContentAsString().contains("no Promotion project"))
                    .as(actor.toString())
                    .isEqualTo(actor == Actors.ADMIN);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void pagesAreForThoseWhoMaySeeThem() throws Exception {
        for (String page : List.of(
                "job/shop/",
                "job/shop/manifests",
                "job/release/1/approvals/",
                "job/release/1/freight/",
                "job/release/warehousePollLog/",
                "job/shop/api/json")) {
            expect(Actors.ANONYMOUS, Ask.get(page), Set.of(403), "may not see Jenkins");
            expect(Actors.VISITOR, Ask.get(page), Set.of(404), "sees no item");
            for (Actors actor : Actors.whoSee()) {
                expect(actor, Ask.get(page), Set.of(200), "sees items");
            }
        }
        expect(Actors.ANONYMOUS, Ask.get("waybill/"), Set.of(403), "may not see Jenkins");
        for (Actors actor : ENTERS) {
            expect(actor, Ask.get("waybill/"), Set.of(200), "an overview of what one sees");
        }
        for (String page : List.of("job/shop/configure", "job/shop/remove")) {
            for (Actors actor : List.of(Actors.READER, Actors.APPROVER, Actors.PROMOTER)) {
                expect(actor, Ask.get(page), Set.of(403), "does not configure");
            }
            expect(Actors.ADMIN, Ask.get(page), Set.of(200), "configures");
        }
        assertThat(wrong).isEmpty();
    }
}
