package io.jenkins.plugins.waybill.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WebServerTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            """;
    private static final String FREIGHT = """
            {"origin": "Warehouse/app", "alias": "%s",
             "images": [{"repoURL": "registry.example.com/shop/app", "tag": "%s", "digest": "sha256:1"}]}
            """;

    @TempDir
    Path state;

    private final HttpClient client = HttpClient.newHttpClient();
    private PromotionEngine engine;
    private WebServer server;

    @BeforeEach
    void start() {
        HostOptions options = new HostOptions();
        options.state = state;
        ManifestSet manifests = Manifests.read("pipeline.yaml", PIPELINE);
        engine = LocalEngine.start(options, manifests, PromotionEngine.Mode.ON_REQUEST, "", Terminal.system());
        server = WebServer.start(engine, InetAddress.getLoopbackAddress(), 0, Actor.user("owner"));
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void every_answer_forbids_what_is_inline_and_foreign() throws Exception {
        for (String path : new String[] {"", "api/v1/projects", "nowhere"}) {
            HttpResponse<byte[]> answer = send(request(path));

            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void a_write_that_another_site_could_forge_is_refused() throws Exception {
        String path = "api/v1/projects/shop/freight";
        String body = FREIGHT.formatted("one", "1");

        assertThat(post(path, body).statusCode()).isEqualTo(403);
        assertThat(post(path, body, "Content-Type", "text/plain").statusCode()).isEqualTo(403);
        assertThat(post(path, body, "Content-Type", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(403);
        assertThat(engine.state("shop").freight()).isEmpty();

        HttpResponse<byte[]> accepted = post(path, body, "Content-Type", "application/json; charset=utf-8");
        assertThat(accepted.statusCode()).isEqualTo(201);
        assertThat(accepted.headers().firstValue("Location")).get().asString().startsWith("/api/v1/projects/shop/");
        assertThat(send(request(accepted.headers()
                                .firstValue("Location")
                                .orElseThrow()
                                .substring(1)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_body_that_never_ends_is_cut_off() throws Exception {
        HttpResponse<byte[]> answer =
                post("api/v1/projects/shop/freight", "x".repeat(3 << 20), "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void a_name_that_another_site_points_here_is_not_answered() throws Exception {
        URI uri = URI.create(server.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/projects HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("\"shop\"");
        }
    }

    @Test
    void what_is_worth_it_is_sent_compressed() throws Exception {
        for (int number = 0; number < 20; number++) {
            post(
                    "api/v1/projects/shop/freight",
                    FREIGHT.formatted("alias-" + number, "v" + number),
                    "Content-Type",
                    "application/json");
        }
        HttpResponse<byte[]> plain = send(request("api/v1/projects/shop/freight"));
        HttpResponse<byte[]> zipped =
                send(request("api/v1/projects/shop/freight").header("Accept-Encoding", "gzip"));

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 3);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void an_unchanged_graph_costs_no_body() throws Exception {
        HttpResponse<byte[]> first = send(request("api/v1/projects/shop/graph"));
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> second = send(request("api/v1/projects/shop/graph").header("If-None-Match", tag));

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void a_head_tells_the_length_without_the_body() throws Exception {
        HttpResponse<byte[]> head =
                send(request("api/v1/projects").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void other_methods_are_refused() throws Exception {
        assertThat(send(request("").DELETE()).statusCode()).isEqualTo(405);
        assertThat(send(request("api/v1/projects").DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void who_asks_goes_into_the_audit_log() throws Exception {
        post("api/v1/projects/shop/freight", FREIGHT.formatted("a", "1"), "Content-Type", "application/json");
        post(
                "api/v1/projects/shop/freight",
                FREIGHT.formatted("b", "2"),
                "Content-Type",
                "application/json",
                "X-Waybill-User",
                "grace");

        String events = new String(send(request("api/v1/projects/shop/audit")).body(), StandardCharsets.UTF_8);
        assertThat(events).contains("user:owner", "user:grace");
    }

    @Test
    void commands_find_the_server_and_speak_to_it() {
        String url = server.url();
        CommandLineRun status = CommandLineRun.of("status", "--server", url);
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("Warehouse app: not looked yet");

        assertThat(CommandLineRun.of("freight", "none", "--server", url).code()).isEqualTo(1);
        assertThat(CommandLineRun.of("freight", "--server", url, "--format", "json")
                        .json())
                .isEmpty();
        assertThat(CommandLineRun.of("audit", "verify", "--server", url).out()).startsWith("Intact: ");
        assertThat(CommandLineRun.of("history", "--server", url, "--project", "none")
                        .err())
                .contains("There is no project 'none'");
    }

    @Test
    void status_says_since_when_and_why_a_warehouse_fails() {
        String lost =
                PIPELINE.replace("namespace: shop", "namespace: lost").replace("registry.example.com", "127.0.0.1:1");
        engine.projects()
                .define(Manifests.read("lost.yaml", lost).project("lost").orElseThrow());
        String url = server.url();
        assertThat(CommandLineRun.of("refresh", "app", "--project", "lost", "--server", url)
                        .code())
                .isEqualTo(1);

        assertThat(CommandLineRun.of("status", "--project", "lost", "--server", url)
                        .out())
                .containsPattern(
                        "Warehouse app: failing, first .*(ago|now). Discovery failed: .*no connection to 127.0.0.1");
    }

    @Test
    void a_second_server_on_the_port_is_told_what_is_wrong() {
        int port = URI.create(server.url()).getPort();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> WebServer.start(engine, InetAddress.getLoopbackAddress(), port, Actor.user("x")))
                .isInstanceOf(No.class)
                .hasMessageContaining("Port " + port)
                .hasMessageContaining("--port");
    }
}
