package io.jenkins.plugins.waybill.cli;

import java.util.Collection;
import java.util.List;

import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import org.jspecify.annotations.Nullable;

/** Which project of some manifests is meant. */
final class ProjectChoice {

    private ProjectChoice() {}

    static ProjectDefinition of(ManifestSet manifests, @Nullable String wanted) {
        Collection<ProjectDefinition> projects = manifests.projects().values();
        String names = String.join(", ", manifests.projects().keySet());
        if (wanted != null) {
            return manifests
                    .project(wanted)
                    .orElseThrow(() -> new No(
                            "not-found",
                            "There is no project '" + wanted + "' in the manifests; they have "
                                    + (names.isEmpty() ? "none" : names) + ".",
                            List.of()));
        }
        if (projects.size() != 1) {
            throw new No(
                    projects.isEmpty()
                            ? "There is no project in the manifests: no Warehouse, Stage or other object of Kargo's."
                            : "There are several projects in the manifests; name one with --project: " + names + ".");
        }
        return projects.iterator().next();
    }
}
