package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.fixture.PostgresServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleStep;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.store.StoreSettings;

/**
 * A program that takes one piece of Freight through three Stages and dies at chosen points, each once. Started again and
 * again, it comes to the end some time.
 */
final class CrashingPipeline {

    static final List<String> STAGES = List.of("dev", "staging", "prod");
    static final List<String> STEPS = List.of("clone", "write", "commit", "push");

    /** The variable that names the PostgreSQL database, where there is one. */
    static final String STORE = "CRASHING_PIPELINE_STORE";

    private CrashingPipeline() {}

    /** Takes a home, a repository, and the points to die at, such as {@code dev/clone/before}. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Set<String> deaths = Set.of(arguments).stream()
                .filter(argument -> argument.contains("/before") || argument.contains("/after"))
                .collect(Collectors.toSet());
        StepRegistry steps = StepRegistry.standard();
        steps.register(SampleStep.inside("write", context -> {
            context.workspace()
                    .write(
                            "repo/" + context.stage().name() + ".txt",
                            context.promotion().getBytes(StandardCharsets.UTF_8));
            return StepResult.succeeded();
        }));
        steps.all().forEach(step -> steps.register(new Mortal(step, home, deaths)));
        CountDownLatch arrived = new CountDownLatch(1);
        try (PromotionEngine engine = PromotionEngine.start(
                        SampleHost.in(home),
                        EngineOptions.standard().with(steps).with(store()));
                AutoCloseable listening = engine.onChange(project -> {
                    if (isThrough(engine)) {
                        arrived.countDown();
                    }
                })) {
            System.out.println("alive");
            engine.projects().define(project(arguments[1]));
            engine.freight()
                    .create(
                            "shop",
                            FreightOrigin.warehouse("app"),
                            new Artifacts(
                                    List.of(),
                                    List.of(new Image("shop/app", "1.0", "", Map.of(), "")),
                                    List.of(),
                                    List.of()),
                            null,
                            Actor.ENGINE);
            if (!isThrough(engine) && !arrived.await(5, TimeUnit.MINUTES)) {
                System.err.println(engine.state("shop").unfinished());
                System.err.println(engine.state("shop").promotions());
                System.err.println(engine.stages().autoPromotion("shop", "prod"));
                System.exit(3);
            }
        }
    }

    private static StoreSettings store() {
        String url = System.getenv(STORE);
        return url == null
                ? StoreSettings.embedded()
                : PostgresServer.settings(url, PostgresServer.ADMINISTRATOR, PostgresServer.PASSWORD);
    }

    static boolean isThrough(PromotionEngine engine) {
        return engine.state("shop").stage("prod").current().isPresent();
    }

    static ProjectDefinition project(String repository) {
        StringBuilder text = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec: {freightCreationPolicy: Manual, subscriptions: [{image: {repoURL: shop/app}}]}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: shop, namespace: shop}
                spec: {promotionPolicies: [{stageSelector: {name: "glob:*"}, autoPromotionEnabled: true}]}
                """);
        for (int i = 0; i < STAGES.size(); i++) {
            text.append("""
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Stage
                    metadata: {name: %1$s, namespace: shop}
                    spec:
                      requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: %2$s}]
                      promotionTemplate:
                        spec:
                          steps:
                          - {uses: git-clone, as: clone, config: {repoURL: "%3$s", checkout: [{branch: main, path: repo}]}}
                          - {uses: write, as: write}
                          - {uses: git-commit, as: commit, config: {path: repo, message: "Promote %1$s"}}
                          - {uses: git-push, as: push, config: {path: repo}}
                    """.formatted(
                    STAGES.get(i), i == 0 ? "{direct: true}" : "{stages: [" + STAGES.get(i - 1) + "]}", repository));
        }
        return Manifests.read("pipeline.yaml", text.toString()).project("shop").orElseThrow();
    }

    /** A step that takes the whole program with it when its time has come. */
    private record Mortal(PromotionStep step, Path home, Set<String> deaths) implements PromotionStep {

        @Override
        public String name() {
            return step.name();
        }

        @Override
        public StepSchema schema() {
            return step.schema();
        }

        @Override
        public boolean reachesOutside() {
            return step.reachesOutside();
        }

        @Override
        public StepResult run(StepContext context) throws Exception {
            String point = context.stage().name() + "/" + context.alias();
            dieAt(point + "/before");
            StepResult result = step.run(context);
            if (result.wake() != null && deaths.contains(point + "/after-landing")) {
                result.wake().toCompletableFuture().join();
                dieAt(point + "/after-landing");
            }
            dieAt(point + "/after");
            return result;
        }

        private void dieAt(String point) {
            if (!deaths.contains(point)) {
                return;
            }
            try {
                Files.createFile(home.resolve("died-at-" + point.replace('/', '-')));
                Runtime.getRuntime().halt(137);
            } catch (FileAlreadyExistsException onceIsEnough) {
                // Died there in an earlier life.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
