package io.jenkins.plugins.waybill.engine;

import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.manifest.ManifestSource;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Transaction;

/** The projects in force: what hosts define, and what people wrote to define it. Thread-safe. */
public final class Projects {

    private final EngineRoom room;
    private final Definitions definitions;

    Projects(EngineRoom room) {
        this.room = room;
        definitions = room.definitions();
    }

    /** All of them, by name. */
    public List<ProjectDefinition> all() {
        return definitions.all();
    }

    /** The project in force; {@link Refusal} when there is none. */
    public ProjectDefinition get(String name) {
        return definitions.project(name);
    }

    /** What was written to define a project; {@link ManifestSource#NONE} when the host did not say. */
    public ManifestSource source(String project) {
        return definitions.source(project);
    }

    /**
     * Grows whenever the project's definition is replaced; together with {@link ProjectState#version()} it tells a poller
     * whether anything can have changed. 0 when there is no such project.
     */
    public long definitionVersion(String project) {
        return definitions.version(project);
    }

    /**
     * Adds a project or replaces its definition; running promotions keep the steps they started with. Freight that the
     * definition declares is registered.
     */
    public void define(ProjectDefinition definition) {
        define(definition, ManifestSource.NONE);
    }

    /** As {@link #define(ProjectDefinition)}, with what people wrote, so that they can read it on the board. */
    public void define(ProjectDefinition definition, ManifestSource source) {
        definitions.put(definition, source);
        if (!definition.freight().isEmpty()) {
            room.store().write(transaction -> {
                definition.freight().forEach(declared -> register(transaction, definition, declared));
                return definition.freight().size();
            });
        }
        room.changed(definition.name());
        room.defined(definition);
    }

    private void register(
            Transaction transaction, ProjectDefinition definition, ProjectDefinition.DeclaredFreight declared) {
        try {
            FreightDesk.register(
                    transaction,
                    definition.name(),
                    declared.origin(),
                    declared.artifacts(),
                    declared.alias(),
                    Actor.ENGINE,
                    room.now());
        } catch (Refusal e) {
            throw new Refusal(e.code(), declared.position() + ": " + e.getMessage());
        }
    }

    /** Takes a project out of force; what is known of it stays, and its promotions pause until it is defined again. */
    public void undefine(String project) {
        definitions.remove(project);
        room.changed(project);
    }

    /**
     * Forgets Freight, promotions and everything else of a project that is not in force; its audit events stay.
     * {@link Refusal} while it is defined.
     */
    public void purge(String project, Actor actor) {
        if (definitions.find(project).isPresent()) {
            throw new Refusal(
                    Refusal.Code.CONFLICT,
                    "Project '" + project + "' is in force; what is known of it can be deleted once it is not.");
        }
        room.garbageCollector().purge(project, actor);
    }

    /** Replaces the ConfigMaps that all projects share, for {@code sharedConfigMap()}: data by name. */
    public void shareConfigMaps(Map<String, Map<String, String>> configMaps) {
        room.shareConfigMaps(configMaps);
    }

    /** The manifests that a Git repository holds, for hosts that keep a project's definition there. */
    public GitManifests gitManifests() {
        return new GitManifests(room.git());
    }
}
