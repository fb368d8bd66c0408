package io.jenkins.plugins.waybill.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import org.jspecify.annotations.Nullable;

/**
 * A metric with its arguments in place.
 *
 * @param name unique within a run
 * @param interval between two measurements; null for one measurement only
 * @param initialDelay before the first
 * @param count how many measurements there are to be; 0 for as many as it takes
 * @param failureLimit how many may fail; -1 for any number
 * @param consecutiveSuccessLimit how many in a row suffice; 0 for no such rule
 * @param inconclusiveLimit how many may be neither
 * @param consecutiveErrorLimit how many in a row may not be possible
 * @param successCondition expression; may be empty
 * @param failureCondition expression; may be empty
 * @param provider such as {@code web}
 * @param config what the template says for that provider
 */
record Metric(
        String name,
        @Nullable Duration interval,
        Duration initialDelay,
        int count,
        int failureLimit,
        int consecutiveSuccessLimit,
        int inconclusiveLimit,
        int consecutiveErrorLimit,
        String successCondition,
        String failureCondition,
        String provider,
        ObjectNode config) {

    private static final int USUAL_ERROR_LIMIT = 4;

    /** Reads a metric as Argo Rollouts does, with its validation. */
    static Metric of(JsonNode source) throws AnalysisException {
        String name = source.path("name").asText();
        JsonNode provider = provider(name, source.path("provider"));
        String kind = provider.fieldNames().next();
        @Nullable Duration interval = duration(name, source, "interval");
        @Nullable Duration delay = duration(name, source, "initialDelay");
        int count = number(name, source, "count", 0);
        Metric metric = new Metric(
                name,
                interval,
                delay == null ? Duration.ZERO : delay,
                count == 0 && interval == null ? 1 : count,
                number(name, source, "failureLimit", 0),
                number(name, source, "consecutiveSuccessLimit", 0),
                number(name, source, "inconclusiveLimit", 0),
                number(name, source, "consecutiveErrorLimit", USUAL_ERROR_LIMIT),
                source.path("successCondition").asText(),
                source.path("failureCondition").asText(),
                kind,
                (ObjectNode) provider.get(kind));
        metric.check();
        return metric;
    }

    /** The same rules as Argo Rollouts', in words. */
    private void check() throws AnalysisException {
        refuseIf(consecutiveSuccessLimit < 0, "consecutiveSuccessLimit must be 0 or more");
        refuseIf(failureLimit < -1, "failureLimit must be 0 or more, or -1 for any number");
        refuseIf(
                consecutiveSuccessLimit == 0 && failureLimit == -1,
                "failureLimit -1 needs a consecutiveSuccessLimit, or nothing would ever fail");
        refuseIf(inconclusiveLimit < 0, "inconclusiveLimit must be 0 or more");
        refuseIf(consecutiveErrorLimit < 0, "consecutiveErrorLimit must be 0 or more");
        if (count > 0) {
            int needed = Math.max(failureLimit, 0) + consecutiveSuccessLimit;
            refuseIf(
                    count < needed,
                    "count " + count + " is less than failureLimit and consecutiveSuccessLimit together (" + needed
                            + "), so they could not be reached");
            refuseIf(count < inconclusiveLimit, "count " + count + " is less than inconclusiveLimit");
        }
        refuseIf(count > 1 && interval == null, "count " + count + " needs an interval");
    }

    private void refuseIf(boolean wrong, String message) throws AnalysisException {
        if (wrong) {
            throw new AnalysisException("Metric '" + name + "': " + message + ".");
        }
    }

    private static JsonNode provider(String metric, JsonNode providers) throws AnalysisException {
        List<String> named = new ArrayList<>();
        providers.properties().forEach(provider -> {
            if (provider.getValue().isObject()) {
                named.add(provider.getKey());
            }
        });
        if (named.size() != 1) {
            throw new AnalysisException("Metric '" + metric + "' must name exactly one provider; it names "
                    + (named.isEmpty() ? "none" : String.join(" and ", named)) + ".");
        }
        return providers.size() == 1 ? providers : ((ObjectNode) providers.deepCopy()).retain(named);
    }

    private static @Nullable Duration duration(String metric, JsonNode source, String field) throws AnalysisException {
        String text = source.path(field).asText();
        if (text.isEmpty()) {
            return null;
        }
        return GoDuration.parse(text)
                .filter(duration -> !duration.isNegative())
                .orElseThrow(() -> new AnalysisException("Metric '" + metric + "': " + field + " '" + text
                        + "' is no duration such as 30s, 5m or 1h30m."));
    }

    private static int number(String metric, JsonNode source, String field, int absent) throws AnalysisException {
        JsonNode value = source.path(field);
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty()) {
            return absent;
        }
        try {
            return Integer.parseInt(value.asText());
        } catch (NumberFormatException e) {
            throw new AnalysisException(
                    "Metric '" + metric + "': " + field + " '" + value.asText() + "' is no whole number.");
        }
    }
}
