package io.jenkins.plugins.waybill.webhook;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What each of the ten types of receivers wants to see before it does anything, and what none of them reads. */
class ProofTest {

    private static final String SIGNATURE = "SIGNATURE";

    private static WebhookBench bench(String type) {
        return new WebhookBench(
                type + ": {secretRef: {name: s}"
                        + (type.equals("generic")
                                ? ", actions: [{action: Refresh,"
                                        + " targetSelectionCriteria: [{kind: Warehouse, name: app}]}]}"
                                : "}"),
                Map.of("app", "{image: {repoURL: acme.example.com/shop/app}}"));
    }

    private static Webhooks.Verdict send(WebhookBench bench, String header, String proof, String body) {
        String value = proof.replace(SIGNATURE, WebhookBench.signature(body));
        return bench.send(Map.of(header, value, "X-GitHub-Event", "ping", "X-Gitea-Event", "none"), body);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            artifactory, X-JFrog-Event-Auth,  SIGNATURE
            bitbucket,   X-Hub-Signature,     sha256=SIGNATURE
            gitea,       X-Hub-Signature-256, sha256=SIGNATURE
            github,      X-Hub-Signature-256, sha256=SIGNATURE
            gitlab,      X-Gitlab-Token,      It's a Secret to Everybody
            harbor,      Authorization,       It's a Secret to Everybody
            """)
    void withoutTheRightProofNothingIsReadAndWithItTheBodyIs(String type, String header, String proof) {
        WebhookBench bench = bench(type);
        String body = "{}";
        assertThat(bench.send(Map.of("X-GitHub-Event", "ping"), body).status())
                .as("no proof")
                .isEqualTo(401);
        for (String wrong : new String[] {
            "", " ", "sha256=", SIGNATURE.substring(1), "sha1=" + SIGNATURE, "sha256=" + "0".repeat(64), "It's a Secret"
        }) {
            Webhooks.Verdict refused = bench.send(Map.of(header, wrong, "X-GitHub-Event", "ping"), body);
            assertThat(refused.status()).as(wrong).isEqualTo(401);
            assertThat(refused.answer().toString()).doesNotContain(WebhookBench.SECRET, WebhookBench.signature(body));
        }
        assertThat(send(bench, header, proof, body).status())
                .as("an event, or one that is not known, but no stranger")
                .isNotEqualTo(401);
        String other = WebhookBench.signature(body.getBytes(java.nio.charset.StandardCharsets.UTF_8), "another secret");
        assertThat(bench.send(
                                Map.of(
                                        header,
                                        proof.contains(SIGNATURE) ? proof.replace(SIGNATURE, other) : "another secret"),
                                body)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "artifactory",
                "azure",
                "bitbucket",
                "dockerhub",
                "generic",
                "gitea",
                "github",
                "gitlab",
                "harbor",
                "quay"
            })
    void noTypeReadsABodyThatIsTooLarge(String type) {
        byte[] body = new byte[WebhookRequest.MAX_BODY_BYTES + 1];
        assertThat(bench(type).send(Map.of(), Map.of(), body).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            artifactory | X-JFrog-Event-Auth  | SIGNATURE        | {"domain": "docker", "event_type": "pushed", "jpd_origin": "https://acme.example.com", "data": {"image_type": "docker", "path": "app/1.0.0/manifest.json", "repo_key": "shop", "tag": "1.0.0"}}
            bitbucket   | X-Hub-Signature     | sha256=SIGNATURE | {"repository": {"full_name": "shop/app"}, "push": {"changes": [{"new": {"type": "branch", "name": "main"}}]}}
            gitea       | X-Hub-Signature-256 | sha256=SIGNATURE | {"ref": "refs/heads/main", "repository": {"clone_url": "https://acme.example.com/shop/app"}}
            github      | X-Hub-Signature-256 | sha256=SIGNATURE | {"ref": "refs/heads/main", "repository": {"clone_url": "https://acme.example.com/shop/app"}}
            """)
    void aSignedBodyThatComesAgainIsNotActedUpon(String type, String header, String proof, String body) {
        WebhookBench bench = bench(type);
        Map<String, String> headers = Map.of(
                header,
                proof.replace(SIGNATURE, WebhookBench.signature(body)),
                "X-GitHub-Event",
                "push",
                "X-Gitea-Event",
                "push",
                "X-Event-Key",
                "repo:push");
        assertThat(bench.send(headers, body).answer().toString()).contains("refreshed");
        assertThat(bench.send(headers, body).answer().toString()).contains("was received before");
    }
}
