package io.jenkins.plugins.waybill.api;

import io.jenkins.plugins.waybill.model.Actor;
import org.jspecify.annotations.Nullable;

/** Who may do what; given by the host. */
@FunctionalInterface
public interface Access {

    /** Lets everybody do everything: for a server that only its own user can reach. */
    Access EVERYTHING = (actor, permission, project, stage) -> true;

    /**
     * Whether someone may do something.
     *
     * @param project in that project; empty for what belongs to none
     * @param stage at that Stage; null for the project as a whole
     */
    boolean may(Actor actor, Permission permission, String project, @Nullable String stage);
}
