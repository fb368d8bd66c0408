package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.http.HttpCall;

/** {@code skywalking}: a GraphQL query with the variable {@code $duration}; {@code result} is its data. */
final class SkyWalkingSource implements MetricSource {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm").withZone(ZoneOffset.UTC);

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        String address = config.path("address").asText();
        if (address.isEmpty()) {
            throw new IOException("skywalking.address is missing, such as http://skywalking.example.com:12800.");
        }
        Instant start = context.now().minus(MetricDuration.read(config, "interval", Duration.ofMinutes(5)));
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("query", config.path("query").asText());
        request.putObject("variables")
                .putObject("duration")
                .put("start", MINUTE.format(start))
                .put("end", MINUTE.format(context.now()))
                .put("step", "MINUTE");
        JsonNode answer = MetricHttp.json(HttpCall.of("POST", MetricHttp.join(address, "/graphql"))
                .header("Content-Type", "application/json")
                .body(MetricHttp.JSON.writeValueAsBytes(request)));
        if (!answer.path("errors").isEmpty()) {
            throw new IOException("SkyWalking says about the query: "
                    + answer.path("errors").path(0).path("message").asText("an error without a message"));
        }
        JsonNode data = answer.path("data");
        return Reading.of(GoJson.fromTree(data), GoJson.text(GoJson.fromTree(data)));
    }
}
