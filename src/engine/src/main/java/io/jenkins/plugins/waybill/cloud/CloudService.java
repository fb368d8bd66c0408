package io.jenkins.plugins.waybill.cloud;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;

/** Asks the services of clouds that give out tokens; one that stumbles is asked again a little. */
final class CloudService {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final long LARGEST_ANSWER = 1024 * 1024;
    private static final int LONGEST_QUOTE = 200;

    private CloudService() {}

    /**
     * Posts and gives the answer, whatever its status but those that may pass.
     *
     * @param what for messages, such as {@code AWS (ECR in eu-west-1)}
     */
    static HttpAnswer post(String what, URI address, Map<String, String> headers, String body) throws CloudFailure {
        return send(what, "POST", address, headers, body);
    }

    /** Gets the answer, whatever its status but those that may pass. */
    static HttpAnswer get(String what, URI address, Map<String, String> headers) throws CloudFailure {
        return send(what, "GET", address, headers, "");
    }

    private static HttpAnswer send(String what, String method, URI address, Map<String, String> headers, String body)
            throws CloudFailure {
        try {
            HttpCall call = HttpCall.of(method, address.toString())
                    .redirects(HttpCall.Redirects.NONE)
                    .largestAnswer(LARGEST_ANSWER)
                    .body(body.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> header : headers.entrySet()) {
                call = call.header(header.getKey(), header.getValue());
            }
            for (int attempt = 1; ; attempt++) {
                HttpAnswer answer = HttpSender.shared().send(call);
                boolean stumbled = answer.status() >= 500 || answer.status() == 429;
                if (!stumbled) {
                    return answer;
                }
                if (attempt == ATTEMPTS) {
                    throw new CloudFailure(
                            CloudFailure.Reason.BROKEN,
                            what + " gives no token now: status " + answer.status() + ". It is asked again later.");
                }
                Thread.sleep(PAUSE.toMillis() << attempt);
            }
        } catch (HttpFailure e) {
            CloudFailure.Reason reason = e.reason() == HttpFailure.Reason.BROKEN
                    ? CloudFailure.Reason.BROKEN
                    : CloudFailure.Reason.UNREACHABLE;
            throw new CloudFailure(reason, what + " was not reached: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudFailure(CloudFailure.Reason.BROKEN, what + " was not asked: Waybill is closing.");
        }
    }

    /** Posts a form. */
    static HttpAnswer form(String what, URI address, Map<String, String> headers, Map<String, String> fields)
            throws CloudFailure {
        Map<String, String> all = new java.util.LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return post(what, address, all, encoded(fields));
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The answer's JSON; missing where it is none. */
    static JsonNode json(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** A token; only what a header can carry is one. */
    static String token(String what, JsonNode field) throws CloudFailure {
        String text = field.asText("");
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new CloudFailure(CloudFailure.Reason.BROKEN, what + " answered without a token.");
        }
        return text;
    }

    /** What a service said, in parentheses, with a space before: some quote what they got, so the first line has to do. */
    static String said(String code, String message) {
        String line = message.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}+", " ");
        String text = (code.strip() + (line.isEmpty() || code.isBlank() ? "" : ": ") + line).strip();
        String quote = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return quote.isEmpty() ? "" : " (" + quote + ")";
    }
}
