package io.jenkins.plugins.waybill.argocd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.argocd.ArgoCdException.Kind;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.jspecify.annotations.Nullable;

/** One exchange with the server: JSON there, JSON back, or what went wrong in words. */
final class Transport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "/v1";
    private static final int LONGEST_QUOTE = 300;

    /** A list of thousands of Applications is that large. */
    private static final long LARGEST_ANSWER = 256L * 1024 * 1024;

    private static final Map<Integer, Kind> KINDS = Map.of(
            401, Kind.UNAUTHORISED,
            403, Kind.FORBIDDEN,
            404, Kind.NOT_FOUND,
            409, Kind.CONFLICT,
            429, Kind.BUSY,
            // Gateways that found nobody behind them, and a server that starts or stops.
            502, Kind.UNREACHABLE,
            503, Kind.UNREACHABLE,
            504, Kind.UNREACHABLE);

    private final ArgoServer server;
    private final String base;
    private final Duration timeout;

    Transport(ArgoServer server, Duration timeout) {
        this.server = server;
        this.base = server.url().toString().replaceAll("/+$", "") + "/api";
        this.timeout = timeout;
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param path below {@code /api/v1}, with its query
     * @param body null for none
     * @param bearer null for a request that needs no login
     */
    JsonNode send(String method, String path, @Nullable JsonNode body, @Nullable Secret bearer)
            throws ArgoCdException, InterruptedException {
        return send(method, path, body, bearer, timeout);
    }

    /** As the other one, with another limit for the whole exchange. */
    JsonNode send(String method, String path, @Nullable JsonNode body, @Nullable Secret bearer, Duration limit)
            throws ArgoCdException, InterruptedException {
        return exchange(method, VERSION + path, body, bearer, limit);
    }

    /** What the server says of its own version, which it tells anybody. */
    JsonNode version() throws ArgoCdException, InterruptedException {
        return exchange("GET", "/version", null, null, timeout);
    }

    private JsonNode exchange(
            String method, String path, @Nullable JsonNode body, @Nullable Secret bearer, Duration limit)
            throws ArgoCdException, InterruptedException {
        HttpAnswer answer;
        try {
            answer = HttpSender.shared().send(call(method, path, body, bearer).timeout(limit));
        } catch (HttpFailure e) {
            throw unanswered(e);
        }
        if (answer.status() != 200) {
            throw refused(method, path, answer);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new ArgoCdException(
                    Kind.BROKEN,
                    true,
                    asked(method, path) + " was answered with something that is not JSON. Is " + server.url()
                            + " the address of an Argo CD server, with its path prefix?");
        }
    }

    private HttpCall call(String method, String path, @Nullable JsonNode body, @Nullable Secret bearer)
            throws HttpFailure {
        HttpCall call = HttpCall.of(method, base + path)
                .header("Accept", "application/json")
                .largestAnswer(LARGEST_ANSWER)
                .redirects(HttpCall.Redirects.NONE);
        if (server.certificates() != null) {
            call = call.trust(TlsTrust.authorities(server.certificates()));
        }
        if (bearer != null) {
            call = call.header("Authorization", "Bearer " + bearer.reveal());
        }
        return body == null
                ? call
                : call.header("Content-Type", "application/json")
                        .body(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ArgoCdException unanswered(HttpFailure failure) {
        Kind kind =
                switch (failure.reason()) {
                    case UNTRUSTED -> Kind.UNTRUSTED;
                    case UNREACHABLE, TIMED_OUT, BROKEN -> Kind.UNREACHABLE;
                    case REFUSED, TOO_LARGE -> Kind.BROKEN;
                };
        return new ArgoCdException(kind, failure.mayHaveArrived(), who() + ": " + failure.getMessage());
    }

    private ArgoCdException refused(String method, String path, HttpAnswer answer) {
        int status = answer.status();
        String said = said(answer.body());
        Kind kind = KINDS.getOrDefault(status, status < 500 ? Kind.REFUSED : Kind.BROKEN);
        if (kind == Kind.BROKEN && said.contains("error applying patch")) {
            kind = Kind.CONFLICT;
        }
        String advice =
                switch (kind) {
                    case UNAUTHORISED -> ". Check the token, or the user name and password, of this server.";
                    case FORBIDDEN ->
                        ". Either there is no such Application, or the account may not see or change it: it needs the"
                                + " permissions get, update and sync on applications.";
                    default -> "";
                };
        if (status >= 300 && status < 400) {
            advice = ". It sends callers to " + answer.header("location").orElse("another address")
                    + "; give the address of the API server itself.";
        }
        return new ArgoCdException(
                kind,
                status >= 500,
                asked(method, path) + " was answered with " + status + (said.isEmpty() ? "" : ": " + said) + advice);
    }

    /** What the answer says in words; empty where it says nothing that people can use. */
    private static String said(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            String message = answer.path("message").asText(answer.path("error").asText(""));
            String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
            return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
        } catch (IOException e) {
            return "";
        }
    }

    private String who() {
        return "Argo CD server '" + server.name() + "' (" + server.url() + ")";
    }

    private String asked(String method, String path) {
        return method + " " + path.replaceFirst("\\?.*", "").replaceFirst("^" + VERSION, "") + " at " + who();
    }
}
