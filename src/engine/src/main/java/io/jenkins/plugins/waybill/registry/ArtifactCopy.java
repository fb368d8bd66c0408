package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Copies an image, a chart or another artifact, with all it points to. What is at the target already is not sent again,
 * and without annotations every byte stays as it is, so that a copy that broke off is simply begun anew.
 */
public final class ArtifactCopy {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> INDEXES = Set.of(MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST);
    private static final Set<String> MANIFESTS = Set.of(MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST);
    private static final int MOST_MANIFESTS = 1000;

    private final RemoteRepository from;
    private final RemoteRepository to;
    private final Map<String, String> indexAnnotations;
    private final Map<String, String> manifestAnnotations;
    private final long limit;

    /** Manifests by the digest they had, in an order in which they can be written. */
    private final Map<String, Changed> manifests = new LinkedHashMap<>();

    private final Map<String, Long> blobs = new TreeMap<>();

    private record Changed(String mediaType, byte[] content, String digest) {}

    /**
     * A copy that begins with {@link #run}.
     *
     * @param indexAnnotations to set on an index; without effect on a single image
     * @param manifestAnnotations to set on every image
     * @param limit the most bytes, as they are stored, that are copied between repositories
     */
    public ArtifactCopy(
            RemoteRepository from,
            RemoteRepository to,
            Map<String, String> indexAnnotations,
            Map<String, String> manifestAnnotations,
            long limit) {
        this.from = from;
        this.to = to;
        this.indexAnnotations = Map.copyOf(indexAnnotations);
        this.manifestAnnotations = Map.copyOf(manifestAnnotations);
        this.limit = limit;
    }

    /**
     * Copies.
     *
     * @param reference the source's tag or digest
     * @param tag the target's tag
     * @return the digest of the copy
     * @throws RegistryException {@code NOT_FOUND} when there is no such source, {@code INVALID_ANSWER} when it is no image
     *     or too large
     */
    public String run(String reference, String tag) throws IOException {
        Changed top = read(reference);
        if (!from.name().equals(to.name())) {
            refuseTooLarge(reference);
            for (Map.Entry<String, Long> blob : blobs.entrySet()) {
                copy(blob.getKey(), blob.getValue());
            }
        }
        for (Changed manifest : manifests.values()) {
            to.origin()
                    .putManifest(manifest == top ? tag : manifest.digest(), manifest.mediaType(), manifest.content());
        }
        return top.digest();
    }

    private Changed read(String reference) throws IOException {
        FetchedManifest fetched = from.manifest(reference)
                .orElseThrow(() -> new RegistryException(
                        RegistryException.Reason.NOT_FOUND,
                        "There is no " + reference + " in " + from.name() + ". Check the tag or digest."));
        if (manifests.containsKey(fetched.digest())) {
            return manifests.get(fetched.digest());
        }
        if (manifests.size() >= MOST_MANIFESTS) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    from.name() + " " + reference + " is made of more than " + MOST_MANIFESTS + " images.");
        }
        ObjectNode manifest = parsed(fetched, reference);
        String type = manifest.path("mediaType").asText(fetched.mediaType());
        boolean changed;
        if (INDEXES.contains(type)) {
            changed = readChildren(manifest) | annotate(manifest, indexAnnotations);
        } else if (MANIFESTS.contains(type)) {
            count(manifest.path("config"));
            manifest.path("layers").forEach(this::count);
            changed = annotate(manifest, manifestAnnotations);
        } else {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    reference + " in " + from.name() + " is of the media type '" + Words.clean(type)
                            + "', which is neither an image nor an index.");
        }
        byte[] content = changed ? JSON.writeValueAsBytes(manifest) : fetched.content();
        Changed result = new Changed(type, content, changed ? ContentDigest.of(content, "") : fetched.digest());
        manifests.put(fetched.digest(), result);
        return result;
    }

    private ObjectNode parsed(FetchedManifest fetched, String reference) throws IOException {
        try {
            if (JSON.readTree(fetched.content()) instanceof ObjectNode manifest) {
                return manifest;
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Said below.
        }
        throw new RegistryException(
                RegistryException.Reason.INVALID_ANSWER,
                "The manifest of " + reference + " in " + from.name() + " is no JSON object.");
    }

    /** Whether a child has another digest now. */
    private boolean readChildren(ObjectNode index) throws IOException {
        boolean changed = false;
        for (JsonNode entry : index.path("manifests")) {
            String digest = entry.path("digest").asText();
            Changed child = read(digest);
            if (!child.digest().equals(digest) && entry instanceof ObjectNode descriptor) {
                descriptor.put("digest", child.digest()).put("size", child.content().length);
                changed = true;
            }
        }
        return changed;
    }

    private static boolean annotate(ObjectNode manifest, Map<String, String> annotations) {
        if (annotations.isEmpty()) {
            return false;
        }
        ObjectNode existing =
                manifest.path("annotations") instanceof ObjectNode known ? known : manifest.putObject("annotations");
        new TreeMap<>(annotations).forEach(existing::put);
        return true;
    }

    private void count(JsonNode descriptor) {
        // What has addresses of its own is not in the repository.
        if (descriptor.path("urls").isEmpty() && descriptor.hasNonNull("digest")) {
            blobs.put(
                    descriptor.path("digest").asText(), descriptor.path("size").asLong());
        }
    }

    private void refuseTooLarge(String reference) throws RegistryException {
        long total = blobs.values().stream().mapToLong(Long::longValue).sum();
        if (total > limit) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    reference + " in " + from.name() + " has " + total / 1024 / 1024 + " MiB; at most "
                            + limit / 1024 / 1024 + " MiB are copied to another repository.");
        }
    }

    private void copy(String digest, long size) throws IOException {
        if (to.origin().hasBlob(digest)) {
            return;
        }
        if (from.name().host().equals(to.name().host()) && to.origin().mountBlob(digest, from.name())) {
            return;
        }
        Path file = Files.createTempFile("waybill-blob", "");
        try {
            from.saveBlob(digest, Math.max(size, 1), file);
            to.origin().upload(digest, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
