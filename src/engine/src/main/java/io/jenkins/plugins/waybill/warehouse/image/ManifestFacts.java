package io.jenkins.plugins.waybill.warehouse.image;

import java.util.List;
import java.util.Map;

/**
 * What a manifest says that matters to a choice.
 *
 * @param digest of the manifest
 * @param config digest of the image's configuration; empty for an index
 * @param annotations of the manifest itself
 * @param entries the images of an index; empty for an image
 */
record ManifestFacts(String digest, String config, Map<String, String> annotations, List<Entry> entries) {

    ManifestFacts {
        annotations = Map.copyOf(annotations);
        entries = List.copyOf(entries);
    }

    /** One image of an index. */
    record Entry(String digest, Platform platform, Map<String, String> annotations) {
        Entry {
            annotations = Map.copyOf(annotations);
        }
    }

    boolean isIndex() {
        return config.isEmpty();
    }
}
