package io.jenkins.plugins.waybill.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Azure DevOps and Azure Container Registry, which sign nothing: the address itself is the secret. */
final class AzureReceiver implements Receiver {

    @Override
    public List<WebhookEvent> read(WebhookRequest request, Shared secret) throws Rejection {
        JsonNode json = Payload.object(request);
        return json.has("eventType") ? devOps(json) : registry(json);
    }

    private static List<WebhookEvent> registry(JsonNode json) throws Rejection {
        String action = json.path("action").asText();
        return switch (action) {
            case "ping" -> List.of(new WebhookEvent.Ping());
            case "push", "chart_push" -> {
                String host = json.at("/request/host").asText();
                String tag = json.at("/target/tag").asText();
                yield List.of(new WebhookEvent.Artifact(
                        Payload.artifact(
                                host + "/" + json.at("/target/repository").asText()),
                        tag.isEmpty() ? List.of() : List.of(tag)));
            }
            default ->
                throw Rejection.unsupported("nothing is known of the action '" + action + "'; send push and ping");
        };
    }

    private static List<WebhookEvent> devOps(JsonNode json) throws Rejection {
        JsonNode resource = json.path("resource");
        String type = json.path("eventType").asText();
        return switch (type) {
            case "git.push" -> pushes(resource);
            case "git.pullrequest.merged" -> List.of(over(resource));
            case "git.pullrequest.updated" ->
                resource.path("status").asText().equals("abandoned")
                                || resource.path("status").asText().equals("completed")
                        ? List.of(over(resource))
                        : List.of(new WebhookEvent.Nothing("a pull request was updated"));
            default ->
                throw Rejection.unsupported("nothing is known of the event '" + type
                        + "'; send code pushed, pull request merge attempted and pull request updated");
        };
    }

    private static List<WebhookEvent> pushes(JsonNode resource) {
        Set<String> urls = Payload.repositories(resource, "/repository/remoteUrl", "/repository/sshUrl");
        String branch = resource.at("/repository/defaultBranch").asText().replaceFirst("^refs/heads/", "");
        List<WebhookEvent> events = new ArrayList<>();
        for (JsonNode update : resource.path("refUpdates")) {
            events.add(new WebhookEvent.Push(urls, update.path("name").asText(), branch, Optional.empty()));
        }
        return events;
    }

    private static WebhookEvent over(JsonNode resource) {
        String number = resource.path("pullRequestId").asText();
        Set<String> urls = new LinkedHashSet<>();
        for (String pointer : List.of("/repository/webUrl", "/repository/remoteUrl")) {
            String repository = resource.at(pointer).asText("");
            if (!repository.isEmpty()) {
                urls.add(repository + "/pullrequest/" + number);
            }
        }
        String page = resource.at("/_links/web/href").asText("");
        if (!page.isEmpty()) {
            urls.add(page);
        }
        return new WebhookEvent.PullRequestOver(urls);
    }
}
