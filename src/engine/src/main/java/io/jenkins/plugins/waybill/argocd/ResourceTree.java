package io.jenkins.plugins.waybill.argocd;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an Application consists of in its cluster.
 *
 * @param resources all that Argo CD tracks, and what they made in turn
 */
public record ResourceTree(List<Resource> resources) {

    public ResourceTree {
        resources = List.copyOf(resources);
    }

    /**
     * One of them.
     *
     * @param namespace empty for those of the whole cluster
     * @param health empty for kinds that have none
     * @param message why, where Argo CD says so
     */
    public record Resource(String kind, String namespace, String name, String health, String message) {}

    static ResourceTree of(JsonNode tree) {
        List<Resource> resources = new ArrayList<>();
        tree.path("nodes")
                .forEach(node -> resources.add(new Resource(
                        node.path("kind").asText(),
                        node.path("namespace").asText(""),
                        node.path("name").asText(),
                        node.path("health").path("status").asText(""),
                        node.path("health").path("message").asText(""))));
        return new ResourceTree(resources);
    }
}
