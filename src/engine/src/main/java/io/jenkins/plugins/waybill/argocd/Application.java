package io.jenkins.plugins.waybill.argocd;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An Argo CD Application as the server knew it at one moment.
 *
 * @param name unique in its namespace
 * @param namespace of the Application itself, not of what it deploys
 * @param project of Argo CD
 * @param annotations may be empty
 * @param severalSources whether the manifest has {@code sources} rather than {@code source}
 * @param sources where manifests come from, as written; empty when there is neither
 * @param retry the sync policy's retry strategy; null for none
 * @param syncOptions the sync policy's options
 * @param requested what was asked for and is not over yet; null for nothing
 * @param last the newest operation that was begun; null for none
 * @param sync {@code Synced}, {@code OutOfSync} or {@code Unknown}; empty before the first look
 * @param revisions what it was last compared with, one for each source
 * @param health {@code Healthy}, {@code Progressing}, {@code Degraded}, {@code Suspended}, {@code Missing} or
 *     {@code Unknown}; empty before the first look
 * @param healthMessage why, where Argo CD says so
 * @param conditions what Argo CD finds wrong or odd
 * @param images that run
 * @param reconciledAt when Argo CD looked last; null for never
 */
public record Application(
        String name,
        String namespace,
        String project,
        Map<String, String> annotations,
        boolean severalSources,
        List<ObjectNode> sources,
        @Nullable ObjectNode retry,
        List<String> syncOptions,
        @Nullable Operation requested,
        @Nullable OperationState last,
        String sync,
        List<String> revisions,
        String health,
        String healthMessage,
        List<Condition> conditions,
        List<String> images,
        @Nullable Instant reconciledAt) {

    public Application {
        annotations = Map.copyOf(annotations);
        sources = List.copyOf(sources);
        syncOptions = List.copyOf(syncOptions);
        revisions = List.copyOf(revisions);
        conditions = List.copyOf(conditions);
        images = List.copyOf(images);
    }

    /** Something that Argo CD notes about an Application. */
    public record Condition(String type, String message) {

        /** True for conditions under which nothing that is said about health and sync can be trusted. */
        public boolean isError() {
            return type.equals("ComparisonError") || type.equals("InvalidSpecError");
        }
    }

    /** Reads the API's {@code v1alpha1Application}; unknown fields do not matter. */
    static Application of(JsonNode json) {
        JsonNode metadata = json.path("metadata");
        JsonNode spec = json.path("spec");
        JsonNode status = json.path("status");
        JsonNode policy = spec.path("syncPolicy");
        return new Application(
                metadata.path("name").asText(),
                metadata.path("namespace").asText(),
                spec.path("project").asText("default"),
                texts(metadata.path("annotations")),
                !spec.path("sources").isEmpty(),
                sources(spec),
                policy.path("retry") instanceof ObjectNode strategy ? strategy : null,
                list(policy.path("syncOptions")),
                json.path("operation").isObject() ? Operation.of(json.path("operation")) : null,
                status.path("operationState").isObject() ? OperationState.of(status.path("operationState")) : null,
                status.path("sync").path("status").asText(""),
                revisions(status.path("sync")),
                status.path("health").path("status").asText(""),
                status.path("health").path("message").asText(""),
                conditions(status.path("conditions")),
                list(status.path("summary").path("images")),
                time(status.path("reconciledAt")));
    }

    /** {@code namespace/name}. */
    public String key() {
        return namespace + "/" + name;
    }

    /** An operation was asked for or goes on. */
    public boolean isOperating() {
        return requested != null || last != null && last.finishedAt() == null;
    }

    /** False when Argo CD has not looked again since the last operation ended, so that health may be an old one. */
    public boolean isHealthFresh() {
        return last == null
                || last.finishedAt() == null
                || reconciledAt != null && !reconciledAt.isBefore(last.finishedAt());
    }

    /** Where a source stands in the document, as JSON pointer. */
    public String pointer(int source) {
        return severalSources ? "/spec/sources/" + source : "/spec/source";
    }

    static @Nullable Instant time(JsonNode text) {
        if (!text.isTextual()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.textValue()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static List<ObjectNode> sources(JsonNode spec) {
        List<ObjectNode> sources = new ArrayList<>();
        for (JsonNode source : spec.path("sources")) {
            if (source instanceof ObjectNode object) {
                sources.add(object);
            }
        }
        if (sources.isEmpty() && spec.path("source") instanceof ObjectNode only) {
            sources.add(only);
        }
        return sources;
    }

    private static List<String> revisions(JsonNode sync) {
        List<String> several = list(sync.path("revisions"));
        String one = sync.path("revision").asText("");
        return several.isEmpty() && !one.isEmpty() ? List.of(one) : several;
    }

    private static List<Condition> conditions(JsonNode conditions) {
        List<Condition> found = new ArrayList<>();
        conditions.forEach(condition -> found.add(new Condition(
                condition.path("type").asText(), condition.path("message").asText())));
        return found;
    }

    private static List<String> list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.fields()
                .forEachRemaining(
                        entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
