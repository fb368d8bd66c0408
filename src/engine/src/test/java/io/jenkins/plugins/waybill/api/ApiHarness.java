package io.jenkins.plugins.waybill.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.engine.EngineOptions;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleStep;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.promotion.Pace;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.approval.GetUserInputStep;
import io.jenkins.plugins.waybill.step.approval.WaitForApprovalStep;
import io.jenkins.plugins.waybill.step.argocd.ArgoCdUpdateStep;

/** A real engine with a shop's pipeline and its API; every answer is held against the OpenAPI document. */
final class ApiHarness implements AutoCloseable {

    static final Actor ADA = Actor.user("ada");
    static final Actor BOB = Actor.user("bob");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop, annotations: {kargo.akuity.io/description: First stop}}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: write
                    as: note
                    config: {text: "${{ imageFrom('registry.example.com/shop/app').Tag }}"}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: prod, namespace: shop}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {stages: [dev]}
              promotionTemplate:
                spec:
                  steps:
                  - uses: wait-for-approval
                    as: approval
                  - uses: write
                    as: note
                    config: {text: live}
            """;

    final PromotionEngine engine;
    private final OpenApi document = OpenApi.read();
    private Access access = Access.EVERYTHING;
    private final Api api;

    ApiHarness(Path home) {
        this(SampleHost.in(home));
    }

    /** With a real step of that name at the beginning of dev. */
    static ApiHarness asking(Path home, String step, String config) {
        return new ApiHarness(
                SampleHost.in(home),
                PIPELINE.replaceFirst(
                        "steps:\n",
                        Matcher.quoteReplacement("steps:\n      - uses: " + step
                                + "\n        as: gate\n        config: " + config.replace("\n", " ") + "\n")),
                List.of(new WaitForApprovalStep(), new GetUserInputStep()));
    }

    ApiHarness(Host host) {
        this(host, PIPELINE, List.of());
    }

    private ApiHarness(Host host, String pipeline, List<PromotionStep> more) {
        StepRegistry steps = new StepRegistry();
        steps.register(SampleStep.inside("write", context -> {
            context.workspace()
                    .write("note.txt", context.config().path("text").asText().getBytes(StandardCharsets.UTF_8));
            context.log("wrote " + context.config().path("text").asText());
            return StepResult.succeeded(MAPPER.createObjectNode().put("written", true));
        }));
        steps.register(SampleStep.outside("wait-for-approval", context -> {
            if (context.responses().isEmpty()) {
                return StepResult.asking(
                        "Ready for production?",
                        null,
                        new Question(
                                Question.Kind.APPROVAL,
                                ApprovalPolicy.ANYONE,
                                Involvement.NONE,
                                "Ready for production?",
                                null,
                                "change"),
                        Duration.ofMillis(20));
            }
            if (!context.responses().get(0).approved()) {
                throw StepFailure.failed("bob said no");
            }
            return StepResult.succeeded();
        }));
        steps.register(new ArgoCdUpdateStep());
        more.forEach(steps::register);
        Pace quick = new Pace(4, Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(20));
        engine =
                PromotionEngine.start(host, EngineOptions.standard().with(steps).with(quick));
        ManifestSet manifests = Manifests.read(Map.of("pipeline.yaml", pipeline), "shop");
        manifests.projects().values().forEach(engine.projects()::define);
        api = new Api(
                engine,
                (actor, permission, project, stage) -> access.may(actor, permission, project, stage),
                InstantSource.system());
    }

    void access(Access other) {
        access = other;
    }

    /** An answer, with its body read. */
    record Answer(int status, Map<String, String> headers, JsonNode body) {}

    Answer get(String path) {
        return get(path, Map.of());
    }

    Answer get(String path, Map<String, String> headers) {
        String[] parts = path.split("\\?", 2);
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                String[] sides = pair.split("=", 2);
                query.put(sides[0], List.of(sides[1]));
            }
        }
        return send(new ApiRequest("GET", parts[0], query, headers, new byte[0], ADA));
    }

    /** An answer as it goes over the wire, for what is no JSON. */
    ApiResponse raw(String path, Map<String, List<String>> query) {
        return api.handle(new ApiRequest("GET", path, query, Map.of(), new byte[0], ADA));
    }

    Answer post(Actor actor, String path, String body) {
        return send(new ApiRequest(
                "POST",
                path,
                Map.of(),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                actor));
    }

    Answer post(String path, String body) {
        return post(ADA, path, body);
    }

    Answer send(ApiRequest request) {
        ApiResponse response = api.handle(request);
        JsonNode body = MAPPER.missingNode();
        try {
            body = response.body().length == 0 ? body : MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + new String(response.body(), StandardCharsets.UTF_8), e);
        }
        document.check(request.method(), request.path(), response, body);
        return new Answer(response.status(), response.headers(), body);
    }

    /** Freight with that tag, assembled by hand; its name. */
    String freight(String tag) {
        Answer answer = post("/projects/shop/freight", """
                {"origin": "Warehouse/app", "alias": "app-%s",
                 "images": [{"repoURL": "registry.example.com/shop/app", "tag": "%s", "digest": "sha256:%s"}]}
                """.formatted(tag, tag, tag));
        if (answer.status() != 201) {
            throw new AssertionError(answer.body());
        }
        return answer.body().path("name").asText();
    }

    /** Asks for a promotion; its path. */
    String promote(String stage, String freight) {
        Answer answer =
                post("/projects/shop/promotions", "{\"stage\": \"%s\", \"freight\": \"%s\"}".formatted(stage, freight));
        if (answer.status() != 201) {
            throw new AssertionError(answer.body());
        }
        return answer.headers().get("Location");
    }

    /** Asks again after each change until the answer is as wanted. */
    JsonNode until(String path, Predicate<JsonNode> wanted) {
        CountDownLatch[] changed = {new CountDownLatch(1)};
        AutoCloseable listening = engine.onChange(project -> changed[0].countDown());
        try (listening) {
            long begin = System.nanoTime();
            while (true) {
                JsonNode body = get(path).body();
                if (wanted.test(body)) {
                    return body;
                }
                if (System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(5)) {
                    throw new AssertionError("Never as wanted; last seen: " + body);
                }
                if (changed[0].await(100, TimeUnit.MILLISECONDS)) {
                    changed[0] = new CountDownLatch(1);
                }
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    JsonNode finished(String promotionPath) {
        return until(promotionPath, body -> body.path("promotion").has("finishedAt"));
    }

    List<Route> routes() {
        return api.routes();
    }

    @Override
    public void close() {
        engine.close();
    }
}
