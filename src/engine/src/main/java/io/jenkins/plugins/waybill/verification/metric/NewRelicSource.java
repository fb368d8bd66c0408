package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.http.HttpCall;

/** {@code newRelic}: a NRQL query through NerdGraph; {@code result} is its row, or the list of its rows. */
final class NewRelicSource implements MetricSource {

    private static final String QUERY = "query($accountId: Int!, $query: Nrql!, $timeout: Seconds!) { actor {"
            + " account(id: $accountId) { nrql(query: $query, timeout: $timeout) { results } } } }";
    private static final Map<String, String> REGIONS = Map.of(
            "us", "https://api.newrelic.com/graphql",
            "eu", "https://api.eu.newrelic.com/graphql",
            "staging", "https://staging-api.newrelic.com/graphql");
    private static final int USUAL_TIMEOUT = 5;

    @Override
    public Map<String, String> about(JsonNode config) {
        return Map.of("ResolvedNewRelicQuery", config.path("query").asText());
    }

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        String profile = config.path("profile").asText();
        String name = profile.isEmpty() ? "newrelic" : profile;
        Map<String, String> secret = context.secret(name, false);
        String account = MetricContext.required(secret, name, "account-id");
        if (!account.matches("\\d{1,18}")) {
            throw new IOException("The 'account-id' in the Secret '" + name + "' is no number.");
        }
        long timeout = config.path("timeout").asLong(USUAL_TIMEOUT);
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("query", QUERY);
        request.putObject("variables")
                .put("accountId", Long.parseLong(account))
                .put("query", config.path("query").asText())
                .put("timeout", timeout);
        HttpCall call = HttpCall.of("POST", address(secret, name))
                .timeout(Duration.ofSeconds(Math.max(timeout, USUAL_TIMEOUT) + 5))
                .header("Content-Type", "application/json")
                .header("API-Key", MetricContext.required(secret, name, "personal-api-key"))
                .body(MetricHttp.JSON.writeValueAsBytes(request));
        JsonNode answer = MetricHttp.json(call);
        if (!answer.path("errors").isEmpty()) {
            throw new IOException("New Relic says about the query: "
                    + answer.path("errors").path(0).path("message").asText("an error without a message"));
        }
        JsonNode rows = answer.at("/data/actor/account/nrql/results");
        if (rows.isEmpty() || rows.size() == 1 && rows.get(0).isEmpty()) {
            throw new IOException("The query gives no results.");
        }
        JsonNode result = rows.size() == 1 ? rows.get(0) : rows;
        return Reading.of(GoJson.fromTree(result), result.toString());
    }

    private static String address(Map<String, String> secret, String name) throws IOException {
        String given = secret.get("base-url-nerdgraph");
        if (given != null) {
            return given.strip();
        }
        String region = secret.getOrDefault("region", "us").strip().toLowerCase(Locale.ROOT);
        String address = REGIONS.get(region);
        if (address == null) {
            throw new IOException("The 'region' in the Secret '" + name + "' must be us or eu.");
        }
        return address;
    }
}
