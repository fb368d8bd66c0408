package io.jenkins.plugins.waybill.webhook;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** GitLab: a token in a header; pushes, tags, merge requests. */
final class GitLabReceiver implements Receiver {

    @Override
    public List<WebhookEvent> read(WebhookRequest request, Shared secret) throws Rejection {
        secret.requireEqual(request, "X-Gitlab-Token");
        JsonNode json = Payload.object(request);
        String kind = json.path("object_kind").asText();
        return switch (kind) {
            case "push", "tag_push" -> List.of(push(json));
            case "merge_request" -> List.of(mergeRequest(json));
            default ->
                throw Rejection.unsupported(
                        "nothing is known of the event '" + kind + "'; send push, tag push or merge request events");
        };
    }

    private static WebhookEvent push(JsonNode json) {
        JsonNode commits = json.path("commits");
        // GitLab lists twenty commits at most and counts them all.
        boolean complete = commits.size() >= json.path("total_commits_count").asInt();
        return new WebhookEvent.Push(
                Payload.repositories(json, "/project/git_http_url", "/project/git_ssh_url", "/project/web_url"),
                json.path("ref").asText(),
                json.at("/project/default_branch").asText(),
                Payload.paths(commits, complete));
    }

    private static WebhookEvent mergeRequest(JsonNode json) {
        String action = json.at("/object_attributes/action").asText();
        return action.equals("merge") || action.equals("close")
                ? new WebhookEvent.PullRequestOver(
                        Set.of(json.at("/object_attributes/url").asText()))
                : new WebhookEvent.Nothing("a merge request had: " + action);
    }
}
