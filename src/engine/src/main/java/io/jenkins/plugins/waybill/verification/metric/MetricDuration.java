package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.manifest.GoDuration;

/** Times in a provider's config. */
final class MetricDuration {

    private MetricDuration() {}

    /** A duration such as {@code 5m}. */
    static Duration read(JsonNode config, String field, Duration absent) throws IOException {
        String text = config.path(field).asText();
        if (text.isEmpty()) {
            return absent;
        }
        return GoDuration.parse(text)
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .orElseThrow(() ->
                        new IOException(field + " '" + text + "' is no duration greater than 0 such as 30s or 5m."));
    }

    /** A whole number of seconds; 0 and less mean the usual. */
    static Duration seconds(JsonNode config, String field, Duration absent) {
        long seconds = config.path(field).asLong(0);
        return seconds > 0 ? Duration.ofSeconds(seconds) : absent;
    }
}
