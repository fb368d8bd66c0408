package io.jenkins.plugins.waybill.webhook;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Gitea and Forgejo: signed with HMAC-SHA256; pushes and pull requests. */
final class GiteaReceiver implements Receiver {

    @Override
    public List<WebhookEvent> read(WebhookRequest request, Shared secret) throws Rejection {
        secret.requireSignature(request, "X-Hub-Signature-256", "sha256=");
        JsonNode json = Payload.object(request);
        String event = request.header("X-Gitea-Event").isPresent()
                ? request.word("X-Gitea-Event")
                : request.word("X-Forgejo-Event");
        return switch (event) {
            case "push" -> List.of(push(json));
            case "pull_request" -> List.of(pullRequest(json));
            default ->
                throw Rejection.unsupported(
                        "nothing is known of the event '" + event + "'; send push or pull request events");
        };
    }

    private static WebhookEvent push(JsonNode json) {
        JsonNode commits = json.path("commits");
        return new WebhookEvent.Push(
                Payload.repositories(json, "/repository/clone_url", "/repository/ssh_url", "/repository/html_url"),
                json.path("ref").asText(),
                json.at("/repository/default_branch").asText(),
                Payload.paths(
                        commits, commits.size() >= json.path("total_commits").asInt()));
    }

    private static WebhookEvent pullRequest(JsonNode json) {
        return json.path("action").asText().equals("closed")
                ? new WebhookEvent.PullRequestOver(
                        Set.of(json.at("/pull_request/html_url").asText()))
                : new WebhookEvent.Nothing(
                        "a pull request was " + json.path("action").asText());
    }
}
