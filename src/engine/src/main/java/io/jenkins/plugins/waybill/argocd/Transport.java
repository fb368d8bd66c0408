package io.jenkins.plugins.waybill.argocd;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.argocd.ArgoCdException.Kind;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange with the server: JSON there, JSON back, or what went wrong in words. The time limit covers the whole
 * answer, not only its beginning.
 */
final class Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_QUOTE = 300;

    /** Statuses of gateways that found nobody behind them, and of a server that starts or stops. */
    private static final Map<Integer, Kind> KINDS = Map.of(
            401, Kind.UNAUTHORISED,
            403, Kind.FORBIDDEN,
            404, Kind.NOT_FOUND,
            409, Kind.CONFLICT,
            429, Kind.BUSY,
            500, Kind.BROKEN,
            502, Kind.UNREACHABLE,
            503, Kind.UNREACHABLE,
            504, Kind.UNREACHABLE);

    private final ArgoServer server;
    private final String base;
    private final Duration timeout;
    private final HttpClient client;

    Transport(ArgoServer server, Duration timeout) throws ArgoCdException {
        this.server = server;
        this.base = server.url().toString().replaceAll("/+$", "") + "/api/v1";
        this.timeout = timeout;
        this.client = client(server);
    }

    private static HttpClient client(ArgoServer server) throws ArgoCdException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        if (server.certificates() != null) {
            try {
                client.sslContext(Certificates.trusting(server.certificates()));
            } catch (GeneralSecurityException | IOException e) {
                throw new ArgoCdException(
                        Kind.UNTRUSTED,
                        false,
                        "The certificates to trust for Argo CD server '" + server.name() + "' cannot be read: "
                                + e.getMessage() + ". Give them as PEM.");
            }
        }
        return client.build();
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer.reveal());
        }
        HttpResponse<byte[]> response = exchange(request.build(), method, path);
        if (response.statusCode() == 200) {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new ArgoCdException(
                        Kind.BROKEN,
                        true,
                        asked(method, path) + " was answered with something that is not JSON. Is " + server.url()
                                + " the address of an Argo CD server, with its path prefix?");
            }
        }
        throw refused(method, path, response);
    }

    /** Sends a request whose answer does not matter, and comes back at once. */
    void post(String method, String path, Secret bearer) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + bearer.reveal())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        CompletableFuture<?> answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                LOG.debug("{} was not answered: {}", asked(method, path), failure.toString());
            }
        });
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, String method, String path)
            throws ArgoCdException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ArgoCdException(
                    Kind.UNREACHABLE,
                    true,
                    asked(method, path) + " was not answered within " + timeout.toSeconds() + " s.");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw broken(method, path, e.getCause() == null ? e : e.getCause());
        }
    }

    private ArgoCdException broken(String method, String path, Throwable cause) {
        if (cause instanceof SSLException) {
            return new ArgoCdException(
                    Kind.UNTRUSTED,
                    false,
                    "The connection to " + who() + " is not secure: " + reason(cause)
                            + ". If its certificate comes from an authority of your own, give that to trust.");
        }
        boolean unsent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException;
        return new ArgoCdException(
                Kind.UNREACHABLE,
                !unsent,
                unsent
                        ? who() + " cannot be reached (" + reason(cause) + "). Check its address and that it runs."
                        : asked(method, path) + " failed: " + reason(cause) + ".");
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private ArgoCdException refused(String method, String path, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String said = said(response.body());
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
            advice = ". It sends callers to "
                    + response.headers().firstValue("location").orElse("another address")
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
        } catch (JsonProcessingException e) {
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    private String who() {
        return "Argo CD server '" + server.name() + "' (" + server.url() + ")";
    }

    private String asked(String method, String path) {
        return method + " " + path.replaceFirst("\\?.*", "") + " at " + who();
    }
}
