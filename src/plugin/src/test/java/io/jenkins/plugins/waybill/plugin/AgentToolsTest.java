package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.Functions;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import hudson.tools.ToolProperty;
import io.jenkins.plugins.waybill.fixture.InstalledTools;
import io.jenkins.plugins.waybill.host.ToolCall;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.ToolPlace;
import io.jenkins.plugins.waybill.host.ToolUse;
import io.jenkins.plugins.waybill.host.ToolsPending;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.tool.AgentTools;
import io.jenkins.plugins.waybill.plugin.tool.HelmInstallation;
import io.jenkins.plugins.waybill.plugin.tool.KustomizeInstallation;
import io.jenkins.plugins.waybill.plugin.tool.ToolSettings;
import io.jenkins.plugins.waybill.store.LogLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Programs of steps on real agents. */
@WithJenkins
class AgentToolsTest {

    private static final List<ToolProperty<?>> NO_PROPERTIES = List.of();
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String RENDER = stages(
            """
            - {uses: file-write, config: {path: chart/Chart.yaml, contents: "apiVersion: v2\\nname: demo\\nversion: 1.0.0"}}
            - {uses: file-write, config: {path: chart/templates/map.yaml, contents: "kind: ConfigMap\\napiVersion: v1\\nmetadata: {name: rendered}\\ndata: {tag: '{{ .Chart.Version }}'}"}}
            - {uses: helm-template, config: {path: chart, releaseName: demo, outPath: base/map.yaml}}
            - {uses: file-write, config: {path: base/kustomization.yaml, contents: "namePrefix: prod-\\nresources: [map.yaml]"}}
            - {uses: kustomize-build, config: {path: base, outPath: out/all.yaml}}
            - {uses: yaml-parse, as: built, config: {path: out/all.yaml, outputs: [{name: name, fromExpression: metadata.name}, {name: tag, fromExpression: data.tag}]}}
            """);

