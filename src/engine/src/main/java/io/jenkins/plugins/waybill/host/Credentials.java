package io.jenkins.plugins.waybill.host;

import java.util.Map;
import java.util.Optional;

/** The secrets that a host keeps, looked up by project; a host decides what a project may see. */
public interface Credentials {

    /**
     * Access to a repository.
     *
     * @param project who asks
     * @param kind what for
     * @param repoUrl as written in the manifest
     */
    Optional<Credential> repository(String project, Kind kind, String repoUrl);

    /** The data of a Secret in the project, for {@code secret()}; empty when there is none of that name. */
    Optional<Map<String, Secret>> secret(String project, String name);

    /** The data of a Secret that all projects share, for {@code sharedSecret()}. */
    Optional<Map<String, Secret>> sharedSecret(String name);

    /**
     * The data of a Secret of the installation itself, which no project sees: those that receivers of webhooks of all
     * projects name.
     */
    default Optional<Map<String, Secret>> systemSecret(String name) {
        return Optional.empty();
    }

    /** What a repository holds; Kargo's {@code cred-type}. {@code GENERIC} is for all that is none of the others. */
    enum Kind {
        GIT,
        IMAGE,
        HELM,
        GENERIC
    }

    /** A host without any secrets. */
    Credentials NONE = new Credentials() {
        @Override
        public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> secret(String project, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> sharedSecret(String name) {
            return Optional.empty();
        }
    };
}
