package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.http.HttpCall;
import org.jspecify.annotations.Nullable;

/** {@code influxdb}: a Flux query; {@code result} is the list of its records' values. */
final class InfluxDbSource implements MetricSource {

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        String profile = config.path("profile").asText();
        String name = profile.isEmpty() ? "influxdb" : profile;
        Map<String, String> secret = context.secret(name, false);
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("query", config.path("query").asText())
                .put("type", "flux");
        request.putObject("dialect")
                .put("delimiter", ",")
                .put("header", true)
                .putArray("annotations")
                .add("datatype");
        HttpCall call = HttpCall.of(
                        "POST", MetricHttp.join(MetricContext.required(secret, name, "address"), "/api/v2/query"))
                .query("org", MetricContext.required(secret, name, "org"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Token " + MetricContext.required(secret, name, "authToken"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/csv")
                .body(MetricHttp.JSON.writeValueAsBytes(request));
        List<@Nullable Object> values =
                values(AnnotatedCsv.rows(MetricHttp.good(call).text()));
        if (values.isEmpty()) {
            throw new IOException("The query gives no results.");
        }
        return Reading.of(values, GoJson.text(values));
    }

    private static List<@Nullable Object> values(List<List<String>> rows) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        List<String> types = List.of();
        List<String> header = List.of();
        for (List<String> row : rows) {
            if (row.size() == 1 && row.get(0).isEmpty()) {
                header = List.of();
            } else if (row.get(0).equals("#datatype")) {
                types = row;
                header = List.of();
            } else if (row.get(0).startsWith("#")) {
                continue;
            } else if (header.isEmpty()) {
                header = row;
            } else if (header.contains("error") && !header.contains("_value")) {
                throw new IOException("InfluxDB says about the query: " + row.get(header.indexOf("error")));
            } else {
                int column = header.indexOf("_value");
                String type = column >= 0 && column < types.size() ? types.get(column) : "string";
                values.add(column < 0 || column >= row.size() ? null : value(row.get(column), type));
            }
        }
        return values;
    }

    private static @Nullable Object value(String text, String type) throws IOException {
        if (text.isEmpty() && !type.equals("string")) {
            return null;
        }
        try {
            return switch (type) {
                case "double" -> Numbers.parse(text);
                case "long" -> Long.valueOf(text);
                case "unsignedLong" -> (double) Long.parseUnsignedLong(text);
                case "boolean" -> Boolean.valueOf(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw new IOException("InfluxDB's answer has the value '" + text + "', which is no " + type + ".", e);
        }
    }
}
