package io.jenkins.plugins.waybill.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.promotion.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Executes the recipes of docs/recipes as they are written there, between a real repository and a stub cluster. */
class RecipesTest {

    private static final Path RECIPES = Path.of("../../docs/recipes");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Actor ADA = Actor.user("ada");

    @TempDir
    Path directory;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<String> states = new ArrayDeque<>();
    private HttpServer cluster;
    private PromotionEngine engine;

    @BeforeEach
    void open() throws Exception {
        cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + "\n" + body);
            String state = "";
            synchronized (states) {
                if (exchange.getRequestMethod().equals("GET")) {
                    state = states.size() > 1 ? states.remove() : states.element();
                } else if (exchange.getRequestMethod().equals("PATCH")) {
                    state = "{\"metadata\": {\"generation\": 7}}";
                }
            }
            byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        cluster.start();
        Pace quick = new Pace(4, Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(20));
        engine = PromotionEngine.start(
                SampleHost.in(directory.resolve("state"), new Secrets()),
                EngineOptions.standard().with(quick).with(PromotionEngine.Mode.ON_REQUEST));
    }

    @AfterEach
    void close() {
        engine.close();
        cluster.stop(0);
    }

    @Test
    void flux_is_told_of_the_commit_and_waited_for() throws Exception {
        try (SampleRepository app = SampleRepository.create(directory.resolve("guestbook.git"));
                SampleRepository gitops = SampleRepository.create(directory.resolve("guestbook-gitops.git"))) {
            String commit = app.commit("main", "greeting.txt", "Hello\n").name();
            gitops.commit("main", "env/dev/values.yaml", "commit: none\n");
            define(
                    "flux.md",
                    Map.of(
                            "https://github.com/example/guestbook.git", app.url(),
                            "https://github.com/example/guestbook-gitops.git", gitops.url(),
                            "https://flux-webhook.example.com", url(),
                            "https://kubernetes.example.com", url()));
            engine.warehouses().refresh("guestbook", "guestbook");
            String freight =
                    engine.state("guestbook").freight().iterator().next().name();
            flux("{\"lastAppliedRevision\": \"main@sha1:0000\", \"conditions\": [{\"type\": \"Ready\","
                    + " \"status\": \"Unknown\", \"message\": \"Reconciliation in progress\"}]}");

            Promotion promotion = engine.promotions().promote("guestbook", "dev", freight, ADA, false);
            waitsForTheCluster(promotion);
            String pushed = gitops.head("main").name();
            flux("{\"lastAppliedRevision\": \"main@sha1:" + pushed + "\", \"conditions\": [{\"type\": \"Ready\","
                    + " \"status\": \"True\", \"message\": \"Applied\"}]}");
            Promotion over = finished(promotion);

            assertThat(over.phase()).as(over.message()).isEqualTo(PromotionPhase.SUCCEEDED);
            assertThat(gitops.read("main", "env/dev/values.yaml")).isEqualTo("commit: " + commit + "\n");
            assertThat(requests.get(0)).startsWith("POST /hook/abc ");
            assertThat(requests.get(1))
                    .startsWith("GET /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/"
                            + "guestbook-dev Bearer t0ken-of-the-cluster ");
            assertThat(over.executions().toString()).doesNotContain("t0ken").doesNotContain("/hook/abc");
        }
    }

    @Test
    void what_flux_cannot_apply_fails_the_promotion_with_its_words() throws Exception {
        try (SampleRepository app = SampleRepository.create(directory.resolve("guestbook.git"));
                SampleRepository gitops = SampleRepository.create(directory.resolve("guestbook-gitops.git"))) {
            app.commit("main", "greeting.txt", "Hello\n");
            gitops.commit("main", "env/dev/values.yaml", "commit: none\n");
            define(
                    "flux.md",
                    Map.of(
                            "https://github.com/example/guestbook.git", app.url(),
                            "https://github.com/example/guestbook-gitops.git", gitops.url(),
                            "https://flux-webhook.example.com", url(),
                            "https://kubernetes.example.com", url()));
            engine.warehouses().refresh("guestbook", "guestbook");
            String freight =
                    engine.state("guestbook").freight().iterator().next().name();
            flux("{\"conditions\": []}");
            Promotion promotion = engine.promotions().promote("guestbook", "dev", freight, ADA, false);
            waitsForTheCluster(promotion);
            flux(
                    "{\"lastAttemptedRevision\": \"main@sha1:"
                            + gitops.head("main").name()
                            + "\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"False\", \"message\": \"no such CRD\"}]}");

            Promotion over = finished(promotion);

            assertThat(over.phase()).isEqualTo(PromotionPhase.FAILED);
            assertThat(over.message()).contains("meets failureExpression: no such CRD");
        }
    }

    @Test
    void a_plain_cluster_gets_the_image_and_its_rollout_is_waited_for() throws Exception {
        define("plain-cluster.md", Map.of("https://kubernetes.example.com", url()));
        rollout(6, 2, 2, "");
        rollout(7, 1, 1, "");

        Promotion promotion = engine.promotions().promote("guestbook", "dev", freight(), ADA, false);
        waitsForTheCluster(promotion);
        rollout(7, 2, 2, "");
        Promotion over = finished(promotion);

        assertThat(over.phase()).as(over.message()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(requests.get(0))
                .startsWith(
                        "PATCH /apis/apps/v1/namespaces/guestbook/deployments/guestbook?fieldManager=waybill&force=true"
                                + " Bearer t0ken-of-the-cluster application/apply-patch+yaml\n")
                .contains("image: ghcr.io/example/guestbook:1.20\n");
        assertThat(requests.stream().filter(request -> request.startsWith("PATCH")))
                .hasSize(1);
    }

    @Test
    void a_rollout_that_does_not_come_about_fails_the_promotion() throws Exception {
        define("plain-cluster.md", Map.of("https://kubernetes.example.com", url()));
        rollout(
                7,
                1,
                0,
                "{\"type\": \"Progressing\", \"reason\": \"ProgressDeadlineExceeded\","
                        + " \"message\": \"ReplicaSet has timed out progressing.\"}");

        Promotion over = finished(engine.promotions().promote("guestbook", "dev", freight(), ADA, false));

        assertThat(over.phase()).isEqualTo(PromotionPhase.FAILED);
        assertThat(over.message()).contains("ReplicaSet has timed out progressing");
    }

    /** The recipe's pipeline with other addresses, and asked often. */
    private void define(String recipe, Map<String, String> addresses) throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(RECIPES.resolve(recipe)));
        String pipeline = "";
        while (block.find()) {
            pipeline = block.group(1).contains("kind: Stage") ? block.group(1) : pipeline;
        }
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            pipeline = pipeline.replace(address.getKey(), address.getValue());
        }
        pipeline = pipeline.replaceAll("(?m)^( +)successExpression: >-$", "$1interval: 20ms\n$0");
        ManifestSet set = Manifests.read(Map.of(recipe, pipeline), "guestbook");
        assertThat(set.findings()).isEmpty();
        set.projects().values().forEach(engine.projects()::define);
    }

    private String freight() {
        return engine.freight()
                .create(
                        "guestbook",
                        FreightOrigin.warehouse("guestbook"),
                        new Artifacts(
                                List.of(),
                                List.of(new Image("ghcr.io/example/guestbook", "1.20", "sha256:1", Map.of(), "")),
                                List.of(),
                                List.of()),
                        "first",
                        ADA)
                .name();
    }

    private void flux(String status) {
        synchronized (states) {
            states.clear();
            states.add("{\"status\": " + status + "}");
        }
    }

    private void rollout(int observed, int updated, int available, String condition) {
        synchronized (states) {
            states.add("{\"metadata\": {\"generation\": 7}, \"spec\": {\"replicas\": 2}, \"status\":"
                    + " {\"observedGeneration\": " + observed + ", \"replicas\": 2, \"updatedReplicas\": " + updated
                    + ", \"availableReplicas\": " + available + ", \"conditions\": [" + condition + "]}}");
        }
    }

    private void waitsForTheCluster(Promotion promotion) throws Exception {
        for (int look = 0; look < 30_000; look++) {
            if (requests.stream().filter(request -> request.startsWith("GET")).count() >= 3) {
                return;
            }
            assertThat(engine.promotions()
                            .get("guestbook", promotion.name())
                            .phase()
                            .isTerminal())
                    .as(engine.promotions().get("guestbook", promotion.name()).message())
                    .isFalse();
            Thread.sleep(10);
        }
        throw new AssertionError("The cluster is not asked: " + requests);
    }

    private Promotion finished(Promotion promotion) throws Exception {
        for (int look = 0; look < 30_000; look++) {
            Promotion now = engine.promotions().get("guestbook", promotion.name());
            if (now.phase().isTerminal()) {
                return now;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("Not over: " + engine.promotions().get("guestbook", promotion.name()));
    }

    private String url() {
        return "http://127.0.0.1:" + cluster.getAddress().getPort();
    }

    private static final class Secrets implements Credentials {
        @Override
        public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> secret(String project, String name) {
            return Optional.of(Map.of("token", Secret.of("t0ken-of-the-cluster"), "receiver", Secret.of("/hook/abc")));
        }

        @Override
        public Optional<Map<String, Secret>> sharedSecret(String name) {
            return Optional.empty();
        }
    }
}
