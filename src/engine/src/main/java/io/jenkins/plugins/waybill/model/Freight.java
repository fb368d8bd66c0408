package io.jenkins.plugins.waybill.model;

import java.time.Instant;

/**
 * An immutable set of artifacts that travels through the Stages as one, with its changing status beside it.
 *
 * @param project the project it belongs to
 * @param name SHA-1 over origin and artifacts; see {@link FreightName}
 * @param alias the name for people, unique in the project
 * @param origin what made it
 * @param artifacts what it pins
 * @param discoveredAt when it was found; "newest" means by this
 * @param createdBy who made it: the engine, or the person who assembled it
 * @param status where it is and what it has passed
 */
public record Freight(
        String project,
        String name,
        String alias,
        FreightOrigin origin,
        Artifacts artifacts,
        Instant discoveredAt,
        Actor createdBy,
        FreightStatus status) {

    /** What Stages and Promotions remember of it. */
    public FreightReference reference() {
        return new FreightReference(name, origin, artifacts);
    }

    /** The same Freight under another alias. */
    public Freight withAlias(String newAlias) {
        return new Freight(project, name, newAlias, origin, artifacts, discoveredAt, createdBy, status);
    }

    /** The same Freight with another status. */
    public Freight withStatus(FreightStatus newStatus) {
        return new Freight(project, name, alias, origin, artifacts, discoveredAt, createdBy, newStatus);
    }
}
