package io.jenkins.plugins.waybill.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;

import io.jenkins.plugins.waybill.host.Network;
import org.jspecify.annotations.Nullable;

/** Sends requests and waits for their answers, never longer than they allow. Thread-safe. */
public final class HttpSender {

    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> REPEATING_REDIRECTS = Set.of(307, 308);

    /** Headers that belong to the connection; the client sets them itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "upgrade", "expect");

    private static final String TUNNEL_PROPERTY = "jdk.http.auth.tunneling.disabledSchemes";

    private static final HttpSender SHARED = new HttpSender();

    private final HttpClients clients = new HttpClients();
    private volatile Network network = Network.PLAIN;

    private HttpSender() {}

    /** The sender of this process: connections and threads are shared by all who use it. */
    public static HttpSender shared() {
        return SHARED;
    }

    /**
     * Sends a request and takes the answer, whatever its status.
     *
     * @throws HttpFailure when there is no answer, or none that is small and quick enough
     */
    public HttpAnswer send(HttpCall call) throws HttpFailure, InterruptedException {
        return follow(call, null);
    }

    /**
     * As {@link #send}, with the body of a successful answer (2xx) written to a file; that of another answer is in the
     * answer.
     *
     * @param file written anew; may be half written when this fails
     */
    public HttpAnswer save(HttpCall call, Path file) throws HttpFailure, InterruptedException {
        return follow(call, file);
    }

    /**
     * From now on requests of the whole process go out this way, except where a request has a proxy or a trust of its own;
     * certificates that are believed here are believed besides those.
     *
     * @throws HttpFailure when the certificates are none
     */
    public void use(Network way) throws HttpFailure {
        TlsTrust.authorities(way.authorities()).context();
        network = way;
    }

    /** How requests go out. */
    public Network network() {
        return network;
    }

    private HttpCall outward(HttpCall call) {
        Network way = network;
        return new HttpCall(
                call.method(),
                call.uri(),
                call.headers(),
                call.body(),
                call.timeout(),
                call.largestAnswer(),
                call.trust().and(way.authorities()),
                call.proxy() == null ? way.proxyTo(call.uri().getHost()).orElse(null) : call.proxy(),
                call.redirects());
    }

    int clients() {
        return clients.size();
    }

