package io.jenkins.plugins.waybill.webhook;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** GitHub and GitHub Enterprise: signed with HMAC-SHA256; pushes, packages, pull requests. */
final class GitHubReceiver implements Receiver {

    /** GitHub lists no more commits than this. */
    private static final int MOST_COMMITS = 2048;

    @Override
    public List<WebhookEvent> read(WebhookRequest request, Shared secret) throws Rejection {
        secret.requireSignature(request, "X-Hub-Signature-256", "sha256=");
        String event = request.word("X-GitHub-Event");
        JsonNode json = Payload.object(request);
        return switch (event) {
            case "ping" -> List.of(new WebhookEvent.Ping());
            case "push" -> List.of(push(json));
            case "package", "registry_package" -> List.of(artifact(json, json.path(event)));
            case "pull_request" -> List.of(pullRequest(json));
            default ->
                throw Rejection.unsupported("nothing is known of the event '" + event
                        + "'; send ping, push, package, registry_package or pull_request");
        };
    }

    private static WebhookEvent push(JsonNode json) {
        JsonNode commits = json.path("commits");
        return new WebhookEvent.Push(
                Payload.repositories(json, "/repository/clone_url", "/repository/ssh_url", "/repository/html_url"),
                json.path("ref").asText(),
                json.at("/repository/default_branch").asText(),
                Payload.paths(commits, commits.size() < MOST_COMMITS));
    }

    private static WebhookEvent artifact(JsonNode json, JsonNode pushed) {
        String action = json.path("action").asText();
        if (!action.equals("published") && !action.equals("updated")) {
            return new WebhookEvent.Nothing("a package was " + action);
        }
        JsonNode version = pushed.path("package_version");
        String url = version.path("package_url").asText();
        String tag = version.at("/container_metadata/tag/name").asText();
        return new WebhookEvent.Artifact(Payload.artifact(url), tag.isEmpty() ? List.of() : List.of(tag));
    }

    private static WebhookEvent pullRequest(JsonNode json) {
        return json.path("action").asText().equals("closed")
                ? new WebhookEvent.PullRequestOver(
                        Set.of(json.at("/pull_request/html_url").asText()))
                : new WebhookEvent.Nothing(
                        "a pull request was " + json.path("action").asText());
    }
}
