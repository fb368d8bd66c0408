package io.jenkins.plugins.waybill.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.cloud.CloudCredentials;
import io.jenkins.plugins.waybill.cloud.CloudLogins;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;

/**
 * The way to registries that speak Docker's or OCI's API: Docker Hub, GHCR, GitLab, Quay, Harbor, Artifactory, the clouds'
 * and plain ones. Access that was found out is kept per repository and credential. Thread-safe.
 */
public final class Registry {

    private static final int MOST_REPOSITORIES = 5_000;

    private final Credentials credentials;
    private final CloudLogins clouds;
    private final PatientSender sender = new PatientSender();
    private final Schemes schemes = new Schemes();
    private final Map<String, Challenge> hints = new ConcurrentHashMap<>();
    private final Map<Way, RemoteRepository> repositories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, RemoteRepository> eldest) {
            return size() > MOST_REPOSITORIES;
        }
    };

    private record Way(RepositoryName name, Optional<Credential> credential, TlsTrust trust) {}

    /** Registries, with the access that a host has to them. */
    public Registry(Credentials credentials) {
        this(credentials, CloudLogins.shared());
    }

    Registry(Credentials credentials, CloudLogins clouds) {
        this.credentials = credentials;
        this.clouds = clouds;
    }

    /**
     * A repository as a project may see it; asks nothing yet.
     *
     * @param kind whether images or charts are in it; credentials are kept apart
     * @param repoUrl as manifests have it, with {@code oci://} or without a scheme
     * @param trust which servers to believe
     */
    public RemoteRepository repository(String project, Credentials.Kind kind, String repoUrl, TlsTrust trust)
            throws RegistryException {
        RepositoryName name = RepositoryName.of(repoUrl);
        Optional<Credential> credential =
                credentials.repository(project, kind, repoUrl).map(known -> CloudCredentials.suited(known, repoUrl));
        synchronized (repositories) {
            return repositories.computeIfAbsent(
                    new Way(name, credential, trust),
                    way -> new RemoteRepository(
                            name,
                            new Access(sender, name, credential, trust, hints, clouds),
                            trust,
                            schemes,
                            new TagLists()));
        }
    }
}
