package io.jenkins.plugins.waybill.warehouse.image;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A tag and what it points to.
 *
 * @param created null where it does not matter or is not known
 */
record FoundImage(String tag, ManifestFacts facts, @Nullable Instant created) {}
