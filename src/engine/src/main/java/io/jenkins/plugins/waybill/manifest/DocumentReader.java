package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Recognises what kind of object a document is and has it checked. */
final class DocumentReader {

    private static final Set<String> READ = Set.of(
            "Project", "ProjectConfig", "Warehouse", "Stage", "PromotionTask", "ClusterPromotionTask", "Freight");
    private static final Set<String> NOT_RUN = Set.of("ClusterConfig", "Promotion", "PromotionRequest", "Target");

    private final boolean named;
    private final Consumer<ManifestDocument> documents;
    private final Consumer<Finding> findings;

    /**
     * @param named whether the user named the file, so that all in it is meant to be a manifest
     */
    DocumentReader(boolean named, Consumer<ManifestDocument> documents, Consumer<Finding> findings) {
        this.named = named;
        this.documents = documents;
        this.findings = findings;
    }

    void read(Value value) {
        if (!(value instanceof Value.Mapping mapping)) {
            notAManifest(value, "it is " + value.typeName());
            return;
        }
        ManifestDocument document = new ManifestDocument(mapping);
        if (document.apiVersion().isEmpty() || document.kind().isEmpty()) {
            notAManifest(value, document.kind().isEmpty() ? "it has no 'kind'" : "it has no 'apiVersion'");
            return;
        }
        if (document.kind().equals("List") || (document.kind().endsWith("List") && document.isKargo())) {
            List<Value> items = document.fields().items("items");
            items.forEach(this::read);
            return;
        }
        if (document.isKargo() && !READ.contains(document.kind()) && !NOT_RUN.contains(document.kind())) {
            findings.accept(Finding.error(
                    Rule.UNKNOWN_KIND,
                    document.fields().position("kind"),
                    "Kargo has no kind '" + document.kind() + "'."));
            return;
        }
        documents.accept(document);
    }

    private void notAManifest(Value value, String reason) {
        String message = "This document is no Kubernetes manifest: " + reason + ". It is passed over.";
        findings.accept(
                named
                        ? Finding.error(Rule.NOT_A_MANIFEST, value.position(), message)
                        : Finding.info(Rule.NOT_A_MANIFEST, value.position(), message));
    }
}
