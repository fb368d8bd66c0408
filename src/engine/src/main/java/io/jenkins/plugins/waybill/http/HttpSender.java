package io.jenkins.plugins.waybill.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.waybill.host.Network;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/** Sends requests and waits for their answers, never longer than they allow. Thread-safe. */
public final class HttpSender {

    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> REPEATING_REDIRECTS = Set.of(307, 308);

    /** Servers rarely keep a connection longer. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private static final HttpSender SHARED = new HttpSender();

    private final HttpClients clients = new HttpClients();
    private final Exchange exchange = new Exchange(clients, new FlightWatch(() -> clients.closeIdle(IDLE)));
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
     * Sends a request and gives its answer, whatever its status, before the body is there. Redirects are not followed, and
     * the call's timeout is for each silence of the server; its limit for the answer does not count.
     *
     * @throws HttpFailure when there is no answer
     */
    public HttpStream open(HttpCall call) throws HttpFailure, InterruptedException {
        HttpCall outward = outward(call);
        refuseBehindProxy(outward);
        return exchange.open(outward, call);
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
                proxy(call, way),
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
            case SAFE -> call.isSafe();
            case ALL -> true;
        };
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
        boolean same = call.isSafe() || REPEATING_REDIRECTS.contains(status);
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
        refuseBehindProxy(call);
        return exchange.run(call, original, file, deadline);
    }

    private static void refuseBehindProxy(HttpCall call) throws HttpFailure {
        if (call.proxy() != null) {
            LinkLocal.refuseBehindProxy(HttpUrl.host(call.uri()));
        }
    }

    private static @Nullable URI proxy(HttpCall call, Network way) {
        return call.proxy() == null
                ? way.proxyTo(call.uri().getHost()).orElseGet(() -> proxyOfTheRuntime(call.uri()))
                : call.proxy();
    }

    private static @Nullable URI proxyOfTheRuntime(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        for (Proxy proxy : selector.select(uri)) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                return URI.create("http://" + address.getHostString() + ":" + address.getPort());
            }
        }
        return null;
    }
}
