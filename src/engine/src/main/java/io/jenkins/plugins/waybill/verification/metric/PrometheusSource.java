package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;

/** {@code prometheus}: an instant or range query; {@code result} is a number, or a list of them for vectors. */
final class PrometheusSource implements MetricSource {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public Map<String, String> about(JsonNode config) {
        String query = config.path("query").asText();
        return query.isEmpty() ? Map.of() : Map.of("ResolvedPrometheusQuery", query);
    }

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        String address = config.path("address").asText();
        if (address.isEmpty()) {
            throw new IOException("prometheus.address is missing, such as http://prometheus.example.com:9090.");
        }
        JsonNode range = config.path("rangeQuery");
        String form = "query=" + HttpAccess.encode(config.path("query").asText())
                + (range.isObject() ? range(range) : "&time=" + seconds(context.now()));
        HttpCall call = HttpCall.of(
                        "POST", MetricHttp.join(address, range.isObject() ? "/api/v1/query_range" : "/api/v1/query"))
                .timeout(MetricDuration.seconds(config, "timeout", USUAL_TIMEOUT));
        HttpCall posted = call.header("Content-Type", "application/x-www-form-urlencoded")
                .body(form.getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = MetricHttp.send(HttpAccess.prepare(posted, config, context));
        if (answer.status() == 405 || answer.status() == 501) {
            // Something in between lets no POST through.
            HttpCall asked = HttpCall.of("GET", call.uri() + "?" + form).timeout(call.timeout());
            answer = MetricHttp.send(HttpAccess.prepare(asked, config, context));
        }
        return reading(data(call, answer));
    }

    private static JsonNode data(HttpCall call, HttpAnswer answer) throws IOException {
        JsonNode tree;
        try {
            tree = MetricHttp.json(call, answer);
        } catch (IOException e) {
            throw answer.isSuccess() ? e : new IOException(call + " answered " + answer.status() + ".");
        }
        if (!answer.isSuccess() || !tree.path("status").asText().equals("success")) {
            throw new IOException(call + " answered " + answer.status()
                    + MetricHttp.complaint(tree.path("errorType").asText() + " "
                            + tree.path("error").asText()));
        }
        return tree;
    }

    private static Reading reading(JsonNode answer) throws IOException {
        JsonNode result = answer.path("data").path("result");
        List<String> warnings = new ArrayList<>();
        answer.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        Map<String, String> metadata = warnings.isEmpty() ? Map.of() : Map.of("warnings", String.join("; ", warnings));
        List<Double> values = new ArrayList<>();
        switch (answer.path("data").path("resultType").asText()) {
            case "scalar" -> {
                double value = Numbers.parse(result.path(1).asText());
                return new Reading(value, Numbers.plain(value), metadata);
            }
            case "vector" ->
                result.forEach(sample ->
                        values.add(Numbers.parse(sample.path("value").path(1).asText())));
            case "matrix" ->
                result.forEach(series -> series.path("values")
                        .forEach(sample ->
                                values.add(Numbers.parse(sample.path(1).asText()))));
            default ->
                throw new IOException("The query gives a "
                        + answer.path("data").path("resultType").asText()
                        + "; only scalars, vectors and matrices can be judged.");
        }
        return new Reading(values, Numbers.plain(values), metadata);
    }

    private static String range(JsonNode range) throws IOException {
        Duration step = MetricDuration.read(range, "step", Duration.ofMinutes(1));
        return "&start=" + time(range, "start") + "&end=" + time(range, "end") + "&step="
                + Numbers.plain(step.toMillis() / 1000.0);
    }

    /** Start and end are expressions such as {@code now() - duration("1h")}. */
    private static String time(JsonNode range, String field) throws IOException {
        String text = range.path(field).asText();
        try {
            Object millis = Expression.compile("(" + text + ").UnixMilli()")
                    .evaluate(Scope.builder().build());
            if (millis instanceof Number number) {
                return seconds(Instant.ofEpochMilli(number.longValue()));
            }
        } catch (ExpressionException e) {
            throw new IOException(
                    "rangeQuery." + field + " '" + text
                            + "' must be an expression that gives a time, such as now() - duration(\"5m\"): "
                            + e.reason()
                            + ".",
                    e);
        }
        throw new IOException("rangeQuery." + field + " '" + text + "' gives no time.");
    }

    private static String seconds(Instant instant) {
        return Numbers.plain(instant.toEpochMilli() / 1000.0);
    }
}
