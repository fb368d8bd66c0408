package io.jenkins.plugins.waybill.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The addresses that the command shows are those at which the server listens. */
class WebhooksCommandTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec: {webhookReceivers: [{name: source, github: {secretRef: {name: hub}}}]}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: hub, namespace: shop}
            stringData: {secret: from-the-tests}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ClusterConfig
            metadata: {name: cluster}
            spec: {webhookReceivers: [{name: images, quay: {secretRef: {name: %s}}}]}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: quay, namespace: kargo-system-resources}
            stringData: {secret: of-all-projects}
            """;

    @TempDir
    Path directory;

    private Path pipeline;

    @BeforeEach
    void write() throws Exception {
        pipeline = Files.writeString(directory.resolve("pipeline.yaml"), PIPELINE.formatted("quay"));
    }

    @Test
    void what_the_command_shows_is_where_the_server_listens() throws Exception {
        HostOptions options = new HostOptions();
        options.state = directory.resolve("state");
        try (PromotionEngine engine = LocalEngine.start(
                        options,
                        Manifests.read("pipeline.yaml", Files.readString(pipeline)),
                        PromotionEngine.Mode.ON_REQUEST,
                        "",
                        Terminal.system());
                WebServer server = WebServer.start(engine, InetAddress.getLoopbackAddress(), 0, Actor.user("owner"))) {
            CommandLineRun run =
                    CommandLineRun.of("webhooks", pipeline.toString(), "--url", server.url(), "--format", "json");
            JsonNode receivers = run.json().path("receivers");
            assertThat(run.code()).isZero();
            assertThat(receivers.findValuesAsText("name")).containsExactly("source", "images");

            String hub = receivers.get(0).path("url").asText();
            assertThat(hub).startsWith(server.url() + "webhook/github/");
            assertThat(post(hub, "{}", signature("{}")).body()).contains("pong");
            assertThat(post(hub, "{}", "sha256=00").statusCode()).isEqualTo(401);
            assertThat(post(hub + "0", "{}", signature("{}")).statusCode()).isEqualTo(404);
            assertThat(post(hub, "x".repeat((2 << 20) + 5), "sha256=00").statusCode())
                    .isEqualTo(413);
            HttpResponse<String> got = send(HttpRequest.newBuilder(URI.create(hub)));
            assertThat(got.statusCode()).isEqualTo(405);
            assertThat(got.headers().firstValue("Allow")).contains("POST");

            String body = "{\"docker_url\": \"quay.io/shop/app\", \"updated_tags\": [\"1.0.0\"]}";
            assertThat(post(receivers.get(1).path("url").asText(), body, "").body())
                    .contains("refreshed 0 warehouse(s)");
        }
    }

    @Test
    void a_receiver_without_its_secret_is_told_of() throws Exception {
        Files.writeString(pipeline, PIPELINE.formatted("gone"));

        CommandLineRun run = CommandLineRun.of("webhooks", pipeline.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("shop", "source", "github", "/webhook/github/")
                .contains("all projects", "there is no Secret 'gone' with the key 'secret'");
    }

    private static HttpResponse<String> post(String url, String body, String signature) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("X-GitHub-Event", "ping")
                .header("X-Hub-Signature-256", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("from-the-tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
