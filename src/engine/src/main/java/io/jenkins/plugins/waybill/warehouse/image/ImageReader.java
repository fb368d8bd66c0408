package io.jenkins.plugins.waybill.warehouse.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.jenkins.plugins.waybill.registry.FetchedManifest;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.jspecify.annotations.Nullable;

/** Looks images up, asking the registry only for what is not known of a digest. Thread-safe. */
final class ImageReader {

    private static final int LARGEST_CONFIG = 8 * 1024 * 1024;
    private static final int DEEPEST = 3;

    private final RemoteRepository repository;
    private final RepositoryMemory memory;
    private final Predicate<String> unmoved;

    /**
     * A reader of one repository.
     *
     * @param unmoved which tags need not be looked at again when it is known where they pointed
     */
    ImageReader(RemoteRepository repository, RepositoryMemory memory, Predicate<String> unmoved) {
        this.repository = repository;
        this.memory = memory;
        this.unmoved = unmoved;
    }

    /** What a tag points to; empty when the tag is gone. */
    Optional<ManifestFacts> resolve(String tag) throws RegistryException, DiscoveryException {
        String before = memory.tag(tag);
        ManifestFacts known = before == null ? null : memory.manifest(before);
        if (known != null && unmoved.test(tag)) {
            return Optional.of(known);
        }
        if (known == null) {
            return fetch(tag, tag);
        }
        // A digest costs less than a manifest, for which some registries keep count.
        Optional<String> now = repository.digest(tag);
        if (now.isEmpty()) {
            memory.tag(tag, null);
            return Optional.empty();
        }
        return at(tag, now.get());
    }

    /** What a tag points to whose digest was just asked for. */
    Optional<ManifestFacts> at(String tag, String digest) throws RegistryException, DiscoveryException {
        ManifestFacts known = memory.manifest(digest);
        if (known == null) {
            return fetch(tag, digest);
        }
        memory.tag(tag, digest);
        return Optional.of(known);
    }

    private Optional<ManifestFacts> fetch(String tag, String reference) throws RegistryException, DiscoveryException {
        Optional<FetchedManifest> fetched = repository.manifest(reference);
        if (fetched.isEmpty()) {
            memory.tag(tag, null);
            return Optional.empty();
        }
        ManifestFacts facts = ManifestReading.manifest(fetched.get(), repository.name() + ":" + tag);
        memory.add(facts);
        memory.tag(tag, facts.digest());
        return Optional.of(facts);
    }

    /** Why an image does not run on a platform; empty when it does. */
    Optional<String> objection(ManifestFacts facts, Platform wanted) throws RegistryException, DiscoveryException {
        List<String> platforms = new ArrayList<>();
        for (ManifestFacts.Entry entry : facts.entries()) {
            if (entry.platform().equals(wanted)) {
                return Optional.empty();
            }
            platforms.add(entry.platform().toString());
        }
        if (!facts.isIndex()) {
            Platform own = config(facts).platform();
            if (own.equals(wanted)) {
                return Optional.empty();
            }
            platforms.add(own.toString());
        }
        return Optional.of("it is for " + String.join(", ", platforms) + " and not for platform '" + wanted + "'");
    }

    /** When an image was built; for an index, when the newest of its images was. Null where nothing says so. */
    @Nullable
    Instant created(ManifestFacts facts) throws RegistryException, DiscoveryException {
        return created(facts, 0);
    }

    private @Nullable Instant created(ManifestFacts facts, int depth) throws RegistryException, DiscoveryException {
        @Nullable Instant noted = CreationTime.in(facts.annotations());
        if (noted != null) {
            return noted;
        }
        if (!facts.isIndex()) {
            return config(facts).created();
        }
        @Nullable Instant newest = null;
        for (ManifestFacts.Entry entry : facts.entries()) {
            @Nullable Instant entryNoted = CreationTime.in(entry.annotations());
            if (entryNoted == null && depth < DEEPEST) {
                entryNoted = created(manifest(entry.digest()), depth + 1);
            }
            newest = CreationTime.later(newest, entryNoted);
        }
        return newest;
    }

    /**
     * What an image says about itself: the annotations of its manifest; those that an index has for the platform outweigh
     * its own.
     */
    Map<String, String> annotations(ManifestFacts facts, @Nullable Platform platform) {
        Map<String, String> annotations = new LinkedHashMap<>(facts.annotations());
        for (ManifestFacts.Entry entry : facts.entries()) {
            if (entry.platform().equals(platform)) {
                annotations.putAll(entry.annotations());
                break;
            }
        }
        return annotations;
    }

    private ManifestFacts manifest(String digest) throws RegistryException, DiscoveryException {
        ManifestFacts known = memory.manifest(digest);
        if (known != null) {
            return known;
        }
        FetchedManifest fetched = repository
                .manifest(digest)
                .orElseThrow(() -> new DiscoveryException("An index of " + repository.name() + " points to " + digest
                        + ", which the registry does not" + " have. Push the image again, with all its platforms."));
        ManifestFacts facts = ManifestReading.manifest(fetched, repository.name() + "@" + digest);
        memory.add(facts);
        return facts;
    }

    private ConfigFacts config(ManifestFacts facts) throws RegistryException, DiscoveryException {
        ConfigFacts known = memory.config(facts.config());
        if (known != null) {
            return known;
        }
        ConfigFacts read = ManifestReading.config(
                repository.blob(facts.config(), LARGEST_CONFIG),
                "The configuration of " + repository.name() + "@" + facts.digest());
        memory.add(facts.config(), read);
        return read;
    }
}
