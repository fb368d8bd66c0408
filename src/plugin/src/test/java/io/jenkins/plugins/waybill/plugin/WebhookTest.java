package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.Definitions;
import io.jenkins.plugins.waybill.plugin.project.GitManifestSource;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.webhook.WebhookRequest;
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
import org.eclipse.jgit.api.Git;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Webhooks as a forge sends them: without a login, without a crumb, signed. */
@WithJenkins
class WebhookTest {

    private static final String LOCAL = WaybillEngine.class.getName() + ".LOCAL_REMOTES";

    private static final String RECEIVER =
            """
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec:
              webhookReceivers:
              - {name: source, github: {secretRef: {name: github-webhook}}}
            """;

    private JenkinsRule jenkins;

    /** Before Jenkins starts, and the engine with it. */
    @BeforeAll
    static void allow() {
        System.setProperty(LOCAL, "true");
    }

    @BeforeEach
    void aSecret(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "github-webhook", "", hudson.util.Secret.fromString("sesame")));
    }

    @AfterAll
    static void forget() {
        System.clearProperty(LOCAL);
    }

    private HttpResponse<String> send(String path, String event, String body, String secret) throws Exception {
        return send(jenkins, path, event, body, secret);
    }

    /** As GitHub sends it. */
    static HttpResponse<String> send(JenkinsRule jenkins, String path, String event, String body, String secret)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(jenkins.getURL() + path))
                                .header("Content-Type", "application/json")
                                .header("X-GitHub-Event", event)
                                .header("X-Hub-Signature-256", "sha256=" + signature(body, secret))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String address() {
        return "waybill-webhook"
                + WaybillEngine.engine().webhooks().addresses("shop").get(0).path();
    }

    @Test
    void onlyWhatIsSignedAtARealAddressCounts() throws Exception {
        PromotionProject project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD + RECEIVER);
        Actors.enter(jenkins);

        HttpResponse<String> ping = send(address(), "ping", "{\"zen\":\"calm\"}", "sesame");
        assertThat(ping.body()).contains("pong");
        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(send(address(), "ping", "{\"zen\":\"calm\"}", "guess").statusCode())
                .isEqualTo(401);
        assertThat(send("waybill-webhook/github/0", "ping", "{}", "sesame").statusCode())
                .isEqualTo(404);
        assertThat(send(address(), "ping", "x".repeat(WebhookRequest.MAX_BODY_BYTES + 1), "sesame")
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("job/shop/refresh", "ping", "{}", "sesame").statusCode())
                .as("a crumb is needed everywhere else")
                .isEqualTo(403);
        assertThat(project.getDefinitionStatus().isBroken()).isFalse();
    }

    @Test
    void onlyWhoConfiguresIsShownTheAddress() throws Exception {
        Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD + RECEIVER);
        var browsers = Actors.enter(jenkins);
        Actors.Ask page = Actors.Ask.get("job/shop/manifests");
        assertThat(Actors.ask(jenkins, browsers.get(Actors.ADMIN), page).getContentAsString())
                .contains(address());
        assertThat(Actors.ask(jenkins, browsers.get(Actors.PROMOTER), page).getContentAsString())
                .doesNotContain("waybill-webhook");
    }

    @Test
    void aPushMakesAProjectReadItsManifestsAgain(@TempDir Path directory) throws Exception {
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            commit(git, directory, Pipelines.DEV_AND_PROD + RECEIVER);
            PromotionProject project = jenkins.jenkins.createProject(PromotionProject.class, "shop");
            GitManifestSource source = new GitManifestSource(directory.toUri().toString());
            source.setPollMinutes(0);
            project.setSource(source);
            project.save();
            assertThat(Definitions.get().refresh(project).problem()).isEmpty();

            commit(git, directory, Pipelines.DEV_AND_PROD.replace("name: prod", "name: live") + RECEIVER);
            String push =
                    "{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":\"https://github.com/shop/deploy.git\"},"
                            + "\"commits\":[]}";
            HttpResponse<String> reply = send(address(), "push", push, "sesame");
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            while (!WaybillEngine.engine().projects().get("shop").stages().containsKey("live")) {
                Thread.sleep(50);
            }
            assertThat(project.getDefinitionStatus().inForce())
                    .isEqualTo(git.getRepository().resolve("HEAD").name());
        }
    }

    private static void commit(Git git, Path directory, String manifests) throws Exception {
        Files.writeString(directory.resolve("pipeline.yaml"), manifests);
        git.add().addFilepattern(".").call();
        git.commit()
                .setMessage("change")
                .setSign(false)
                .setAuthor("Ada", "ada@example.com")
                .setCommitter("Ada", "ada@example.com")
                .call();
    }
}
