package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Kargo's own files, where they lie beside a checkout of the project in {@code shared/reference}. */
final class KargoFiles {

    /** Each kind and what its CRD calls it. */
    static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("Project", "projects"),
            Map.entry("ProjectConfig", "projectconfigs"),
            Map.entry("ClusterConfig", "clusterconfigs"),
            Map.entry("Warehouse", "warehouses"),
            Map.entry("Stage", "stages"),
            Map.entry("PromotionTask", "promotiontasks"),
            Map.entry("ClusterPromotionTask", "clusterpromotiontasks"),
            Map.entry("Freight", "freights"),
            Map.entry("Promotion", "promotions"),
            Map.entry("PromotionRequest", "promotionrequests"),
            Map.entry("Target", "targets"));

    private KargoFiles() {}

    /** A directory of them; the test is skipped where there is none. */
    static Path directory(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared/reference").resolve(name);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        assumeTrue(false, "Kargo's files (shared/reference/" + name + ") are not beside this checkout");
        return Path.of("");
    }

    /** The schema in the CRD of a kind. */
    static JsonNode crd(String kind) {
        Path file = directory("kargo-crds").resolve("kargo.akuity.io_" + KINDS.get(kind) + ".yaml");
        try {
            Value document = YamlReader.read(
                    new YamlText(file.toString(), Files.readString(file), 1), ManifestLimits.DEFAULT, finding -> {
                        throw new AssertionError(finding.toString());
                    });
            if (document == null) {
                throw new AssertionError(file + " is empty");
            }
            return document.json().at("/spec/versions/0/schema/openAPIV3Schema");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