    private static String stages(String steps) {
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
                  promotionTemplate:
                    spec:
                      steps:
                """
                + steps.indent(6);
    }

    @TempDir
    Path directory;

    private JenkinsRule jenkins;

    @BeforeEach
    void begin(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void helmAndKustomizeRunOnTheAgentThatTheProjectNames() throws Exception {
        helm(InstalledTools.program("helm").getParent());
        jenkins.get(KustomizeInstallation.DescriptorImpl.class)
                .setInstallations(new KustomizeInstallation(
                        "newest",
                        InstalledTools.program("kustomize").getParent().toString(),
                        NO_PROPERTIES));
        Agents.online(jenkins, "other");
        Slave agent = Agents.online(jenkins, "tools");
        WaybillConfiguration.get().setTools(at("nowhere"));
        PromotionProject project = Pipelines.project(jenkins, "shop", RENDER);
        project.setTools(at("tools && !other"));

        Promotion ended = finished(promote(project));

        assertThat(ended.message()).isEmpty();
        assertThat(ended.phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(ended.outputs().at("/built/name").asText()).isEqualTo("prod-rendered");
        assertThat(ended.outputs().at("/built/tag").asText()).isEqualTo("1.0.0");
        assertThat(log(ended)).contains("Programs run on agent '" + agent.getNodeName() + "'");
        jenkins.waitUntilNoActivity();
        assertThat(agent.getRootPath().child("waybill-tools").list()).isEmpty();
        assertThat(jenkins.jenkins.getRootPath().child("waybill-tools").exists())
                .isFalse();
    }

    @Test
    void aStepWaitsForAnAgentAndNeverTakesTheControllerUnasked() throws Exception {
        scriptedHelm("echo v3.18.0");
        PromotionProject project = Pipelines.project(
                jenkins,
                "shop",
                stages(
                        """
                - {uses: file-write, config: {path: chart/Chart.yaml, contents: "apiVersion: v2"}}
                - {uses: helm-template, config: {path: chart, releaseName: demo, outPath: map.yaml}}
                """));

        Promotion promotion = promote(project);
        waitsFor(promotion, "Waits for any agent: ");
        waitsFor(promotion, "run on agents only");
        assertThat(jenkins.jenkins.getQueue().getItems()).hasSize(1);
        assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        JenkinsRule.WebClient web = jenkins.createWebClient();
        assertThat(web.goTo("").asNormalizedText()).contains("shop » Programs for " + promotion.name());

        WaybillConfiguration.get().setToolsOnController(true);
        jenkins.jenkins.getQueue().scheduleMaintenance();
        Promotion ended = finished(promotion);
        assertThat(ended.phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(log(ended)).contains("Programs run on agent 'Built-In Node'");
    }

    @Test
    void aTurnThatIsTakenOutOfTheQueueFailsTheStep() throws Exception {
        scriptedHelm("echo v3.18.0");
        PromotionProject project = Pipelines.project(jenkins, "shop", RENDER);
        Promotion promotion = promote(project);
        waitsFor(promotion, "Waits for any agent");

        jenkins.jenkins.getQueue().clear();

        assertThat(finished(promotion).message()).contains("turn on an agent was taken out of Jenkins' queue");
    }

    @Test
    void onlyWhatChangedGoesToAndFro() throws Exception {
        scriptedHelm(
                """
                case $1 in
                  first) tr a-z A-Z < in/a > out/A; ln -s A out/link; mkdir -p home/cache; echo c > home/cache/c
                    chmod +x in/b; rm in/c ;;
                  second) ls in home/cache; cat in/a; find . -newer home/cache/c -type f ;;
                esac
                """);
        Agents.online(jenkins, null);
        Path files = files(Map.of("in/a", "alpha", "in/b", "beta", "in/c", "gamma", "out/.keep", ""));
        ToolPlace place = open(Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD));
        try (place) {
            place.run(call(files, LONG, "first"));
            assertThat(files.resolve("out/A")).hasContent("ALPHA");
            assertThat(files.resolve("out/link")).isSymbolicLink().hasContent("ALPHA");
            assertThat(files.resolve("in/b")).isExecutable();
            assertThat(files.resolve("in/c")).doesNotExist();
            assertThat(files.resolve("home")).doesNotExist();
            Files.writeString(files.resolve("in/a"), "omega");

            ToolOutcome second = place.run(call(files, LONG, "second"));
            assertThat(second.output().lines()).containsExactly("home/cache:", "c", "", "in:", "a", "b", "omega./in/a");
        }
    }

    @Test
    void theProgramSeesNothingOfTheAgentsEnvironment() throws Exception {
        scriptedHelm("env | cut -d= -f1 | sort; echo \"$WANTED\"; pwd >&2");
        Agents.assume();
        Slave agent = jenkins.createOnlineSlave(null, new hudson.EnvVars("DEPLOY_TOKEN", "hunter2"));
        Path files = files(Map.of("a", ""));
        try (ToolPlace place = open(Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD))) {
            ToolOutcome outcome =
                    place.run(new ToolCall("helm", List.of(), files, Map.of("HOME", "home", "WANTED", "this"), LONG));
            assertThat(outcome.output().lines())
                    .contains("HOME", "PATH", "WANTED", "this")
                    .doesNotContain("DEPLOY_TOKEN", "JENKINS_HOME", "USER");
            assertThat(outcome.errors()).contains(agent.getRemoteFS());
        }
    }

    @Test
    void aProgramThatTakesTooLongIsStopped() throws Exception {
        scriptedHelm("sleep 600");
        Agents.online(jenkins, null);
        Path files = files(Map.of("a", ""));
        try (ToolPlace place = open(Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD))) {
            assertThatThrownBy(() -> place.run(call(files, Duration.ofSeconds(1))))
                    .isInstanceOf(ToolFailure.class)
                    .hasMessage("helm did not end within 1 s and was stopped.");
        }
        jenkins.waitUntilNoActivity();
    }

    @Test
    void anAgentThatIsLostInTheMiddleIsNamed() throws Exception {
        Path marker = directory.resolve("running");
        scriptedHelm("touch " + marker + "; sleep 600");
        Slave agent = Agents.online(jenkins, null);
        Path files = files(Map.of("a", ""));
        try (ToolPlace place = open(Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD))) {
            CompletableFuture<ToolOutcome> outcome = later(place, call(files, LONG));
            await(marker);
            agent.toComputer().disconnect(OfflineCause.create(null)).get();
            assertThatThrownBy(outcome::join)
                    .hasCauseInstanceOf(ToolFailure.class)
                    .hasMessageContaining("Agent '" + agent.getNodeName() + "' was lost in the middle of the work");
        }
    }

    @Test
    void stoppingTheExecutorStopsTheProgram() throws Exception {
        Path marker = directory.resolve("running");
        scriptedHelm("touch " + marker + "; sleep 600");
        Slave agent = Agents.online(jenkins, null);
        Path files = files(Map.of("a", ""));
        try (ToolPlace place = open(Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD))) {
            CompletableFuture<ToolOutcome> outcome = later(place, call(files, LONG));
            await(marker);
            assertThat(jenkins.createWebClient()
                            .goTo("computer/" + agent.getNodeName() + "/")
                            .asNormalizedText())
                    .contains("Programs for");
            Executor busy = agent.toComputer().getExecutors().stream()
                    .filter(Executor::isBusy)
                    .findFirst()
                    .orElseThrow();
            busy.interrupt(Result.ABORTED);
            assertThatThrownBy(outcome::join)
                    .hasCauseInstanceOf(ToolFailure.class)
                    .hasMessageContaining("was stopped in Jenkins");
        }
        jenkins.waitUntilNoActivity();
    }

    @Test
    void aWrongInstallationIsTold() throws Exception {
        helm(directory);
        Agents.online(jenkins, null);
        Path files = files(Map.of("a", ""));
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        try (ToolPlace place = open(project)) {
            assertThatThrownBy(() -> place.run(call(files, LONG)))
                    .isInstanceOfSatisfying(ToolFailure.class, failure -> assertThat(failure.isMissing())
                            .isTrue())
                    .hasMessageContaining("There is no program helm in " + directory);
        }
        ToolSettings settings = new ToolSettings();
        settings.setHelm("helm 2");
        project.setTools(settings);
        try (ToolPlace place = open(project)) {
            assertThatThrownBy(() -> place.run(call(files, LONG)))
                    .hasMessageContaining("There is no helm installation of the name 'helm 2'");
        }
    }

    @Test
    void theSettingsSurviveTheirForms() throws Exception {
        helm(directory);
        jenkins.get(HelmInstallation.DescriptorImpl.class)
                .setInstallations(
                        new HelmInstallation("helm 3", "/opt/helm3", NO_PROPERTIES),
                        new HelmInstallation("helm 4", "/opt/helm4", NO_PROPERTIES));
        WaybillConfiguration.get().setTools(at("linux && docker"));
        WaybillConfiguration.get().setToolsOnController(true);
        PromotionProject plain = Pipelines.project(jenkins, "plain", Pipelines.DEV_AND_PROD);
        PromotionProject special = Pipelines.project(jenkins, "special", Pipelines.DEV_AND_PROD);
        ToolSettings settings = at("fast");
        settings.setHelm("helm 4");
        special.setTools(settings);
        special.save();

        jenkins.configRoundtrip();
        jenkins.submit(jenkins.createWebClient().getPage(plain, "configure").getFormByName("config"));
        jenkins.submit(jenkins.createWebClient().getPage(special, "configure").getFormByName("config"));
        jenkins.submit(jenkins.createWebClient().goTo("configureTools").getFormByName("config"));

        assertThat(WaybillConfiguration.get().getTools().getLabel()).isEqualTo("linux && docker");
        assertThat(WaybillConfiguration.get().isToolsOnController()).isTrue();
        assertThat(plain.getTools()).isNull();
        assertThat(special.getTools().getLabel()).isEqualTo("fast");
        assertThat(special.getTools().getHelm()).isEqualTo("helm 4");
        assertThat(special.getTools().getKustomize()).isEmpty();
        assertThat(jenkins.get(HelmInstallation.DescriptorImpl.class).getInstallations())
                .extracting(HelmInstallation::getHome)
                .containsExactly("/opt/helm3", "/opt/helm4");
    }

    private static ToolSettings at(String label) {
        ToolSettings settings = new ToolSettings();
        settings.setLabel(label);
        return settings;
    }

    private void helm(Path home) {
        jenkins.get(HelmInstallation.DescriptorImpl.class)
                .setInstallations(new HelmInstallation("newest", home.toString(), NO_PROPERTIES));
    }

    private void scriptedHelm(String script) throws Exception {
        assumeFalse(Functions.isWindows(), "the program is a shell script");
        Path home = Files.createDirectories(directory.resolve("helm/bin"));
        Path program = Files.writeString(home.resolve("helm"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        helm(home.getParent());
    }

    private Path files(Map<String, String> contents) throws Exception {
        Path files = directory.resolve("step");
        for (Map.Entry<String, String> file : contents.entrySet()) {
            Path path = files.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return files;
    }

    private static ToolCall call(Path files, Duration timeout, String... arguments) {
        return new ToolCall("helm", List.of(arguments), files, Map.of("HOME", "home"), timeout);
    }

    private static ToolPlace open(PromotionProject project) throws Exception {
        AgentTools tools = new AgentTools();
        ToolUse use = new ToolUse(project.getKey(), "dev.1/step", line -> {});
        while (true) {
            try {
                return tools.open(use);
            } catch (ToolsPending pending) {
                pending.ready().toCompletableFuture().get(3, TimeUnit.MINUTES);
            }
        }
    }

    private static CompletableFuture<ToolOutcome> later(ToolPlace place, ToolCall call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return place.run(call);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private static void await(Path marker) throws InterruptedException {
        while (!Files.exists(marker)) {
            Thread.sleep(50);
        }
    }

    private static Promotion promote(PromotionProject project) {
        assertThat(project.getDefinitionStatus().problem()).isEmpty();
        Pipelines.freight(project, "v1");
        return WaybillEngine.engine().promotions().promote(project.getKey(), "dev", "app-v1", Actor.user("ada"), false);
    }

    private static Promotion finished(Promotion promotion) throws InterruptedException {
        while (!WaybillEngine.engine()
                .promotions()
                .get("shop", promotion.name())
                .phase()
                .isTerminal()) {
            Thread.sleep(50);
        }
        return WaybillEngine.engine().promotions().get("shop", promotion.name());
    }

    private static void waitsFor(Promotion promotion, String what) throws InterruptedException {
        String waits = "";
        while (!waits.contains(what)) {
            assertThat(WaybillEngine.engine()
                            .promotions()
                            .get("shop", promotion.name())
                            .phase())
                    .as(waits)
                    .matches(phase -> !phase.isTerminal());
            Thread.sleep(50);
            waits = WaybillEngine.engine().promotions().waitingFor("shop", promotion.name());
        }
    }

    private static List<String> log(Promotion promotion) {
        return WaybillEngine.engine().promotions().log("shop", promotion.name()).stream()
                .map(LogLine::text)
                .toList();
    }
}
