package io.jenkins.plugins.waybill.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import io.jenkins.plugins.waybill.manifest.ManifestSource;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Warehouse;

/** The projects in force. Thread-safe; each answer is of one moment. */
final class Definitions {

    private final Map<String, Version> byName = new ConcurrentSkipListMap<>();

    private record Version(ProjectDefinition definition, ManifestSource source, long number) {}

    void put(ProjectDefinition definition, ManifestSource source) {
        byName.merge(
                definition.name(),
                new Version(definition, source, 1),
                (before, first) -> new Version(definition, source, before.number() + 1));
    }

    void remove(String project) {
        byName.remove(project);
    }

    List<ProjectDefinition> all() {
        return byName.values().stream().map(Version::definition).toList();
    }

    Optional<ProjectDefinition> find(String project) {
        return Optional.ofNullable(byName.get(project)).map(Version::definition);
    }

    long version(String project) {
        return Optional.ofNullable(byName.get(project)).map(Version::number).orElse(0L);
    }

    ManifestSource source(String project) {
        return Optional.ofNullable(byName.get(project)).map(Version::source).orElse(ManifestSource.NONE);
    }

    ProjectDefinition project(String name) {
        return find(name)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND,
                        "There is no project '" + name + "'. There "
                                + (byName.isEmpty() ? "is none at all" : "are: " + String.join(", ", byName.keySet()))
                                + "."));
    }

    Stage stage(String project, String name) {
        ProjectDefinition definition = project(project);
        return definition
                .stage(name)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND,
                        "Project '" + project + "' has no Stage '" + name + "'. Its Stages: "
                                + String.join(", ", definition.stages().keySet()) + "."));
    }

    Warehouse warehouse(String project, String name) {
        ProjectDefinition definition = project(project);
        return definition
                .warehouse(name)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND,
                        "Project '" + project + "' has no Warehouse '" + name + "'. Its Warehouses: "
                                + String.join(", ", definition.warehouses().keySet()) + "."));
    }
}
