package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;
import io.jenkins.plugins.waybill.warehouse.Subscriptions;

/**
 * Watches image repositories. One look costs the list of tags and the digest of the best one; only what is new is asked
 * for in full, and what a digest stands for is never asked for twice.
 */
public final class ImageSource implements SubscriptionSource {

    private final Registry registry;
    private final ImageMemory memory;
    private final InstantSource clock;

    /** By the registry's host, so that one that hangs keeps nobody from asking the others. */
    private final Map<String, Crew> crews = new ConcurrentHashMap<>();

    /**
     * Looks through these registries.
     *
     * @param directory for what is known of digests; made when needed
     */
    public ImageSource(Registry registry, Path directory, InstantSource clock) {
        this.registry = registry;
        this.memory = new ImageMemory(directory);
        this.clock = clock;
    }

    @Override
    public boolean watches(Subscription subscription) {
        return subscription instanceof Subscription.ContainerImage;
    }

    @Override
    public Observation observe(String project, Subscription subscription, String before) throws DiscoveryException {
        Subscription.ContainerImage wanted = (Subscription.ContainerImage) subscription;
        try {
            RemoteRepository repository = registry.repository(
                    project,
                    Credentials.Kind.IMAGE,
                    wanted.repoUrl(),
                    TlsTrust.skipVerification(wanted.insecureSkipTlsVerify()));
            if (wanted.strategy() == ImageSelection.DIGEST) {
                return DigestLook.at(repository, wanted, memory);
            }
            Subscriptions.refuseRemoved(wanted.removedField());
            Crew crew = crews.computeIfAbsent(repository.name().host(), host -> new Crew());
            return TagsLook.at(repository, wanted, memory, crew, clock.instant(), before);
        } catch (RegistryException e) {
            throw failure(e);
        }
    }

    static DiscoveryException failure(RegistryException problem) {
        return new DiscoveryException(
                String.valueOf(problem.getMessage()),
                problem,
                problem.retryAfter().orElse(null));
    }
}
