package io.jenkins.plugins.waybill.verification.metric;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.MetricServer;
import io.jenkins.plugins.waybill.fixture.MetricServer.Answer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/** The servers answer as their makers document. */
class MetricSourcesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetricServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private Reading read(String provider, String config, Map<String, String> secret) throws Exception {
        return MetricSources.find(provider)
                .orElseThrow()
                .read(JSON.readTree(config.replace("SERVER", server.url())), context(secret));
    }

    private Reading read(String provider, String config) throws Exception {
        return read(provider, config, Map.of());
    }

    private static MetricContext context(Map<String, String> secret) {
        Map<String, Secret> data = new LinkedHashMap<>();
        secret.forEach((key, value) -> data.put(key, Secret.of(value)));
        return new MetricContext("shop", new Shared(data), NOW);
    }

    private record Shared(Map<String, Secret> data) implements Credentials {
        @Override
        public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> secret(String project, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> sharedSecret(String name) {
            return data.isEmpty() ? Optional.empty() : Optional.of(data);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            form.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    @Test
    void web_takes_the_part_of_a_json_answer_that_the_path_names() throws Exception {
        server = MetricServer.answering("{\"data\": {\"items\": [{\"rate\": 0.25}]}}");

        Reading reading = read("web", """
                {"url": "SERVER/x?a=b", "jsonPath": "{$.data.items[0].rate}", "headers": [{"key": "X-Team", "value": "shop"}]}
                """);

        assertThat(reading.result()).isEqualTo(0.25);
        assertThat(reading.text()).isEqualTo("0.25");
        assertThat(server.request().target()).isEqualTo("/x?a=b");
        assertThat(server.request().headers()).containsEntry("X-Team", "shop");
    }

    @Test
    void web_sends_bodies_and_takes_texts() throws Exception {
        server = MetricServer.answering(request -> new Answer(200, "text/plain", "all well"));

        Reading reading = read("web", """
                {"url": "SERVER", "method": "POST", "jsonBody": {"query": ["a"]},
                 "authentication": {"basicAuth": {"username": "ada", "password": "pw"}}}
                """);

        assertThat(reading.result()).isEqualTo("all well");
        assertThat(server.request().body()).isEqualTo("{\"query\":[\"a\"]}");
        assertThat(server.request().headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Authorization", "Basic YWRhOnB3");
    }

    @Test
    void web_says_what_is_wrong() throws Exception {
        server = MetricServer.answering(request -> new Answer(503, "application/json", "{\"error\": \"starting\"}"));

        assertThatThrownBy(() -> read("web", "{\"url\": \"SERVER/x?token=secret\"}"))
                .hasMessage("GET " + server.url() + "/x answered 503: {\"error\": \"starting\"}.");
        assertThatThrownBy(() -> read("web", "{\"url\": \"SERVER\", \"method\": \"DELETE\"}"))
                .hasMessage("method must be GET, POST or PUT, not 'DELETE'.");
        assertThatThrownBy(() -> read("web", "{\"url\": \"SERVER\", \"body\": \"x\"}"))
                .hasMessage("body and jsonBody need the method POST or PUT.");
        assertThatThrownBy(() ->
                        read("web", "{\"url\": \"SERVER\", \"method\": \"PUT\", \"body\": \"x\", \"jsonBody\": {}}"))
                .hasMessage("body and jsonBody exclude each other.");
        assertThatThrownBy(() -> read("web", "{\"url\": \"http://169.254.169.254/latest/meta-data\"}"))
                .hasMessageContaining("link-local");
        assertThatThrownBy(() -> read("web", "{\"url\": \"SERVER\", \"jsonPath\": \"{$.a[}\"}"))
                .hasMessageContaining("jsonPath '{$.a[}' cannot be read");
        server.nowAnswers("{\"data\": {}}");
        assertThatThrownBy(() -> read("web", "{\"url\": \"SERVER\", \"jsonPath\": \"{$.data.rate}\"}"))
                .hasMessage("jsonPath '{$.data.rate}': there is no 'rate' in the answer.");
    }

    @Test
    void oauth_gets_a_token_first() throws Exception {
        server = MetricServer.answering(request -> request.target().equals("/token")
                ? request.headers().containsKey("Authorization")
                        ? new Answer(401, "application/json", "{}")
                        : MetricServer.json("{\"access_token\": \"T\", \"token_type\": \"bearer\"}")
                : MetricServer.json("1"));

        read("web", """
                {"url": "SERVER/m", "authentication": {"oauth2": {"tokenUrl": "SERVER/token", "clientId": "me",
                 "clientSecret": "s", "scopes": ["a", "b"]}}}
                """);

        assertThat(form(server.requests().get(1).body()))
                .containsExactly(
                        entry("grant_type", "client_credentials"),
                        entry("scope", "a b"),
                        entry("client_id", "me"),
                        entry("client_secret", "s"));
        assertThat(server.requests().get(2).headers()).containsEntry("Authorization", "Bearer T");
    }

    @Test
    void prometheus_answers_vectors_scalars_and_matrices() throws Exception {
        server = MetricServer.answering("""
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"pod": "a"}, "value": [1435781451.781, "0.95"]},
                  {"metric": {"pod": "b"}, "value": [1435781451.781, "NaN"]}]}, "warnings": ["slow"]}
                """);

        Reading vector = read("prometheus", "{\"address\": \"SERVER/prom/\", \"query\": \"up{job=\\\"x\\\"}\"}");

        assertThat(vector.result()).isEqualTo(List.of(0.95, Double.NaN));
        assertThat(vector.text()).isEqualTo("[0.95,NaN]");
        assertThat(vector.metadata()).containsEntry("warnings", "slow");
        assertThat(server.request().target()).isEqualTo("/prom/api/v1/query");
        assertThat(form(server.request().body()))
                .containsExactly(entry("query", "up{job=\"x\"}"), entry("time", "1772366400"));

        server.nowAnswers("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1.0,\"42\"]}}");
        assertThat(read("prometheus", "{\"address\": \"SERVER\", \"query\": \"scalar(x)\"}")
                        .result())
                .isEqualTo(42.0);

        server.nowAnswers("""
                {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"],[2,"2.5"]]}]}}
                """);
        Reading range = read("prometheus", """
                {"address": "SERVER", "query": "x", "rangeQuery": {"start": "now() - duration('1h')", "end": "now()", "step": "5m"}}
                """);
        assertThat(range.text()).isEqualTo("[1,2.5]");
        Map<String, String> asked = form(server.requests().get(2).body());
        assertThat(server.requests().get(2).target()).isEqualTo("/api/v1/query_range");
        assertThat(asked).containsEntry("step", "300");
        assertThat(Double.parseDouble(asked.get("end")) - Double.parseDouble(asked.get("start")))
                .as("an hour, and the time between two looks at the clock")
                .isBetween(3599.0, 3900.0);
    }

    @Test
    void prometheus_is_asked_with_get_where_post_is_not_let_through() throws Exception {
        server = MetricServer.answering(request -> request.method().equals("POST")
                ? new Answer(405, "text/plain", "no")
                : MetricServer.json("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"));

        assertThat(read("prometheus", "{\"address\": \"SERVER\", \"query\": \"up\"}")
                        .result())
                .isEqualTo(List.of());
        assertThat(server.requests().get(1).target()).isEqualTo("/api/v1/query?query=up&time=1772366400");
    }

    @Test
    void prometheus_says_what_is_wrong() throws Exception {
        server = MetricServer.answering(request -> new Answer(
                400,
                "application/json",
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error at char 3\"}"));

        assertThatThrownBy(() -> read("prometheus", "{\"address\": \"SERVER\", \"query\": \"up{\"}"))
                .hasMessage("POST " + server.url() + "/api/v1/query answered 400: bad_data parse error at char 3");
        assertThatThrownBy(() -> read("prometheus", "{\"query\": \"up\"}"))
                .hasMessageContaining("prometheus.address is missing");
        assertThatThrownBy(
                        () -> read(
                                "prometheus",
                                "{\"address\": \"SERVER\", \"query\": \"x\", \"rangeQuery\": {\"start\": \"5\", \"end\": \"now()\"}}"))
                .hasMessageContaining("rangeQuery.start '5' must be an expression that gives a time");
    }

    @Test
    void datadog_answers_the_last_point() throws Exception {
        server = MetricServer.answering("""
                {"status": "ok", "series": [{"metric": "m", "pointlist": [[1598867910000, 0.5], [1598867925000, 0.002]]}]}
                """);
        Map<String, String> secret = Map.of("address", server.url(), "api-key", "AK", "app-key", "PK");

        Reading reading = read("datadog", "{\"query\": \"avg:m{a:b}\", \"interval\": \"10m\"}", secret);

        assertThat(reading.result()).isEqualTo(0.002);
        assertThat(server.request().target())
                .isEqualTo("/api/v1/query?from=1772365800&query=avg%3Am%7Ba%3Ab%7D&to=1772366400");
        assertThat(server.request().headers())
                .containsEntry("DD-API-KEY", "AK")
                .containsEntry("DD-APPLICATION-KEY", "PK");
        server.nowAnswers("{\"status\": \"ok\", \"series\": []}");
        assertThat(read("datadog", "{\"query\": \"m\"}", secret).result()).isNull();
    }

    @Test
    void datadog_answers_scalars_and_groups() throws Exception {
        server = MetricServer.answering("""
                {"data": {"id": "0", "type": "scalar_response", "attributes": {"columns": [
                  {"name": "region", "type": "group", "values": [["eu"], ["us"], ["ap"]]},
                  {"name": "f", "type": "number", "values": [0.1, null, 3]}]}}}
                """);
        Map<String, String> secret = Map.of("address", server.url(), "api-key", "AK", "app-key", "PK");

        Reading reading = read("datadog", """
                {"apiVersion": "v2", "queries": {"a": "sum:e{*}", "b": "sum:t{*}"}, "formula": "a / b", "aggregator": "avg"}
                """, secret);

        assertThat(reading.result()).isEqualTo(List.of(0.1, 3.0));
        assertThat(reading.metadata().get("groups"))
                .isEqualTo("[{\"name\":\"eu\",\"value\":0.1},{\"name\":\"ap\",\"value\":3.0}]");
        JsonNode sent = JSON.readTree(server.request().body()).at("/data");
        assertThat(sent.path("type").asText()).isEqualTo("scalar_request");
        assertThat(sent.at("/attributes/from").asLong()).isEqualTo(1772366100000L);
        assertThat(sent.at("/attributes/queries/1").toString())
                .isEqualTo(
                        "{\"aggregator\":\"avg\",\"data_source\":\"metrics\",\"name\":\"b\",\"query\":\"sum:t{*}\"}");
        assertThat(sent.at("/attributes/formulas/0/formula").asText()).isEqualTo("a / b");
        assertThatThrownBy(() -> read("datadog", "{\"queries\": {\"a\": \"x\"}}", secret))
                .hasMessageContaining("queries need apiVersion v2");
        assertThatThrownBy(() -> read("datadog", "{\"query\": \"x\"}", Map.of("api-key", "AK")))
                .hasMessageContaining("The Secret 'datadog' has no 'app-key'");
        assertThatThrownBy(() -> read("datadog", "{\"query\": \"x\"}")).hasMessageContaining("no Secret 'datadog'");
    }

    @Test
    void new_relic_answers_rows() throws Exception {
        server = MetricServer.answering(
                "{\"data\":{\"actor\":{\"account\":{\"nrql\":{\"results\":[{\"successRate\":0.99}]}}}}}");
        Map<String, String> secret =
                Map.of("base-url-nerdgraph", server.url() + "/graphql", "personal-api-key", "K", "account-id", "123");

        Reading reading = read("newRelic", "{\"query\": \"FROM T SELECT x\"}", secret);

        assertThat(reading.result()).isEqualTo(Map.of("successRate", 0.99));
        assertThat(server.request().headers()).containsEntry("API-Key", "K");
        assertThat(JSON.readTree(server.request().body()).path("variables").toString())
                .isEqualTo("{\"accountId\":123,\"query\":\"FROM T SELECT x\",\"timeout\":5}");
        server.nowAnswers("{\"errors\": [{\"message\": \"NRQL Syntax Error\"}]}");
        assertThatThrownBy(() -> read("newRelic", "{\"query\": \"x\"}", secret))
                .hasMessage("New Relic says about the query: NRQL Syntax Error");
        server.nowAnswers("{\"data\":{\"actor\":{\"account\":{\"nrql\":{\"results\":[]}}}}}");
        assertThatThrownBy(() -> read("newRelic", "{\"query\": \"x\"}", secret))
                .hasMessage("The query gives no results.");
    }

    @Test
    void graphite_answers_the_values_that_are_there() throws Exception {
        server = MetricServer.answering(
                "[{\"target\": \"t\", \"datapoints\": [[1.5, 1311836008], [null, 1311836009], [\"2\", 1311836010]]}]");

        Reading reading = read(
                "graphite",
                "{\"address\": \"SERVER/g\", \"query\": \"target=sumSeries(app.*.count, 2)\\n&from=-5min\"}");

        assertThat(reading.result()).isEqualTo(List.of(1.5, 2.0));
        assertThat(reading.text()).isEqualTo("[1.500000,2.000000]");
        assertThat(server.request().target())
                .isEqualTo("/g/render?target=sumSeries%28app.*.count%2C2%29&from=-5min&format=json");
        server.nowAnswers("[]");
        assertThatThrownBy(() -> read("graphite", "{\"address\": \"SERVER\", \"query\": \"target=x\"}"))
                .hasMessage("Graphite has no values for the query.");
    }

    @Test
    void influxdb_answers_the_values_of_annotated_csv() throws Exception {
        server = MetricServer.answering(request -> new Answer(200, "text/csv", """
                #datatype,string,long,dateTime:RFC3339,double,string\r
                ,result,table,_time,_value,host\r
                ,_result,0,2026-03-01T12:00:00Z,0.5,"a,b"\r
                ,_result,0,2026-03-01T12:01:00Z,1,c\r
                \r
                #datatype,string,long,long\r
                ,result,table,_value\r
                ,_result,1,7\r
                """));
        Map<String, String> secret = Map.of("address", server.url(), "authToken", "T", "org", "my org");

        Reading reading = read("influxdb", "{\"query\": \"from(bucket: 'b')\"}", secret);

        assertThat(reading.result()).isEqualTo(List.of(0.5, 1.0, 7L));
        assertThat(server.request().target()).isEqualTo("/api/v2/query?org=my+org");
        assertThat(server.request().headers()).containsEntry("Authorization", "Token T");
        assertThat(JSON.readTree(server.request().body()).path("query").asText())
                .isEqualTo("from(bucket: 'b')");
        server.nowAnswers("\r\n");
        assertThatThrownBy(() -> read("influxdb", "{\"query\": \"x\"}", secret))
                .hasMessage("The query gives no results.");
    }

    @Test
    void cloudwatch_is_asked_with_a_signature() throws Exception {
        server = MetricServer.answering(request -> new Answer(200, "text/xml", """
                <GetMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><GetMetricDataResult>
                <MetricDataResults><member><Id>rate</Id><Label>errors</Label><StatusCode>Complete</StatusCode>
                <Timestamps><member>2026-03-01T11:59:00Z</member></Timestamps>
                <Values><member>0.02</member></Values></member></MetricDataResults></GetMetricDataResult>
                </GetMetricDataResponse>"""));
        Map<String, String> secret = Map.of(
                "endpoint", server.url(), "region", "eu-west-1", "access-key-id", "AKID", "secret-access-key", "SK");

        Reading reading = read("cloudWatch", """
                {"interval": "30m", "metricDataQueries": [
                  {"id": "rate", "expression": "errors / requests"},
                  {"id": "errors", "returnData": false, "metricStat": {"period": 300, "stat": "Sum", "metric": {
                    "namespace": "app", "metricName": "errors", "dimensions": [{"name": "service", "value": "shop"}]}}}]}
                """, secret);

        assertThat(reading.text()).isEqualTo("[[0.02]]");
        assertThat(((Map<?, ?>) ((List<?>) reading.result()).get(0)).get("Values"))
                .isEqualTo(List.of(0.02));
        assertThat(server.request().headers().get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/20260301/eu-west-1/monitoring/aws4_request,"
                        + " SignedHeaders=host;x-amz-date, Signature=");
        assertThat(form(server.request().body()))
                .containsEntry("Action", "GetMetricData")
                .containsEntry("StartTime", "2026-03-01T11:30:00Z")
                .containsEntry("MetricDataQueries.member.1.Expression", "errors / requests")
                .containsEntry("MetricDataQueries.member.2.ReturnData", "false")
                .containsEntry("MetricDataQueries.member.2.MetricStat.Metric.Dimensions.member.1.Value", "shop");
    }

    @Test
    void cloudwatch_says_what_is_wrong() throws Exception {
        server = MetricServer.answering(request -> new Answer(
                403,
                "text/xml",
                "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>"
                        + "<Message>The security token is invalid.</Message></Error></ErrorResponse>"));
        Map<String, String> secret = Map.of(
                "endpoint", server.url(), "region", "eu-west-1", "access-key-id", "AKID", "secret-access-key", "SK");

        assertThatThrownBy(() -> read("cloudWatch", "{\"metricDataQueries\": []}", secret))
                .hasMessage("CloudWatch answered 403: InvalidClientTokenId: The security token is invalid.");
    }

    @Test
    void skywalking_answers_data() throws Exception {
        server = MetricServer.answering("{\"data\": {\"result\": {\"values\": {\"values\": [{\"value\": 1000}]}}}}");

        Reading reading = read("skywalking", "{\"address\": \"SERVER\", \"interval\": \"3m\", \"query\": \"query q\"}");

        assertThat(reading.text()).isEqualTo("{\"result\":{\"values\":{\"values\":[{\"value\":1000}]}}}");
        assertThat(JSON.readTree(server.request().body())
                        .at("/variables/duration")
                        .toString())
                .isEqualTo("{\"start\":\"2026-03-01 1157\",\"end\":\"2026-03-01 1200\",\"step\":\"MINUTE\"}");
    }
}
