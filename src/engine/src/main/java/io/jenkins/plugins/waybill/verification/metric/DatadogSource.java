package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.http.HttpCall;

/**
 * {@code datadog}: the latest value of a time series (v1), or a scalar query with formula (v2). {@code result} is nil
 * when there is no data, and a list when a v2 query groups by tags.
 */
final class DatadogSource implements MetricSource {

    private static final String USUAL_ADDRESS = "https://api.datadoghq.com";
    private static final int MOST_GROUPS = 100;

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        boolean second = config.path("apiVersion").asText("v1").equals("v2");
        Map<String, String> queries = queries(config, second);
        String name = config.path("secretRef").path("name").asText();
        boolean ofProject = config.path("secretRef").path("namespaced").asBoolean();
        if (ofProject && name.isEmpty()) {
            throw new IOException("secretRef.namespaced needs secretRef.name.");
        }
        String secretName = name.isEmpty() ? "datadog" : name;
        Map<String, String> secret = context.secret(secretName, ofProject);
        String address = MetricHttp.join(secret.getOrDefault("address", USUAL_ADDRESS), "");
        long to = context.now().getEpochSecond();
        long from = to
                - MetricDuration.read(config, "interval", Duration.ofMinutes(5)).toSeconds();
        HttpCall call = second
                ? HttpCall.of("POST", address + "/api/v2/query/scalar")
                        .body(MetricHttp.JSON.writeValueAsBytes(scalarRequest(config, queries, from, to)))
                : HttpCall.get(address + "/api/v1/query")
                        .query("from", Long.toString(from))
                        .query("query", config.path("query").asText())
                        .query("to", Long.toString(to));
        JsonNode answer =
                MetricHttp.json(call.timeout(MetricDuration.read(config, "requestTimeout", Duration.ofSeconds(10)))
                        .header("Content-Type", "application/json")
                        .header("DD-API-KEY", MetricContext.required(secret, secretName, "api-key"))
                        .header("DD-APPLICATION-KEY", MetricContext.required(secret, secretName, "app-key")));
        return second ? scalar(answer) : lastPoint(answer);
    }

    private static Map<String, String> queries(JsonNode config, boolean second) throws IOException {
        Map<String, String> queries = new LinkedHashMap<>();
        config.path("queries")
                .fields()
                .forEachRemaining(
                        query -> queries.put(query.getKey(), query.getValue().asText()));
        String query = config.path("query").asText();
        boolean formula = !config.path("formula").asText().isEmpty();
        if (query.isEmpty() == queries.isEmpty()) {
            throw new IOException("Give either query or queries, and not both.");
        }
        if (!second && query.isEmpty()) {
            throw new IOException("queries need apiVersion v2; v1 knows query only.");
        }
        if (!second && !config.path("aggregator").asText().isEmpty()) {
            throw new IOException("aggregator needs apiVersion v2.");
        }
        if (formula && queries.isEmpty()) {
            throw new IOException("formula needs queries.");
        }
        if (!formula && queries.size() > 1) {
            throw new IOException("Several queries need a formula that says what to make of them.");
        }
        return queries.isEmpty() ? Map.of("query", query) : queries;
    }

    private static ObjectNode scalarRequest(JsonNode config, Map<String, String> queries, long from, long to) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode attributes =
                request.putObject("data").put("type", "scalar_request").putObject("attributes");
        attributes.put("from", from * 1000).put("to", to * 1000);
        ArrayNode list = attributes.putArray("queries");
        String aggregator = config.path("aggregator").asText();
        queries.forEach((name, query) -> list.addObject()
                .put("aggregator", aggregator.isEmpty() ? "last" : aggregator)
                .put("data_source", "metrics")
                .put("name", name)
                .put("query", query));
        ArrayNode formulas = attributes.putArray("formulas");
        if (!config.path("formula").asText().isEmpty()) {
            formulas.addObject().put("formula", config.path("formula").asText());
        }
        return request;
    }

    private static Reading lastPoint(JsonNode answer) throws IOException {
        JsonNode points = answer.path("series").path(0).path("pointlist");
        if (points.isEmpty()) {
            return Reading.of(null, "[]");
        }
        JsonNode point = points.get(points.size() - 1);
        if (point.size() != 2 || !point.get(1).isNumber()) {
            throw new IOException("Datadog's last point has no value: " + point);
        }
        double value = point.get(1).doubleValue();
        return Reading.of(value, Numbers.plain(value));
    }

    private static Reading scalar(JsonNode answer) throws IOException {
        String errors =
                answer.path("data").path("errors").asText(answer.path("errors").asText());
        if (!errors.isEmpty()) {
            throw new IOException("Datadog says about the query: " + errors);
        }
        JsonNode numbers = null;
        List<JsonNode> groups = new ArrayList<>();
        for (JsonNode column : answer.path("data").path("attributes").path("columns")) {
            String type = column.path("type").asText();
            if (type.equals("group")) {
                groups.add(column.path("values"));
            } else if (numbers == null && (type.isEmpty() || type.equals("number"))) {
                numbers = column.path("values");
            }
        }
        List<Double> values = new ArrayList<>();
        ArrayNode named = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; numbers != null && i < numbers.size(); i++) {
            JsonNode number = numbers.get(i);
            if (number.isNull()) {
                continue;
            }
            if (!number.isNumber()) {
                throw new IOException("Datadog's answer has the value " + number + ", which is no number.");
            }
            values.add(number.doubleValue());
            if (!groups.isEmpty() && named.size() < MOST_GROUPS) {
                named.addObject().put("name", label(groups, i)).put("value", number.doubleValue());
            }
        }
        if (values.isEmpty()) {
            return Reading.of(null, "[]");
        }
        return groups.isEmpty()
                ? Reading.of(values.get(0), Numbers.plain(values.get(0)))
                : new Reading(values, Numbers.plain(values), Map.of("groups", named.toString()));
    }

    private static String label(List<JsonNode> groups, int row) throws IOException {
        List<String> tags = new ArrayList<>();
        for (JsonNode group : groups) {
            if (group.path(row).isEmpty()) {
                throw new IOException("Datadog's answer has a value without the tags it is grouped by.");
            }
            group.get(row).forEach(tag -> tags.add(tag.asText()));
        }
        return tags.stream().collect(Collectors.joining(","));
    }
}
