package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.step.StepLint;
import io.jenkins.plugins.waybill.step.StepRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the engine thinks of some manifests.
 *
 * @param findings by place
 * @param definition what they declare; null when they cannot be put in force
 * @param shown the texts as people may read them again
 * @param objection why not, in a sentence; empty when they can
 */
record ManifestCheck(
        List<Finding> findings,
        @CheckForNull ProjectDefinition definition,
        io.jenkins.plugins.waybill.manifest.ManifestSource shown,
        String objection) {

    /**
     * Reads and checks manifests, together with what all projects share.
     *
     * @param itemName the project of documents that name none
     */
    static ManifestCheck of(String itemName, Map<String, String> files) {
        ManifestSet set = Manifests.read(files, namespaceFor(itemName))
                .with(SharedDefinitions.get().inForce());
        List<Finding> findings = ManifestLint.check(set, StepLint.catalog(StepRegistry.standard()));
        long errors = set.findings().stream().filter(Finding::isError).count();
        if (errors > 0) {
            return refused(findings, errors == 1 ? "The manifests have an error." : "The manifests have errors.");
        }
        Map<String, ProjectDefinition> projects = set.projects();
        if (projects.size() != 1) {
            return refused(
                    findings,
                    projects.isEmpty()
                            ? "There is no Warehouse, Stage or other object of a project in the manifests."
                            : "The manifests describe the projects " + String.join(", ", projects.keySet())
                                    + "; a Promotion project runs one. Give each its own directory and item.");
        }
        ProjectDefinition definition = projects.values().iterator().next();
        return new ManifestCheck(
                findings,
                definition,
                io.jenkins.plugins.waybill.manifest.ManifestSource.of(set, definition.name(), findings),
                "");
    }

    private static ManifestCheck refused(List<Finding> findings, String objection) {
        return new ManifestCheck(findings, null, io.jenkins.plugins.waybill.manifest.ManifestSource.NONE, objection);
    }

    /** A namespace that Kubernetes would accept. */
    private static String namespaceFor(String itemName) {
        String name =
                itemName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "project" : name;
    }
}
