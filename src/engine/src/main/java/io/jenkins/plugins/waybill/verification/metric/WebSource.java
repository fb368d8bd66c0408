package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.http.HttpCall;

/** {@code web}: any server; {@code jsonPath} chooses from a JSON answer, another answer is taken as text. */
final class WebSource implements MetricSource {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        String method = config.path("method").asText("GET");
        if (!METHODS.contains(method)) {
            throw new IOException("method must be GET, POST or PUT, not '" + method + "'.");
        }
        JsonPath path = JsonPath.compile(config.path("jsonPath").asText("{$}"));
        HttpCall call = HttpCall.of(method, config.path("url").asText())
                .timeout(MetricDuration.seconds(config, "timeoutSeconds", USUAL_TIMEOUT))
                .redirects(HttpCall.Redirects.ALL);
        String body = config.path("body").asText();
        JsonNode jsonBody = config.path("jsonBody");
        boolean json = jsonBody.isObject();
        if (!body.isEmpty() && json) {
            throw new IOException("body and jsonBody exclude each other.");
        }
        if ((!body.isEmpty() || json) && method.equals("GET")) {
            throw new IOException("body and jsonBody need the method POST or PUT.");
        }
        if (json) {
            call = call.header("Content-Type", "application/json").body(MetricHttp.JSON.writeValueAsBytes(jsonBody));
        } else if (!body.isEmpty()) {
            call = call.body(body.getBytes(StandardCharsets.UTF_8));
        }
        String answer =
                MetricHttp.good(HttpAccess.prepare(call, config, context)).text();
        JsonNode tree;
        try {
            tree = MetricHttp.JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            return Reading.of(answer, answer);
        }
        JsonNode chosen = path.first(tree);
        return Reading.of(GoJson.fromTree(chosen), GoJson.text(GoJson.fromTree(chosen)));
    }
}
