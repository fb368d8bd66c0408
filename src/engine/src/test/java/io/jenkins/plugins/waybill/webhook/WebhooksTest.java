package io.jenkins.plugins.waybill.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for webhooks of every kind. */
class WebhooksTest {

    private static final String PUSH = """
            {"ref": "refs/heads/main", "commits": [],
             "repository": {"clone_url": "https://github.com/shop/app.git", "default_branch": "main"}}
            """;

    private final WebhookBench bench = new WebhookBench(
            "github: {secretRef: {name: s}}", Map.of("app", "{git: {repoURL: 'https://github.com/shop/app'}}"));

    private Webhooks.Verdict push(String signature, String body) {
        return bench.send(Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", signature), body);
    }

    @Test
    void theAddressIsDerivedAsKargoDoes() {
        // printf 'shoprsecret' | sha256sum
        assertThat(Webhooks.path("shop", bench.receiver, Secret.of("secret")))
                .isEqualTo("/github/2376f6cda3b8a2a29d651e3ad39c348d348c16bdaa2edac7f70d2c30d7076383");
        assertThat(Webhooks.isPath(
                        Webhooks.path("shop", bench.receiver, Secret.of("secret")),
                        "shop",
                        bench.receiver,
                        Secret.of("secret")))
                .isTrue();
        assertThat(Webhooks.isPath("/github/0", "shop", bench.receiver, Secret.of("secret")))
                .isFalse();
    }

    @Test
    void gitHubsOwnExampleOfASignatureIsGenuine() throws Exception {
        // From GitHub's documentation on validating deliveries.
        Shared secret = new Shared(Secret.of("It's a Secret to Everybody"));
        WebhookRequest request = new WebhookRequest(
                Map.of(
                        "x-hub-signature-256",
                        List.of("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")),
                Map.of(),
                "Hello, World!".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        secret.requireSignature(request, "X-Hub-Signature-256", "sha256=");
    }

    @Test
    void aGenuineWebhookRefreshesWhoSubscribes() {
        Webhooks.Verdict verdict = push("sha256=" + WebhookBench.signature(PUSH), PUSH);

        assertThat(verdict.status()).isEqualTo(200);
        assertThat(verdict.answer()).hasToString("{\"msg\":\"refreshed 1 warehouse(s)\"}");
        assertThat(verdict.refresh()).containsExactly(new Webhooks.Target("shop", "app"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256=", "sha256=00", "sha1=abc", "", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d"})
    void aWrongSignatureIsRefused(String signature) {
        Webhooks.Verdict verdict = push(signature, PUSH);

        assertThat(verdict.status()).isEqualTo(401);
        assertThat(verdict.answer())
                .hasToString(
                        "{\"error\":\"the signature in X-Hub-Signature-256 does not fit the body and the secret\"}");
        assertThat(verdict.refresh()).isEmpty();
    }

    @Test
    void aBodyThatWasChangedOnItsWayIsRefused() {
        assertThat(push("sha256=" + WebhookBench.signature(PUSH), PUSH + " ").status())
                .isEqualTo(401);
    }

    @Test
    void aMissingSignatureIsRefused() {
        assertThat(bench.send(Map.of("X-GitHub-Event", "push"), PUSH).answer())
                .hasToString("{\"error\":\"the header X-Hub-Signature-256 with the signature is missing\"}");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedUnread() {
        byte[] body = new byte[WebhookRequest.MAX_BODY_BYTES + 1];

        assertThat(bench.send(Map.of(), Map.of(), body).status()).isEqualTo(413);
    }

    @Test
    void theSameSignedBodyCountsOnceInTenMinutes() {
        String signature = "sha256=" + WebhookBench.signature(PUSH);
        assertThat(push(signature, PUSH).refresh()).hasSize(1);

        Webhooks.Verdict replay = push(signature, PUSH);
        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.refresh()).isEmpty();

        bench.now.updateAndGet(time -> time.plus(Duration.ofMinutes(11)));
        assertThat(push(signature, PUSH).refresh()).hasSize(1);
    }

    @Test
    void aFloodOfGenuineWebhooksIsHeldOffAndForgeriesDoNotUseUpTheShare() {
        for (int i = 0; i < 2 * Deliveries.MOST_PER_MINUTE; i++) {
            push("sha256=00", PUSH);
        }
        for (int i = 0; i < Deliveries.MOST_PER_MINUTE; i++) {
            String body = PUSH + " ".repeat(i);
            assertThat(push("sha256=" + WebhookBench.signature(body), body).status())
                    .isEqualTo(200);
        }
        String another = PUSH + "\n\n";
        assertThat(push("sha256=" + WebhookBench.signature(another), another).status())
                .isEqualTo(429);

        bench.now.updateAndGet(time -> time.plus(Duration.ofSeconds(61)));
        assertThat(push("sha256=" + WebhookBench.signature(another), another).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "<xml/>", "\"text\""})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        Webhooks.Verdict verdict = push("sha256=" + WebhookBench.signature(body), body);

        assertThat(verdict.status()).isEqualTo(400);
        assertThat(verdict.answer()).hasToString("{\"error\":\"the body is no JSON object\"}");
    }

    @Test
    void aBodyThatNestsWithoutEndIsRefused() {
        String body = "{\"a\":".repeat(100_000);

        assertThat(push("sha256=" + WebhookBench.signature(body), body).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Forge.example.com/a/b/pull/1/,          https://forge.example.com/a/b/pull/1",
        "https://acme@dev.azure.com/a/p/_git/r/pullrequest/3?x=y, https://dev.azure.com/a/p/_git/r/pullrequest/3",
        "https://gitlab.example.com/g/p/-/merge_requests/7#note, https://gitlab.example.com/g/p/-/merge_requests/7"
    })
    void aPullRequestsPageHasOneSpelling(String url, String spelt) {
        assertThat(Webhooks.pullRequestUrl(url)).isEqualTo(spelt);
    }
}
