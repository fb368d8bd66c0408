package io.jenkins.plugins.waybill.warehouse.image;

import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.SubscriptionResult;
import org.jspecify.annotations.Nullable;

/** A look at one tag that moves; asks for its digest only. */
final class DigestLook implements Observation {

    private final RemoteRepository repository;
    private final Subscription.ContainerImage wanted;
    private final ImageMemory memory;
    private final String digest;
    private final String route;

    private DigestLook(
            RemoteRepository repository,
            Subscription.ContainerImage wanted,
            ImageMemory memory,
            String digest,
            String route) {
        this.repository = repository;
        this.wanted = wanted;
        this.memory = memory;
        this.digest = digest;
        this.route = route;
    }

    static DigestLook at(RemoteRepository repository, Subscription.ContainerImage wanted, ImageMemory memory)
            throws RegistryException, DiscoveryException {
        if (wanted.constraint().isEmpty()) {
            throw new DiscoveryException("The image subscription " + wanted.repoUrl()
                    + " has no 'constraint'; with 'imageSelectionStrategy: Digest' it names the tag to follow.");
        }
        String digest = repository.digest(wanted.constraint()).orElse("");
        return new DigestLook(repository, wanted, memory, digest, repository.route());
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(wanted, List.of()) + " " + wanted.constraint() + "@" + digest;
    }

    @Override
    public SubscriptionResult candidates() throws DiscoveryException {
        RepositoryMemory known = memory.of(repository.name());
        ImageReader reader = new ImageReader(repository, known, tag -> false);
        try {
            @Nullable Platform platform = wanted.platform().isEmpty() ? null : Platform.parse(wanted.platform());
            Optional<ManifestFacts> facts =
                    digest.isEmpty() ? Optional.empty() : reader.at(wanted.constraint(), digest);
            if (facts.isEmpty()) {
                return left("there is no such tag; push one, or correct 'constraint'");
            }
            Optional<String> objection = platform == null ? Optional.empty() : reader.objection(facts.get(), platform);
            if (objection.isPresent()) {
                return left(objection.get());
            }
            return ImageResult.of(
                            wanted,
                            List.of(new FoundImage(wanted.constraint(), facts.get(), null)),
                            List.of(new Candidate(wanted.constraint(), true, "it points to " + digest)),
                            reader,
                            platform)
                    .noting(route);
        } catch (RegistryException e) {
            throw ImageSource.failure(e);
        } finally {
            memory.keep(repository.name(), known);
        }
    }

    private SubscriptionResult left(String reason) {
        return new SubscriptionResult(
                wanted,
                List.of(),
                List.of(new Candidate(wanted.constraint(), false, reason)),
                java.util.Map.of(),
                route);
    }
}