    private HttpAnswer follow(HttpCall original, @Nullable Path file) throws HttpFailure, InterruptedException {
        long deadline = System.nanoTime() + original.timeout().toNanos();
        HttpCall call = original;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpAnswer answer = exchange(outward(call), original, file, deadline);
            Optional<String> location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty() || !follows(call)) {
                return answer;
            }
            call = redirected(call, answer.status(), location.get());
        }
        throw new HttpFailure(
                HttpFailure.Reason.BROKEN, original + " was redirected more than " + MOST_REDIRECTS + " times.");
    }

    private static boolean follows(HttpCall call) {
        return switch (call.redirects()) {
            case NONE -> false;
            case SAFE -> isSafe(call);
            case ALL -> true;
        };
    }

    private static boolean isSafe(HttpCall call) {
        return call.method().equals("GET") || call.method().equals("HEAD");
    }

    private static HttpCall redirected(HttpCall call, int status, String location) throws HttpFailure {
        URI target;
        try {
            target = HttpUrl.parse(call.uri().resolve(new URI(location)).toString());
        } catch (URISyntaxException | IllegalArgumentException | HttpFailure e) {
            throw new HttpFailure(
                    HttpFailure.Reason.BROKEN,
                    call + " was redirected with status " + status + " to '" + HttpUrl.shown(location)
                            + "', which is no http or https URL. The server's configuration is at fault.");
        }
        boolean same = isSafe(call) || REPEATING_REDIRECTS.contains(status);
        return new HttpCall(
                same ? call.method() : "GET",
                target,
                HttpUrl.sameServer(call.uri(), target) ? call.headers() : List.of(),
                same ? call.body() : null,
                call.timeout(),
                call.largestAnswer(),
                call.trust(),
                call.proxy(),
                call.redirects());
    }

    private HttpAnswer exchange(HttpCall call, HttpCall original, @Nullable Path file, long deadline)
            throws HttpFailure, InterruptedException {
        refuseLinkLocal(call);
        HttpClient client = clients.client(call.trust(), call.proxy());
        AtomicReference<@Nullable AnswerBody> body = new AtomicReference<>();
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(request(call), head -> {
            AnswerBody taken = new AnswerBody(
                    HttpUrl.shown(call.uri().toString()),
                    call.largestAnswer(),
                    call.method().equals("HEAD")
                            ? -1
                            : head.headers().firstValueAsLong("Content-Length").orElse(-1),
                    head.statusCode() / 100 == 2 ? file : null);
            body.set(taken);
            return taken;
        });
        try {
            HttpResponse<byte[]> response = pending.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new HttpAnswer(
                    call.uri(), response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            abandon(pending, body.get());
            throw new HttpFailure(
                    HttpFailure.Reason.TIMED_OUT,
                    call + " was not answered completely within " + seconds(original.timeout()) + ".");
        } catch (InterruptedException e) {
            abandon(pending, body.get());
            throw e;
        } catch (ExecutionException e) {
            throw failure(call, original, e.getCause() == null ? e : e.getCause());
        }
    }

    private static void abandon(CompletableFuture<?> pending, @Nullable AnswerBody body) {
        pending.cancel(true);
        if (body != null) {
            body.cancel();
        }
    }

    private static HttpRequest request(HttpCall call) throws HttpFailure {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(call.uri()).method(call.method(), publisher(call.body()));
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(HttpFailure.Reason.REFUSED, call + " cannot be sent: " + e.getMessage() + ".");
        } catch (FileNotFoundException e) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED, call + " cannot be sent: the file to send is not there any more.");
        }
        for (HttpCall.Header header : call.headers()) {
            if (!OF_THE_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT))) {
                try {
                    request.header(header.name(), header.value());
                } catch (IllegalArgumentException e) {
                    throw new HttpFailure(
                            HttpFailure.Reason.REFUSED,
                            call + " cannot be sent: the name or value of the header '"
                                    + header.name().replaceAll("\\p{Cntrl}", "?")
                                    + "' has characters that headers may not have, such as a line break.");
                }
            }
        }
        authenticate(call, request);
        return request.build();
    }

    private static HttpRequest.BodyPublisher publisher(HttpCall.@Nullable Body body) throws FileNotFoundException {
        if (body instanceof HttpCall.Body.Bytes memory && memory.bytes().length > 0) {
            return HttpRequest.BodyPublishers.ofByteArray(memory.bytes());
        }
        return body instanceof HttpCall.Body.File file
                ? HttpRequest.BodyPublishers.ofFile(file.path())
                : HttpRequest.BodyPublishers.noBody();
    }

    /** An authenticator would take the caller's own {@code Authorization} away, so the proxy's is a header too. */
    private static void authenticate(HttpCall call, HttpRequest.Builder request) throws HttpFailure {
        URI proxy = call.proxy();
        if (proxy == null || proxy.getUserInfo() == null) {
            return;
        }
        if ("https".equalsIgnoreCase(call.uri().getScheme())
                && Optional.ofNullable(System.getProperty(TUNNEL_PROPERTY))
                        .orElse("Basic")
                        .toLowerCase(Locale.ROOT)
                        .contains("basic")) {
            throw new HttpFailure(
                    HttpFailure.Reason.REFUSED,
                    "The Java runtime gives the proxy " + proxy.getHost()
                            + " no password for https servers, unless it is started with -D" + TUNNEL_PROPERTY
                            + "= (with nothing behind the equals sign).");
        }
        request.header(
                "Proxy-Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString(proxy.getUserInfo().getBytes(StandardCharsets.UTF_8)));
    }

    private static void refuseLinkLocal(HttpCall call) throws HttpFailure {
        if (call.proxy() != null) {
            LinkLocal.refuse(call.proxy().getHost(), "The proxy", false);
        }
        LinkLocal.refuse(call.uri().getHost(), "The host", goesThroughProxy(call));
    }

    private static boolean goesThroughProxy(HttpCall call) {
        ProxySelector usual = ProxySelector.getDefault();
        return call.proxy() != null
                || usual != null
                        && usual.select(call.uri()).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private static HttpFailure failure(HttpCall call, HttpCall original, Throwable cause) {
        if (cause instanceof HttpFailure known) {
            return known;
        }
        if (cause.getCause() instanceof HttpFailure known) {
            return known;
        }
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNREACHABLE,
                    call + " failed: no connection to "
                            + (call.proxy() == null
                                    ? call.uri().getHost()
                                    : "the proxy " + call.proxy().getHost())
                            + " (" + words(cause) + ").");
        }
        if (cause instanceof SSLHandshakeException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNTRUSTED,
                    call + " failed: no trusted TLS connection to " + call.uri().getHost() + " (" + words(cause)
                            + "). Have its certificate mended, or let Waybill or its Java runtime trust the"
                            + " authority that issued it.");
        }
        return new HttpFailure(HttpFailure.Reason.BROKEN, original + " failed: " + words(cause) + ".");
    }

    private static String words(Throwable cause) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().isBlank() && !(at.getCause() instanceof IOException)) {
                return at.getMessage();
            }
        }
        return cause instanceof ConnectException
                ? "connection refused"
                : cause.getClass().getSimpleName();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
