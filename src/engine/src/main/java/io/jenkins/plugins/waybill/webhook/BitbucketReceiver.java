package io.jenkins.plugins.waybill.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.RepositoryUrl;

/** Bitbucket Cloud and Data Center: signed with HMAC-SHA256; pushes and pull requests. Neither tells changed paths. */
final class BitbucketReceiver implements Receiver {

    @Override
    public List<WebhookEvent> read(WebhookRequest request, Shared secret) throws Rejection {
        String event = request.word("X-Event-Key");
        if (event.equals("diagnostics:ping")) {
            // Data Center's "Test connection" signs nothing; and nothing comes of it.
            return List.of(new WebhookEvent.Ping());
        }
        secret.requireSignature(request, "X-Hub-Signature", "sha256=");
        JsonNode json = Payload.object(request);
        return switch (event) {
            case "repo:push" -> pushes(json);
            case "repo:refs_changed" -> refsChanged(json);
            case "pullrequest:fulfilled", "pullrequest:rejected" ->
                List.of(new WebhookEvent.PullRequestOver(
                        Set.of(json.at("/pullrequest/links/html/href").asText())));
            case "pr:merged", "pr:declined", "pr:deleted" ->
                List.of(new WebhookEvent.PullRequestOver(
                        Set.of(json.at("/pullRequest/links/self/0/href").asText())));
            default ->
                throw Rejection.unsupported("nothing is known of the event '" + event
                        + "'; send repository pushes and pull requests that are merged or declined");
        };
    }

    private static List<WebhookEvent> pushes(JsonNode json) {
        String page = json.at("/repository/links/html/href").asText();
        String name = json.at("/repository/full_name").asText();
        Set<String> urls = new LinkedHashSet<>();
        urls.add(RepositoryUrl.normaliseGit(page));
        urls.add(RepositoryUrl.normaliseGit("git@bitbucket.org:" + name));
        urls.add(RepositoryUrl.normaliseGit("ssh://git@bitbucket.org/" + name));
        List<WebhookEvent> events = new ArrayList<>();
        for (JsonNode change : json.at("/push/changes")) {
            JsonNode ref = change.path("new").isObject() ? change.path("new") : change.path("old");
            String kind = ref.path("type").asText().equals("tag") ? "refs/tags/" : "refs/heads/";
            events.add(new WebhookEvent.Push(urls, kind + ref.path("name").asText(), "", Optional.empty()));
        }
        return events;
    }

    private static List<WebhookEvent> refsChanged(JsonNode json) {
        Set<String> urls = new LinkedHashSet<>();
        json.at("/repository/links/clone")
                .forEach(link ->
                        urls.add(RepositoryUrl.normaliseGit(link.path("href").asText())));
        List<WebhookEvent> events = new ArrayList<>();
        for (JsonNode change : json.path("changes")) {
            events.add(new WebhookEvent.Push(urls, change.at("/ref/id").asText(), "", Optional.empty()));
        }
        return events;
    }
}
