package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.http.HttpCall;

/** {@code graphite}: the render API; {@code result} is the list of the first target's values that are there. */
final class GraphiteSource implements MetricSource {

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        String address = config.path("address").asText();
        if (address.isEmpty()) {
            throw new IOException("graphite.address is missing, such as http://graphite.example.com:9080.");
        }
        HttpCall call = HttpCall.get(MetricHttp.join(address, "/render")).timeout(Duration.ofSeconds(10));
        for (String pair : config.path("query").asText().replaceAll("\\s+", "").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !pair.startsWith("format=")) {
                call = call.query(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        JsonNode answer = MetricHttp.json(call.query("format", "json"));
        JsonNode points = answer.path(0).path("datapoints");
        if (points.isEmpty()) {
            throw new IOException("Graphite has no values for the query.");
        }
        List<Double> values = new ArrayList<>();
        for (JsonNode point : points) {
            JsonNode value = point.path(0);
            if (value.isNumber()) {
                values.add(value.doubleValue());
            } else if (value.isTextual()) {
                values.add(number(value.textValue()));
            }
        }
        return Reading.of(
                values,
                values.stream()
                        .map(value -> String.format(Locale.ROOT, "%f", value))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static double number(String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException("Graphite's answer has the value '" + text + "', which is no number.", e);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
