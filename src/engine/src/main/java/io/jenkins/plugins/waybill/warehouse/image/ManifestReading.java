package io.jenkins.plugins.waybill.warehouse.image;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.waybill.expression.GoTime;
import io.jenkins.plugins.waybill.registry.FetchedManifest;
import io.jenkins.plugins.waybill.registry.MediaTypes;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.jspecify.annotations.Nullable;

/** Reads manifests and configurations of images. */
final class ManifestReading {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestReading() {}

    /**
     * Reads a manifest.
     *
     * @param where for messages, such as {@code ghcr.io/example/app:1.0.0}
     */
    static ManifestFacts manifest(FetchedManifest fetched, String where) throws DiscoveryException {
        JsonNode json = json(fetched.content(), where);
        String declared = json.path("mediaType").asText("");
        // A server that does not know says something general; then the manifest's own word counts.
        String type = isKnown(fetched.mediaType()) || declared.isEmpty() ? fetched.mediaType() : declared;
        return switch (type) {
            case MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST -> {
                List<ManifestFacts.Entry> entries = entries(json.path("manifests"));
                if (entries.isEmpty()) {
                    throw new DiscoveryException(
                            where + " is an index without any image that says which platform it is for.");
                }
                yield new ManifestFacts(fetched.digest(), "", texts(json.path("annotations")), entries);
            }
            case MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST -> {
                String config = json.path("config").path("digest").asText("");
                if (config.isEmpty()) {
                    throw new DiscoveryException(where + " has a manifest without a configuration.");
                }
                yield new ManifestFacts(fetched.digest(), config, texts(json.path("annotations")), List.of());
            }
            default ->
                throw new DiscoveryException(
                        where + " is of type '" + type + "', which is no image of Docker's schema 2"
                                + " or OCI. Build it anew, or leave its tag out with ignoreTagsRegexes.");
        };
    }

    private static boolean isKnown(String type) {
        return List.of(
                        MediaTypes.OCI_INDEX,
                        MediaTypes.DOCKER_LIST,
                        MediaTypes.OCI_MANIFEST,
                        MediaTypes.DOCKER_MANIFEST)
                .contains(type);
    }

    private static List<ManifestFacts.Entry> entries(JsonNode manifests) {
        List<ManifestFacts.Entry> entries = new ArrayList<>();
        for (JsonNode entry : manifests) {
            Platform platform = platform(entry.path("platform"));
            if (platform.isKnown()) {
                entries.add(new ManifestFacts.Entry(
                        entry.path("digest").asText(""), platform, texts(entry.path("annotations"))));
            }
        }
        return entries;
    }

    /** Reads an image's configuration. */
    static ConfigFacts config(byte[] content, String where) throws DiscoveryException {
        JsonNode json = json(content, where);
        @Nullable
        Instant written = GoTime.rfc3339(json.path("created").asText("")).orElse(null);
        @Nullable Instant labelled = CreationTime.in(texts(json.path("config").path("Labels")));
        return new ConfigFacts(platform(json), CreationTime.later(written, labelled));
    }

    private static Platform platform(JsonNode json) {
        return new Platform(
                json.path("os").asText(""),
                json.path("architecture").asText(""),
                json.path("variant").asText(""));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static JsonNode json(byte[] content, String where) throws DiscoveryException {
        try {
            JsonNode json = JSON.readTree(content);
            if (json != null && (json.isObject() || json.isNull())) {
                return json;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new DiscoveryException(where + " cannot be read: it is no JSON object.");
    }
}
