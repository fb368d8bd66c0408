package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** A kind of server that measurements come from: a provider of an AnalysisTemplate. Stateless. */
public interface MetricSource {

    /**
     * Asks for one measurement.
     *
     * @param config what the template says for this provider, arguments in place
     * @throws IOException when there is no measurement; the message tells people why
     */
    Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException;

    /** What to keep about the metric for people, such as the query as it is sent. */
    default Map<String, String> about(JsonNode config) {
        return Map.of();
    }
}
