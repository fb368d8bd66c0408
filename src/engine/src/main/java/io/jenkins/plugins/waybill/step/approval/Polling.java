package io.jenkins.plugins.waybill.step.approval;

import java.time.Duration;

import io.jenkins.plugins.waybill.manifest.GoDuration;
import org.jspecify.annotations.Nullable;

/** How often a question is looked at besides when an answer comes. */
final class Polling {

    private static final Duration DEFAULT = Duration.ofSeconds(30);

    private Polling() {}

    static Duration every(@Nullable String interval) {
        return interval == null ? DEFAULT : GoDuration.parse(interval).orElse(DEFAULT);
    }
}
