package io.jenkins.plugins.waybill.engine;

import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;

/** What the Warehouses of the projects in force see. Thread-safe. */
public final class Warehouses {

    private final EngineRoom room;
    private final Definitions definitions;

    Warehouses(EngineRoom room) {
        this.room = room;
        definitions = room.definitions();
    }

    /**
     * Runs discovery now; returns when it is done. {@link Refusal} when a source cannot be asked; that is recorded, too.
     */
    public void refresh(String project, String warehouse) {
        room.discoveries().refresh(definitions.project(project), definitions.warehouse(project, warehouse));
    }

    /**
     * Asks a Warehouse's sources and tells what they have and what became of each candidate; records nothing.
     *
     * @throws DiscoveryException when a source cannot be asked or a rule cannot be applied
     */
    public Discovered discover(String project, String warehouse) throws DiscoveryException {
        return room.discovery().discover(project, definitions.warehouse(project, warehouse));
    }

    /**
     * How a Warehouse is being watched, and what became of each candidate of its last discovery with news; as it says, too
     * many are not listed each.
     */
    public WarehouseLook lastLook(String project, String warehouse) {
        return room.discoveries()
                .look(
                        definitions.project(project).name(),
                        definitions.warehouse(project, warehouse).name());
    }

    /**
     * The commits between two of a repository that a Warehouse of the project watches; {@link Refusal} when they cannot
     * be had. Asks the remote only for what its mirror lacks.
     */
    public CommitRange commits(String project, String repoUrl, String from, String to) {
        return new CommitHistory(room.git()).between(definitions.project(project), repoUrl, from, to);
    }
}
