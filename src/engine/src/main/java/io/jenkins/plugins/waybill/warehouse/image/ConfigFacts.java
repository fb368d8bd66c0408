package io.jenkins.plugins.waybill.warehouse.image;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an image's configuration says that matters to a choice.
 *
 * @param platform what it runs on
 * @param created when it was built; null where it does not say
 */
record ConfigFacts(Platform platform, @Nullable Instant created) {}
