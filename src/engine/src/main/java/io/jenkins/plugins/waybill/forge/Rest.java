package io.jenkins.plugins.waybill.forge;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.jspecify.annotations.Nullable;

/**
 * Asks one forge over JSON and tells trouble in words. What is safe to repeat is repeated a little; what is not is sent
 * once, and trouble then says whether it may have been carried out.
 */
final class Rest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 3;
    private static final int MOST_REDIRECTS = 5;

    private final String description;
    private final Settings settings;
    private final List<Authorization> authorizations;
    private final Map<String, String> headers;
    private final Masking masking;
    private volatile int accepted;

    /**
     * How a forge is asked.
     *
     * @param timeout for each exchange, from the first byte sent to the last received
     * @param pause before reading again when the forge broke down; four times as long before the next time
     * @param trust which servers to believe
     * @param clock the time
     */
    record Settings(Duration timeout, Duration pause, TlsTrust trust, InstantSource clock) {}

    /**
     * For one forge and one repository.
     *
     * @param authorizations tried in turn until one is accepted; empty to ask as nobody
     * @param headers sent with every request
     */
    Rest(
            String description,
            Settings settings,
            List<Authorization> authorizations,
            Map<String, String> headers,
            Masking masking) {
        this.description = description;
        this.settings = settings;
        this.authorizations = List.copyOf(authorizations);
        this.headers = Map.copyOf(headers);
        this.masking = masking;
    }

    String description() {
        return description;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A text as one part of a path, or as a value in a query. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A refusal in this forge's name. */
    ForgeException refusal(String message) {
        return new ForgeException(ForgeException.Kind.REFUSED, masking.hide(message));
    }

    /**
     * Reads; repeated a little when the forge breaks down.
     *
     * @param what for messages, behind "would not"
     * @param expected statuses besides success that the caller understands
     */
    Answer get(String what, URI target, int... expected) throws ForgeException, InterruptedException {
        Duration pause = settings.pause();
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return send("GET", what, target, null, expected);
            } catch (ForgeException e) {
                if (e.kind() != ForgeException.Kind.UNREACHABLE) {
                    throw e;
                }
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(4);
            }
        }
        return send("GET", what, target, null, expected);
    }

    Answer post(String what, URI target, @Nullable JsonNode body, int... expected)
            throws ForgeException, InterruptedException {
        return send("POST", what, target, body, expected);
    }

    Answer put(String what, URI target, JsonNode body, int... expected) throws ForgeException, InterruptedException {
        return send("PUT", what, target, body, expected);
    }

    Answer patch(String what, URI target, JsonNode body, int... expected) throws ForgeException, InterruptedException {
        return send("PATCH", what, target, body, expected);
    }

    Answer delete(String what, URI target, int... expected) throws ForgeException, InterruptedException {
        return send("DELETE", what, target, null, expected);
    }

    private Answer send(String method, String what, URI target, @Nullable JsonNode body, int... expected)
            throws ForgeException, InterruptedException {
        Answer answer = exchange(method, what, target, body);
        for (int other = 0; answer.status() == 401 && other < authorizations.size(); other++) {
            int before = accepted;
            if (other != before) {
                accepted = other;
                answer = exchange(method, what, target, body);
                accepted = answer.status() == 401 ? before : other;
            }
        }
        int status = answer.status();
        boolean understood = answer.isSuccess() || Arrays.stream(expected).anyMatch(known -> known == status);
        if (understood && !answer.isRateLimited()) {
            return answer;
        }
        throw trouble(method, what, answer);
    }

    private Answer exchange(String method, String what, URI first, @Nullable JsonNode body)
            throws ForgeException, InterruptedException {
        URI target = first;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpAnswer http = receive(method, what, target, body);
            Optional<String> location = http.header("Location");
            if (location.isEmpty() || http.status() < 300 || http.status() > 399) {
                return answer(method, what, http);
            }
            boolean repeated = method.equals("GET") || http.status() == 307 || http.status() == 308;
            URI next = target.resolve(location.get());
            if (!repeated || !origin(next).equals(origin(first))) {
                throw elsewhere(what, next);
            }
            target = next;
        }
        throw new ForgeException(
                ForgeException.Kind.MISCONFIGURED, description + " redirects in circles, asked to " + what + ".");
    }

    /** Credentials go to the forge they are meant for and to nobody else. */
    private ForgeException elsewhere(String what, URI next) {
        String path = String.valueOf(next.getPath()).toLowerCase(Locale.ROOT);
        return path.contains("signin") || path.contains("sign_in") || path.contains("login")
                ? new ForgeException(
                        ForgeException.Kind.UNAUTHORISED,
                        description + " wants a sign-in to " + what + ". " + aboutCredentials())
                : new ForgeException(
                        ForgeException.Kind.MISCONFIGURED,
                        description + " sends who wants to " + what + " on to " + next.getHost()
                                + ". If the repository has moved, set repoURL to where it is now.");
    }

    private static String origin(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    private HttpAnswer receive(String method, String what, URI target, @Nullable JsonNode body)
            throws ForgeException, InterruptedException {
        try {
            HttpCall call = HttpCall.of(method, target.toString())
                    .redirects(HttpCall.Redirects.NONE)
                    .timeout(settings.timeout())
                    .trust(settings.trust())
                    .header("User-Agent", "Waybill");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                call = call.header(header.getKey(), header.getValue());
            }
            if (!headers.containsKey("Accept")) {
                call = call.header("Accept", "application/json");
            }
            if (!authorizations.isEmpty()) {
                call = call.header("Authorization", authorizations.get(accepted).header());
            }
            if (body != null) {
                call = call.header("Content-Type", "application/json")
                        .body(body.toString().getBytes(StandardCharsets.UTF_8));
            }
            return HttpSender.shared().send(call);
        } catch (HttpFailure e) {
            ForgeException.Kind kind = e.reason() == HttpFailure.Reason.REFUSED
                    ? ForgeException.Kind.MISCONFIGURED
                    : method.equals("GET") || !e.mayHaveArrived()
                            ? ForgeException.Kind.UNREACHABLE
                            : ForgeException.Kind.UNCERTAIN;
            throw new ForgeException(
                    kind, masking.hide(description + " could not be asked to " + what + ": " + e.getMessage()));
        }
    }

    private Answer answer(String method, String what, HttpAnswer http) throws ForgeException {
        if (http.body().length == 0) {
            return new Answer(http, MissingNode.getInstance());
        }
        try {
            return new Answer(http, JSON.readTree(http.body()));
        } catch (JsonProcessingException e) {
            Answer answer = new Answer(http, MissingNode.getInstance());
            if (answer.isSuccess()) {
                throw new ForgeException(
                        method.equals("GET") ? ForgeException.Kind.UNREACHABLE : ForgeException.Kind.UNCERTAIN,
                        description + " was asked to " + what
                                + ", and the answer is no JSON. Perhaps something else answers at that address.");
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }

    private ForgeException trouble(String method, String what, Answer answer) {
        int status = answer.status();
        String said = answer.complaint().isEmpty() ? "" : ": " + masking.hide(answer.complaint());
        if (answer.isRateLimited()) {
            return new ForgeException(
                    ForgeException.Kind.RATE_LIMITED,
                    description + " limits how often it may be asked and would not " + what + " (" + status + ")" + said
                            + ".",
                    answer.retryAfter(settings.clock().instant()));
        }
        String tail = " " + what + " (" + status + ")" + said + (said.endsWith(".") ? "" : ".");
        return switch (status) {
            case 203, 401, 403 ->
                new ForgeException(
                        ForgeException.Kind.UNAUTHORISED, description + " would not" + tail + " " + aboutCredentials());
            case 404, 410 ->
                new ForgeException(
                        ForgeException.Kind.NOT_FOUND,
                        description + " found nothing to" + tail
                                + " It is not there, or may not be seen with these credentials. " + aboutCredentials());
            default -> {
                ForgeException.Kind kind = status < 500
                        ? ForgeException.Kind.REFUSED
                        : method.equals("GET") ? ForgeException.Kind.UNREACHABLE : ForgeException.Kind.UNCERTAIN;
                yield new ForgeException(kind, description + (status < 500 ? " would not" : " failed to") + tail);
            }
        };
    }

    private String aboutCredentials() {
        return authorizations.isEmpty()
                ? "No token is known for this repository: its credentials need a user name and password or token, not an"
                        + " SSH key, and are not sent over http:// to other machines."
                : "Check the token in this repository's credentials: it may have expired, or may not be allowed this.";
    }
}
