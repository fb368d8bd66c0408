package io.jenkins.plugins.waybill.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.cloud.CloudCredentials;
import io.jenkins.plugins.waybill.cloud.CloudLogins;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.jspecify.annotations.Nullable;

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

    private final Map<RegistryMirror, Mirror.Reach> reaches = new ConcurrentHashMap<>();

    private record Way(Place origin, List<Place> mirrors) {}

    private record Place(
            RepositoryName name,
            Optional<Credential> credential,
            TlsTrust trust,
            @Nullable RegistryMirror mirror) {}

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
        Place origin = new Place(name, credential(project, kind, repoUrl), trust, null);
        List<Place> mirrors = HttpSender.shared().network().mirrors().stream()
                .filter(mirror -> mirror.registry().equals(name.registry()))
                .map(mirror -> place(project, kind, name, mirror))
                .toList();
        synchronized (repositories) {
            return repositories.computeIfAbsent(
                    new Way(origin, mirrors), way -> new RemoteRepository(origin(origin), mirrors(mirrors)));
        }
    }

    private Optional<Credential> credential(String project, Credentials.Kind kind, String repoUrl) {
        return credentials.repository(project, kind, repoUrl).map(known -> CloudCredentials.suited(known, repoUrl));
    }

    /** A mirror has credentials of its own; nobody else's are shown to it. Its certificate is always looked at. */
    private Place place(String project, Credentials.Kind kind, RepositoryName name, RegistryMirror mirror) {
        RepositoryName there = new RepositoryName(mirror.host(), mirror.repository(name.path()));
        return new Place(there, credential(project, kind, there.toString()), TlsTrust.SYSTEM, mirror);
    }

    private RepositoryEndpoint origin(Place place) {
        return endpoint(
                place,
                () -> schemes.of(place.name(), place.trust()) + "://"
                        + place.name().host());
    }

    private List<Mirror> mirrors(List<Place> places) {
        List<Mirror> mirrors = new ArrayList<>();
        for (Place place : places) {
            RegistryMirror mirror = place.mirror();
            if (mirror != null) {
                mirrors.add(
                        new Mirror(endpoint(place, mirror::api), reaches.computeIfAbsent(mirror, Mirror.Reach::new)));
            }
        }
        return mirrors;
    }

    private RepositoryEndpoint endpoint(Place place, RepositoryEndpoint.Base base) {
        return new RepositoryEndpoint(
                place.name(),
                new Access(sender, place.name(), place.credential(), place.trust(), hints, clouds),
                place.trust(),
                base);
    }
}
