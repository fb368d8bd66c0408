package io.jenkins.plugins.waybill.step.argocd;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import org.jspecify.annotations.Nullable;

/** What to change in one source of an Application. */
record SourceUpdate(
        @JsonProperty("repoURL") String repoUrl,
        @Nullable String chart,
        @Nullable String desiredRevision,
        boolean updateTargetRevision,
        @Nullable Helm helm,
        @Nullable Kustomize kustomize) {

    record Helm(List<Parameter> images) {}

    record Parameter(String key, String value) {}

    record Kustomize(@Nullable List<Image> images) {}

    record Image(
            @JsonProperty("repoURL") String repoUrl,
            @Nullable String newName,
            @Nullable String tag,
            @Nullable String digest) {

        /** As kustomize writes it: {@code name=new:tag} or {@code name=new@digest}. */
        String inWords() {
            String name = newName == null ? repoUrl : repoUrl + "=" + newName;
            if (digest != null && !digest.isEmpty()) {
                return name + "@" + digest;
            }
            return tag == null || tag.isEmpty() ? name : name + ":" + tag;
        }
    }

    /** Whether the source is meant: charts by their exact words, Git repositories however their URL is written. */
    boolean means(ObjectNode source) {
        String sourceUrl = source.path("repoURL").asText("");
        String sourceChart = source.path("chart").asText("");
        String wantedChart = chart == null ? "" : chart;
        return sourceChart.isEmpty() && wantedChart.isEmpty()
                ? RepositoryUrl.normaliseGit(sourceUrl).equals(RepositoryUrl.normaliseGit(repoUrl))
                : sourceUrl.equals(repoUrl) && sourceChart.equals(wantedChart);
    }

    /** Whether {@link #desiredRevision} is meant for that source; Kargo compares the words, for Git too. */
    boolean namesExactly(ObjectNode source) {
        return source.path("repoURL").asText("").equals(repoUrl)
                && source.path("chart").asText("").equals(chart == null ? "" : chart);
    }

    /**
     * The source as it should be.
     *
     * @param revision what that source is to be synced to; empty when nothing is said
     */
    ObjectNode applied(ObjectNode source, String revision) {
        ObjectNode changed = source.deepCopy();
        if (updateTargetRevision && !revision.isEmpty()) {
            changed.put("targetRevision", revision);
        }
        if (kustomize != null && kustomize.images() != null) {
            ArrayNode images = changed.withObject("/kustomize").putArray("images");
            kustomize.images().forEach(image -> images.add(image.inWords()));
        }
        if (helm != null) {
            ObjectNode target = changed.withObject("/helm");
            ArrayNode parameters =
                    target.path("parameters") instanceof ArrayNode there ? there : target.putArray("parameters");
            helm.images().forEach(parameter -> set(parameters, parameter));
        }
        return changed;
    }

    private static void set(ArrayNode parameters, Parameter wanted) {
        for (JsonNode parameter : parameters) {
            if (parameter instanceof ObjectNode there
                    && there.path("name").asText().equals(wanted.key())) {
                there.put("value", wanted.value());
                return;
            }
        }
        parameters.addObject().put("name", wanted.key()).put("value", wanted.value());
    }

    /** What each source is to be synced to; empty where nothing is said. */
    static List<String> revisions(List<SourceUpdate> updates, List<ObjectNode> sources) {
        List<String> revisions = new ArrayList<>();
        for (ObjectNode source : sources) {
            revisions.add(updates.stream()
                    .filter(update -> update.namesExactly(source))
                    .findFirst()
                    .map(update -> Objects.requireNonNullElse(update.desiredRevision(), ""))
                    .orElse(""));
        }
        return revisions;
    }
}
