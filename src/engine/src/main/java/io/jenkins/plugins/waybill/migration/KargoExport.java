package io.jenkins.plugins.waybill.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.ManifestDocument;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;

/**
 * What a cluster gives ({@code kubectl get … -o yaml}), sorted into manifests that belong into Git and the past that
 * {@link StateImport} takes over.
 *
 * @param manifests file names and their text; with several projects, each has a directory
 * @param past the past as YAML documents; empty when there is none
 * @param notes what was left out and why, and what to do about it, for people
 */
public record KargoExport(Map<String, String> manifests, String past, List<String> notes) {

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("Project", "project.yaml"),
            Map.entry("ProjectConfig", "project.yaml"),
            Map.entry("Warehouse", "warehouses.yaml"),
            Map.entry("Stage", "stages.yaml"),
            Map.entry("PromotionTask", "tasks.yaml"),
            Map.entry("Target", "targets.yaml"),
            Map.entry("AnalysisTemplate", "analysis.yaml"),
            Map.entry("ConfigMap", "config-maps.yaml"),
            Map.entry("ClusterConfig", "cluster.yaml"),
            Map.entry("ClusterPromotionTask", "cluster.yaml"),
            Map.entry("ClusterAnalysisTemplate", "cluster.yaml"));
    private static final Set<String> HAVE_A_PAST = Set.of("Freight", "Stage", "Promotion");
    private static final Set<String> OF_THE_CLUSTER = Set.of("kube-root-ca.crt", "istio-ca-root-cert");

    /** Annotations and labels that Kargo, kubectl or their like keep for themselves. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            "kargo.akuity.io/refresh",
            "kargo.akuity.io/reverify",
            "kargo.akuity.io/abort",
            "kargo.akuity.io/argocd-context",
            "kargo.akuity.io/migrated",
            "kargo.akuity.io/alias",
            "kargo.akuity.io/replicated-from",
            "kargo.akuity.io/replicated-sha",
            "kargo.akuity.io/replicated-at");

    private static final String BETWEEN = "---\n";

    /** Sorts what was read. */
    public static KargoExport of(ManifestSet cluster) {
        Map<String, StringBuilder> files = new TreeMap<>();
        StringBuilder past = new StringBuilder();
        List<String> notes = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        Set<String> projects = new TreeSet<>();
        cluster.documents().forEach(document -> projects.add(cluster.projectOf(document)));
        projects.remove("");
        for (ManifestDocument document : cluster.documents()) {
            boolean kargo = document.apiVersion().equals(Manifests.KARGO);
            if (kargo && HAVE_A_PAST.contains(document.kind())) {
                append(past, past(document));
            }
            String file = FILES.get(document.kind());
            if (document.kind().equals("Secret")) {
                notes.add("Secret '" + document.name() + "' is left out, so that no secret gets into Git. Add it to the"
                        + " credentials of the host.");
            } else if (file == null || OF_THE_CLUSTER.contains(document.name())) {
                if (!(kargo && HAVE_A_PAST.contains(document.kind()))) {
                    leftOut.merge(document.kind(), 1, Integer::sum);
                }
            } else {
                String project = cluster.projectOf(document);
                String directory = projects.size() > 1 && !project.isEmpty() ? project + "/" : "";
                append(files.computeIfAbsent(directory + file, name -> new StringBuilder()), manifest(document));
            }
        }
        leftOut.forEach((kind, number) -> notes.add(number + " of kind " + kind + (number == 1 ? " is" : " are")
                + " left out; Waybill has no use for it."));
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((name, text) -> texts.put(name, text.toString()));
        return new KargoExport(texts, past.toString(), List.copyOf(notes));
    }

    private static void append(StringBuilder text, ObjectNode document) {
        if (text.length() > 0) {
            text.append(BETWEEN);
        }
        text.append(BlockYaml.text(document));
    }

    private static ObjectNode manifest(ManifestDocument document) {
        ObjectNode json = document.json();
        ObjectNode clean = begun(json, document);
        clean.set("metadata", metadata(json, List.of("name", "namespace")));
        json.remove(List.of("apiVersion", "kind", "metadata", "status"));
        clean.setAll(json);
        return clean;
    }

    private static ObjectNode past(ManifestDocument document) {
        ObjectNode json = document.json();
        ObjectNode clean = begun(json, document);
        clean.set("metadata", metadata(json, List.of("name", "namespace", "creationTimestamp")));
        json.remove(List.of("apiVersion", "kind", "metadata"));
        if (document.kind().equals("Stage")) {
            json.remove("spec");
        }
        clean.setAll(json);
        return clean;
    }

    private static ObjectNode begun(ObjectNode json, ManifestDocument document) {
        return json.objectNode().put("apiVersion", document.apiVersion()).put("kind", document.kind());
    }

    private static ObjectNode metadata(ObjectNode json, List<String> fields) {
        ObjectNode clean = json.objectNode();
        for (String field : fields) {
            if (json.path("metadata").hasNonNull(field)) {
                clean.set(field, json.path("metadata").get(field));
            }
        }
        for (String field : List.of("labels", "annotations")) {
            ObjectNode kept = json.objectNode();
            json.path("metadata").path(field).fields().forEachRemaining(entry -> {
                if (!BOOKKEEPING.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
                    kept.set(entry.getKey(), entry.getValue());
                }
            });
            if (!kept.isEmpty()) {
                clean.set(field, kept);
            }
        }
        return clean;
    }
}
