package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The documents that one project consists of, refused ones too: what is there must not be called missing. */
final class ProjectDocuments {

    private final String name;
    private final List<ManifestDocument> own;
    private final Map<String, Map<String, ManifestDocument>> byKind = new LinkedHashMap<>();

    ProjectDocuments(String name, List<ManifestDocument> own, List<ManifestDocument> shared) {
        this.name = name;
        this.own = new ArrayList<>(own);
        for (ManifestDocument document : shared) {
            if (document.kind().equals("ClusterPromotionTask")) {
                this.own.add(document);
            }
            remember(document);
        }
        own.forEach(this::remember);
    }

    private void remember(ManifestDocument document) {
        if (!document.name().isEmpty()) {
            byKind.computeIfAbsent(document.kind(), kind -> new LinkedHashMap<>())
                    .put(document.name(), document);
        }
    }

    /** The documents of a kind in the order written, also of the same name. */
    List<ManifestDocument> all(String kind) {
        return own.stream().filter(document -> document.kind().equals(kind)).toList();
    }

    /** The documents of a kind by name. */
    Map<String, ManifestDocument> named(String kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    @Nullable
    ManifestDocument find(String kind, String wanted) {
        return named(kind).get(wanted);
    }

    Set<String> names(String kind) {
        return named(kind).keySet();
    }

    /** A control-flow Stage: it has no steps, so nothing is promoted to it and nothing stays in it. */
    boolean isControlFlow(String stage) {
        ManifestDocument document = find("Stage", stage);
        return document != null && steps(document).isEmpty();
    }

    /** The steps of a Stage's template. */
    static List<Fields> steps(ManifestDocument stage) {
        return stage.spec().object("promotionTemplate").object("spec").objects("steps");
    }
}
