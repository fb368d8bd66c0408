package io.jenkins.plugins.waybill.webhook;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GenericWebhooksTest {

    private static WebhookBench bench(String actions) {
        Map<String, String> warehouses = new LinkedHashMap<>();
        warehouses.put("app", "{image: {repoURL: registry.example.com/shop/app, constraint: ^1.0.0}}");
        warehouses.put("site", "{git: {repoURL: 'https://git.example.com/shop/site.git'}}");
        warehouses.put("chart", "{chart: {repoURL: 'oci://registry.example.com/charts/shop'}}");
        return new WebhookBench("generic: {secretRef: {name: s}, actions: [" + actions + "]}", warehouses);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: "${{ request.body.name }}"                                                                   | site
            labelSelector: {matchLabels: {team: "${{ request.body.name }}-team"}}                              | site
            labelSelector: {matchExpressions: [{key: team, operator: In, values: [app-team, chart-team]}]}     | app chart
            indexSelector: {matchIndices: [{key: subscribedURLs, operator: Equals, value: "${{ normalizeImage(request.body.image) }}"}]} | app
            indexSelector: {matchIndices: [{key: subscribedURLs, operator: NotEquals, value: "https://git.example.com/shop/site"}]}      | app chart
            indexSelector: {matchIndices: [{key: subscribedURLs, operator: Equals, value: "${{ normalizeGit(request.body.git) }}"}]}     | site
            indexSelector: {matchIndices: [{key: subscribedURLs, operator: Equals, value: "${{ normalizeChart(request.body.chart) }}"}]} | chart
            indexSelector: {matchIndices: [{key: receiverPaths, operator: Equals, value: x}]}                  |
            {name: app, labelSelector: {matchLabels: {team: site-team}}}                                       |
            """)
    void warehousesAreSelectedByWhatTheRequestSays(String criteria, String warehouses) {
        String plain = criteria.startsWith("{") ? criteria.substring(1, criteria.length() - 1) : criteria;
        WebhookBench bench = bench("{action: Refresh, targetSelectionCriteria: [{kind: Warehouse, " + plain + "}]}");
        String body = """
                {"name": "site", "image": "registry.example.com/Shop/app:1.2", "git": "git.example.com:shop/site",
                 "chart": "oci://registry.example.com/charts/shop"}
                """.replace("git.example.com:shop/site", "https://git.example.com/Shop/Site.git");

        assertThat(bench.refreshed(Map.of(), body))
                .containsExactly(warehouses == null ? new String[0] : warehouses.split(" "));
    }

    @Test
    void anActionMayHaveAConditionOverTheWholeRequest() {
        WebhookBench bench = bench("{action: Refresh, parameters: {wanted: nightly}, whenExpression:"
                + " 'request.header(\"X-Pipeline\") == params.wanted && request.params(\"ok\") == \"1\""
                + " && len(request.headers(\"X-Many\")) == 1 && request.body.status == \"success\"',"
                + " targetSelectionCriteria: [{kind: Warehouse, name: app}]}");
        Map<String, String> headers = Map.of("x-pipeline", "nightly", "X-Many", "a");
        byte[] body = "{\"status\": \"success\"}".getBytes(StandardCharsets.UTF_8);

        Webhooks.Verdict met = bench.send(headers, Map.of("ok", List.of("1")), body);
        assertThat(met.refresh()).containsExactly(new Webhooks.Target("shop", "app"));
        assertThat(met.answer().at("/results/0/result").asText()).isEqualTo("Success");
        assertThat(met.answer().at("/results/0/selectedTargets"))
                .hasToString("[{\"project\":\"shop\",\"name\":\"app\"}]");

        Webhooks.Verdict unmet = bench.send(headers, Map.of(), body);
        assertThat(unmet.status()).isEqualTo(200);
        assertThat(unmet.refresh()).isEmpty();
        assertThat(unmet.answer().at("/results/0/result").asText()).isEqualTo("NotApplicable");
    }

    @Test
    void anActionThatFailsDoesNotKeepTheOthers() {
        WebhookBench bench = bench("{action: Refresh, whenExpression: 'request.body.count + 1',"
                + " targetSelectionCriteria: [{kind: Warehouse, name: app}]},"
                + " {action: Refresh, targetSelectionCriteria: [{kind: Warehouse, name: \"${{ request.body.nothing.there }}\"}]},"
                + " {action: Refresh, targetSelectionCriteria: [{kind: Warehouse, name: site}]}");

        Webhooks.Verdict verdict = bench.send(Map.of(), "{\"count\": 1}");

        assertThat(verdict.status()).isEqualTo(500);
        assertThat(verdict.answer().at("/results/0/error").asText())
                .isEqualTo("whenExpression must give true or false");
        assertThat(verdict.answer().at("/results/1/result").asText()).isEqualTo("Error");
        assertThat(verdict.refresh()).containsExactly(new Webhooks.Target("shop", "site"));
    }

    @Test
    void aRequestWithoutABodyIsEnough() {
        WebhookBench bench = bench("{action: Refresh, targetSelectionCriteria: [{kind: Warehouse, name: app}]}");

        assertThat(bench.refreshed(Map.of(), "")).containsExactly("app");
        assertThat(bench.refreshed(Map.of(), ""))
                .as("the same again is no replay")
                .containsExactly("app");
        assertThat(bench.send(Map.of(), "no json").status()).isEqualTo(400);
    }
}
