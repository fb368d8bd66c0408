package io.jenkins.plugins.waybill.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.jenkins.plugins.waybill.fixture.SampleStep;
import io.jenkins.plugins.waybill.host.ArgoServers;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.host.HostKeys;
import io.jenkins.plugins.waybill.host.Jobs;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.host.Tools;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.promotion.Pace;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.store.ProjectState;

/** An engine with a clock in the test's hand and a few steps that do as they are told. */
final class EngineHarness implements AutoCloseable {

    static final Actor ADA = Actor.user("ada");
    static final String SECRET = "hunter2-and-more";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    final Map<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
    final Map<String, Integer> runs = new ConcurrentHashMap<>();
    final StepRegistry steps = new StepRegistry();
    private final Path home;
    Jobs jobs = Jobs.NONE;
    Tools tools = Tools.ON_PATH;
    PromotionEngine engine;

    EngineHarness(Path home) {
        this.home = home;
        steps.register(SampleStep.inside(
                "compose-output",
                context -> StepResult.succeeded(context.config().deepCopy())));
        steps.register(SampleStep.inside("fail", context -> {
            throw StepFailure.failed(
                    "failed: " + context.config().path("message").asText());
        }));
        steps.register(SampleStep.inside("write", context -> {
            context.workspace()
                    .write(
                            context.config().path("path").asText(),
                            context.config().path("text").asText().getBytes(StandardCharsets.UTF_8));
            context.log("wrote " + context.config().path("text").asText());
            return StepResult.succeeded();
        }));
        steps.register(SampleStep.outside("gate", context -> {
            runs.merge(context.promotion(), 1, Integer::sum);
            CompletableFuture<Void> gate = gate(context.stage().name());
            return gate.isDone()
                    ? StepResult.succeeded()
                    : StepResult.waiting("the gate of " + context.stage().name() + " is closed", null, gate);
        }));
        steps.register(SampleStep.inside("flaky", context -> {
            int run = runs.merge(context.promotion() + context.alias(), 1, Integer::sum);
            if (run <= context.config().path("errors").asInt()) {
                throw StepFailure.retryable("no luck in run " + run);
            }
            return StepResult.succeeded();
        }));
        open();
    }

    void open() {
        Host host = new Host(
                        home,
                        now::get,
                        new Secrets(),
                        new CommitIdentity("Waybill", "waybill@example.com"),
                        new HostKeys(HostKeys.Policy.ACCEPT_FIRST, home.resolve("known_hosts")),
                        ArgoServers.NONE,
                        "https://board.example.com")
                .with(jobs)
                .with(tools);
        Pace quick = new Pace(8, Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(20));
        engine =
                PromotionEngine.start(host, EngineOptions.standard().with(steps).with(quick));
    }

    CompletableFuture<Void> gate(String stage) {
        return gates.computeIfAbsent(stage, key -> new CompletableFuture<>());
    }

    void define(String manifests) {
        ManifestSet set = Manifests.read(Map.of("pipeline.yaml", manifests), "shop");
        if (set.hasErrors()) {
            throw new AssertionError(set.findings());
        }
        set.projects().values().forEach(engine.projects()::define);
    }

    Freight freight(String tag) {
        now.updateAndGet(time -> time.plusSeconds(1));
        return engine.freight()
                .create(
                        "shop",
                        FreightOrigin.warehouse("app"),
                        new Artifacts(
                                List.of(),
                                List.of(new Image("registry.example.com/shop/app", tag, "sha256:" + tag, Map.of(), "")),
                                List.of(),
                                List.of()),
                        "app-" + tag,
                        ADA);
    }

    ProjectState state() {
        return engine.state("shop");
    }

    /** Waits until the state is as wanted. */
    ProjectState until(Predicate<ProjectState> wanted) {
        CompletableFuture<ProjectState> seen = new CompletableFuture<>();
        AutoCloseable listening = engine.onChange(project -> {
            ProjectState state = state();
            if (wanted.test(state)) {
                seen.complete(state);
            }
        });
        try (listening) {
            long begin = System.nanoTime();
            while (!wanted.test(state())) {
                if (System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw new AssertionError("Nothing of the kind after " + LONGEST);
                }
                try {
                    return seen.get(100, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Not all that is waited for is told as a change.
                }
            }
            return state();
        } catch (Exception e) {
            throw new AssertionError(
                    "Not reached; promotions are " + state().promotions() + ", unfinished " + state().unfinished(), e);
        }
    }

    Promotion finished(Promotion promotion) {
        until(state -> state.promotion(promotion.name())
                .filter(found -> found.phase().isTerminal())
                .isPresent());
        return engine.promotions().get("shop", promotion.name());
    }

    Promotion promote(String stage, Freight freight) {
        return engine.promotions().promote("shop", stage, freight.name(), ADA, false);
    }

    /** The alias of what a Stage runs; null for nothing. */
    String runs(String stage) {
        return state().stage(stage)
                .current()
                .map(collection -> collection.items().get("Warehouse/app"))
                .flatMap(reference -> state().freight(reference.name()))
                .map(Freight::alias)
                .orElse(null);
    }

    @Override
    public void close() {
        engine.close();
    }

    private static final class Secrets implements Credentials {
        @Override
        public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> secret(String project, String name) {
            return switch (name) {
                case "login" -> Optional.of(Map.of("password", Secret.of(SECRET)));
                case "webhook" -> Optional.of(Map.of("secret", Secret.of(SECRET), "secret-token", Secret.of(SECRET)));
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<Map<String, Secret>> sharedSecret(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> systemSecret(String name) {
            return name.equals("webhook") ? Optional.of(Map.of("secret", Secret.of(SECRET))) : Optional.empty();
        }
    }
}
