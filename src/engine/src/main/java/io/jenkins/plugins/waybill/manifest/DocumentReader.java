package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Recognises what kind of object a document is and has it checked. */
final class DocumentReader {

    private static final List<String> READ = List.of(
            "Project",
            "ProjectConfig",
            "Warehouse",
            "Stage",
            "PromotionTask",
            "ClusterPromotionTask",
            "Freight",
            "ClusterConfig");
    private static final Set<String> NOT_RUN = Set.of("Promotion", "PromotionRequest", "Target");

    /** All kinds of Kargo. */
    static final List<String> KINDS =
            Stream.concat(READ.stream(), NOT_RUN.stream()).toList();

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
        } else if (document.kind().equals("List") || (document.kind().endsWith("List") && document.isKargo())) {
            document.fields().items("items").forEach(this::read);
        } else if (document.isKargo()) {
            kargo(document);
        } else if (document.apiVersion().startsWith("kargo.akuity.io/")) {
            findings.accept(Finding.error(
                    Rule.UNKNOWN_KIND,
                    document.fields().position("apiVersion"),
                    "'apiVersion' must be " + Manifests.KARGO + ", not '" + document.apiVersion() + "'."));
        } else {
            foreign(document);
        }
    }

    private void kargo(ManifestDocument document) {
        if (!READ.contains(document.kind()) && !NOT_RUN.contains(document.kind())) {
            findings.accept(Finding.error(
                    Rule.UNKNOWN_KIND,
                    document.fields().position("kind"),
                    "Kargo has no kind '" + document.kind() + "'." + Nearest.hint(document.kind(), READ)));
            return;
        }
        Report report = new Report(findings);
        SchemaCheck.check(document.root(), Schema.ofKind(document.kind()), report);
        switch (document.kind()) {
            case "Stage" -> StageRules.check(document, report);
            case "Warehouse" -> WarehouseRules.check(document, report);
            case "PromotionTask", "ClusterPromotionTask" ->
                StepRules.check(document.spec().objects("steps"), report);
            case "ProjectConfig" -> ProjectRules.config(document, report);
            case "ClusterConfig" -> ProjectRules.cluster(document, report);
            case "Freight" -> ProjectRules.freight(document, report);
            default -> {
                // Nothing beyond the schema.
            }
        }
        if (report.refused()) {
            document.refuse();
        }
        if (NOT_RUN.contains(document.kind())) {
            findings.accept(Finding.warning(
                    Rule.NOT_RUN,
                    document.position(),
                    "A " + document.kind() + " is checked, but has no effect here."));
        }
        documents.accept(document);
    }

    private void foreign(ManifestDocument document) {
        if (document.isAnalysisTemplate()) {
            Report report = new Report(findings);
            SchemaCheck.check(document.root(), Schema.ofKind(document.kind()), report);
            if (report.refused()) {
                document.refuse();
            }
        } else if (!document.isConfigMap()) {
            findings.accept(Finding.info(
                    Rule.NOT_RUN,
                    document.position(),
                    "A " + document.kind() + " (" + document.apiVersion() + ") has no effect here."));
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
