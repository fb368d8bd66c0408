package io.jenkins.plugins.waybill.webhook;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Webhooks of registries, with payloads built from the examples in each vendor's documentation. */
class RegistryWebhooksTest {

    @Test
    void dockerHubs() {
        WebhookBench bench = new WebhookBench(
                "dockerhub: {secretRef: {name: s}}",
                Map.of(
                        "image", "{image: {repoURL: docker.io/shop/app, allowTagsRegexes: ['^v']}}",
                        "chart",
                                "{chart: {repoURL: 'oci://registry-1.docker.io/shop/app', semverConstraint: '^1.0.0'}}"));
        String push = """
                {"callback_url": "https://registry.hub.docker.com/u/shop/app/hook/2141b5bi5i5b02bec211i4eeih0242eg11000a/",
                 "push_data": {"pushed_at": 1417566161, "pusher": "ada", "tag": "v1.2.0"},
                 "repository": {"name": "app", "namespace": "shop", "repo_name": "shop/app", "status": "Active"}}
                """;

        assertThat(bench.refreshed(Map.of(), push)).containsExactlyInAnyOrder("image", "chart");
        assertThat(bench.refreshed(Map.of(), push.replace("v1.2.0", "edge"))).isEmpty();
        assertThat(bench.send(Map.of(), "{}").answer()).hasToString("{\"error\":\"repository.repo_name is missing\"}");
    }

    @Test
    void quays() {
        WebhookBench bench = new WebhookBench(
                "quay: {secretRef: {name: s}}",
                Map.of("app", "{image: {repoURL: quay.io/shop/app, constraint: ^1.0.0}}"));
        String push = """
                {"name": "app", "repository": "shop/app", "namespace": "shop", "docker_url": "quay.io/shop/app",
                 "homepage": "https://quay.io/repository/shop/app", "updated_tags": ["latest", "1.9.0"]}
                """;

        assertThat(bench.refreshed(Map.of(), push)).containsExactly("app");
        assertThat(bench.refreshed(Map.of(), push))
                .as("tags are pushed again and again")
                .containsExactly("app");
        assertThat(bench.refreshed(Map.of(), push.replace(", \"1.9.0\"", ""))).isEmpty();
        assertThat(bench.send(Map.of(), "{\"docker_url\": \"quay.io/shop/app\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void harbors() {
        WebhookBench bench = new WebhookBench(
                "harbor: {secretRef: {name: s}}",
                Map.of(
                        "digest",
                        "{image: {repoURL: harbor.example.com/shop/app, imageSelectionStrategy: Digest, constraint: stable}}"));
        Map<String, String> headers = Map.of("Authorization", WebhookBench.SECRET);
        String push = """
                {"type": "PUSH_ARTIFACT", "occur_at": 1586922308, "operator": "admin", "event_data": {
                 "resources": [{"digest": "sha256:8a9e", "tag": "stable",
                                "resource_url": "harbor.example.com/shop/app:stable"}],
                 "repository": {"name": "app", "namespace": "shop", "repo_full_name": "shop/app"}}}
                """;

        assertThat(bench.refreshed(headers, push)).containsExactly("digest");
        assertThat(bench.refreshed(headers, push.replace("stable", "edge"))).isEmpty();
        assertThat(bench.send(headers, push.replace("PUSH_ARTIFACT", "SCANNING_COMPLETED"))
                        .status())
                .isEqualTo(400);
        assertThat(bench.send(Map.of("Authorization", "guess"), push).status()).isEqualTo(401);
        assertThat(bench.send(Map.of(), push).answer())
                .hasToString("{\"error\":\"the header Authorization is missing\"}");
    }

    @Test
    void azureContainerRegistrys() {
        WebhookBench bench = new WebhookBench(
                "azure: {secretRef: {name: s}}",
                Map.of("app", "{image: {repoURL: acme.azurecr.io/shop/app, constraint: '>=1.0.0'}}"));
        String push = """
                {"id": "cb8c3971", "timestamp": "2026-05-01T16:52:57Z", "action": "push",
                 "target": {"mediaType": "application/vnd.docker.distribution.manifest.v2+json", "size": 524,
                            "digest": "sha256:80f0", "repository": "shop/app", "tag": "1.0.1"},
                 "request": {"id": "3cbb6949", "host": "acme.azurecr.io", "method": "PUT"}}
                """;

        assertThat(bench.refreshed(Map.of(), push)).containsExactly("app");
        assertThat(bench.send(Map.of(), "{\"id\": \"x\", \"action\": \"ping\"}")
                        .answer()
                        .toString())
                .contains("pong");
        assertThat(bench.send(Map.of(), push.replace("\"push\"", "\"delete\"")).status())
                .isEqualTo(400);
    }

    @Test
    void artifactorys() {
        String push = """
                {"domain": "docker", "event_type": "pushed", "subscription_key": "test",
                 "jpd_origin": "https://acme.jfrog.io", "source": "jfrog/ada",
                 "data": {"image_name": "team/app", "image_type": "docker", "name": "manifest.json",
                          "path": "team/app/1.2.3/manifest.json", "repo_key": "docker-local", "sha256": "8a9e",
                          "size": 1357, "tag": "1.2.3"}}
                """;
        WebhookBench bench = new WebhookBench(
                "artifactory: {secretRef: {name: s}}",
                Map.of(
                        "local", "{image: {repoURL: acme.jfrog.io/docker-local/team/app, constraint: ^1.0.0}}",
                        "virtual", "{image: {repoURL: acme.jfrog.io/docker/team/app, constraint: ^1.0.0}}"));
        WebhookBench virtual = new WebhookBench(
                "artifactory: {secretRef: {name: s}, virtualRepoName: docker}",
                Map.of("virtual", "{image: {repoURL: acme.jfrog.io/docker/team/app, constraint: ^1.0.0}}"));

        assertThat(bench.refreshed(artifactory(push), push)).containsExactly("local");
        assertThat(virtual.refreshed(artifactory(push), push)).containsExactly("virtual");
        String deleted = push.replace("pushed", "deleted");
        assertThat(bench.send(artifactory(deleted), deleted).status()).isEqualTo(501);
        String generic = push.replace("\"image_type\": \"docker\"", "\"image_type\": \"npm\"");
        assertThat(bench.send(artifactory(generic), generic).status()).isEqualTo(501);
        String short_ = push.replace("team/app/1.2.3/manifest.json", "app");
        assertThat(bench.send(artifactory(short_), short_).status()).isEqualTo(400);
        assertThat(bench.send(Map.of("X-JFrog-Event-Auth", WebhookBench.SECRET), push)
                        .status())
                .isEqualTo(401);
    }

    private static Map<String, String> artifactory(String body) {
        return Map.of("x-jfrog-event-auth", WebhookBench.signature(body));
    }
}
