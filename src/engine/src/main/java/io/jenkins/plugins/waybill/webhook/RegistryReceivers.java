package io.jenkins.plugins.waybill.webhook;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Registries: each tells of pushed images and charts in its own way. */
final class RegistryReceivers {

    private static final Set<String> ARTIFACTORY_KINDS = Set.of("docker", "oci");

    private RegistryReceivers() {}

    /** Docker Hub signs nothing: the address itself is the secret. */
    static List<WebhookEvent> dockerHub(WebhookRequest request, Shared secret) throws Rejection {
        JsonNode json = Payload.object(request);
        String repository = json.at("/repository/repo_name").asText();
        String tag = json.at("/push_data/tag").asText();
        if (repository.isEmpty()) {
            throw Rejection.unsupported("repository.repo_name is missing");
        }
        return List.of(
                new WebhookEvent.Artifact(Payload.artifact(repository), tag.isEmpty() ? List.of() : List.of(tag)));
    }

    /** Quay signs nothing: the address itself is the secret. */
    static List<WebhookEvent> quay(WebhookRequest request, Shared secret) throws Rejection {
        JsonNode json = Payload.object(request);
        String repository = json.path("docker_url").asText();
        if (repository.isEmpty() || !json.has("updated_tags")) {
            throw Rejection.unsupported("docker_url or updated_tags is missing; send repository pushes");
        }
        List<String> tags = new ArrayList<>();
        json.path("updated_tags").forEach(tag -> tags.add(tag.asText()));
        return List.of(new WebhookEvent.Artifact(Payload.artifact(repository), tags));
    }

    /** Harbor sends what was agreed on as {@code Authorization}. */
    static List<WebhookEvent> harbor(WebhookRequest request, Shared secret) throws Rejection {
        secret.requireEqual(request, "Authorization");
        JsonNode json = Payload.object(request);
        String type = json.path("type").asText();
        if (!type.equals("PUSH_ARTIFACT")) {
            throw Rejection.unsupported("nothing is known of the event '" + type + "'; send PUSH_ARTIFACT");
        }
        List<WebhookEvent> events = new ArrayList<>();
        for (JsonNode resource : json.at("/event_data/resources")) {
            String tag = resource.path("tag").asText();
            events.add(new WebhookEvent.Artifact(
                    Payload.artifact(resource.path("resource_url").asText()),
                    tag.isEmpty() || tag.startsWith("sha256:") ? List.of() : List.of(tag)));
        }
        return events;
    }

    /**
     * Artifactory signs with HMAC-SHA256.
     *
     * @param virtualRepoName the repository that subscriptions name; empty for the one in the webhook
     */
    static Receiver artifactory(String virtualRepoName) {
        return (request, secret) -> {
            secret.requireSignature(request, "X-JFrog-Event-Auth", "");
            JsonNode json = Payload.object(request);
            JsonNode data = json.path("data");
            String event =
                    json.path("domain").asText() + " " + json.path("event_type").asText();
            if (!event.equals("docker pushed")) {
                throw new Rejection(501, "nothing is known of the event '" + event + "'; send docker pushed");
            }
            String kind = data.path("image_type").asText();
            if (!ARTIFACTORY_KINDS.contains(kind)) {
                throw new Rejection(501, "nothing is known of the image type '" + kind + "'");
            }
            return List.of(new WebhookEvent.Artifact(
                    Payload.artifact(artifactoryUrl(json, data, virtualRepoName)),
                    List.of(data.path("tag").asText())));
        };
    }

    /** The path ends with the tag and the manifest's file; what is before is the image. */
    private static String artifactoryUrl(JsonNode json, JsonNode data, String virtualRepoName) throws Rejection {
        String[] path = data.path("path").asText().split("/");
        String host;
        try {
            host = URI.create(json.path("jpd_origin").asText()).getAuthority();
        } catch (IllegalArgumentException e) {
            host = null;
        }
        if (host == null || path.length < 3) {
            throw Rejection.unsupported("jpd_origin or data.path is not as Artifactory sends them");
        }
        List<String> parts = new ArrayList<>();
        parts.add(host);
        parts.add(virtualRepoName.isEmpty() ? data.path("repo_key").asText() : virtualRepoName);
        parts.addAll(Arrays.asList(path).subList(0, path.length - 2));
        return String.join("/", parts);
    }
}
