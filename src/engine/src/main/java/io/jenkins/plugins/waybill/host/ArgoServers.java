package io.jenkins.plugins.waybill.host;

import java.util.Optional;

/** The Argo CD servers that a host knows; it decides which Stage reaches which. */
@FunctionalInterface
public interface ArgoServers {

    /** A host without any. */
    ArgoServers NONE = (project, stage) -> Optional.empty();

    /** The server that has a Stage's Applications; empty when the Stage has none. */
    Optional<ArgoServer> find(String project, String stage);
}
