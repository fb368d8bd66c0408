package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.TlsTrust;

/** The parts that web and prometheus share: headers, {@code insecure}, and {@code authentication}. */
final class HttpAccess {

    private HttpAccess() {}

    /** The request with what the config says about headers, certificates and authentication. */
    static HttpCall prepare(HttpCall call, JsonNode config, MetricContext context)
            throws IOException, InterruptedException {
        HttpCall prepared =
                call.trust(TlsTrust.skipVerification(config.path("insecure").asBoolean()));
        for (JsonNode header : config.path("headers")) {
            prepared = prepared.header(
                    header.path("key").asText(), header.path("value").asText());
        }
        JsonNode authentication = config.path("authentication");
        JsonNode oauth = authentication.path("oauth2");
        if (!oauth.path("tokenUrl").asText().isEmpty()) {
            return prepared.header("Authorization", "Bearer " + token(oauth, call));
        }
        JsonNode basic = authentication.path("basicAuth");
        if (!basic.path("username").asText().isEmpty()
                || !basic.path("password").asText().isEmpty()) {
            return prepared.header("Authorization", basic(required(basic, "username"), required(basic, "password")));
        }
        JsonNode sigv4 = authentication.path("sigv4");
        return sigv4.path("region").asText().isEmpty()
                ? prepared
                : AwsAccess.of(sigv4, context).sign(prepared, "aps", context.now());
    }

    private static String required(JsonNode owner, String field) throws IOException {
        String text = owner.path(field).asText();
        if (text.isEmpty()) {
            throw new IOException("The authentication has no " + field + ".");
        }
        return text;
    }

    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** By the client credentials grant; servers differ in where they want the client's secret. */
    private static String token(JsonNode oauth, HttpCall call) throws IOException, InterruptedException {
        String id = required(oauth, "clientId");
        String secret = required(oauth, "clientSecret");
        List<String> scopes = new ArrayList<>();
        oauth.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        String form = "grant_type=client_credentials"
                + (scopes.isEmpty() ? "" : "&scope=" + encode(String.join(" ", scopes)));
        HttpCall request = HttpCall.of("POST", oauth.path("tokenUrl").asText())
                .timeout(call.timeout())
                .trust(call.trust())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        HttpCall inHeader = request.header("Authorization", basic(encode(id), encode(secret)))
                .body(form.getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = MetricHttp.send(inHeader);
        if (!answer.isSuccess()) {
            answer = MetricHttp.good(
                    request.body((form + "&client_id=" + encode(id) + "&client_secret=" + encode(secret))
                            .getBytes(StandardCharsets.UTF_8)));
        }
        String token = MetricHttp.json(request, answer).path("access_token").asText();
        if (token.isEmpty()) {
            throw new IOException(request + " gave no access_token.");
        }
        return token;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
