package io.jenkins.plugins.waybill.http;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A client of the Java runtime per way out. Each has a thread and connections of its own, so they are shared; those that
 * were not used for long are let go, and end when their last request does. Thread-safe.
 */
final class HttpClients {

    private static final int MOST = 16;
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Map<Way, HttpClient> clients = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, HttpClient> eldest) {
            return size() > MOST;
        }
    };

    private record Way(TlsTrust trust, @Nullable InetSocketAddress proxy) {}

    synchronized HttpClient client(TlsTrust trust, @Nullable URI proxy) throws HttpFailure {
        Way way = new Way(
                trust, proxy == null ? null : InetSocketAddress.createUnresolved(proxy.getHost(), HttpUrl.port(proxy)));
        HttpClient known = clients.get(way);
        if (known == null) {
            known = make(way);
            clients.put(way, known);
        }
        return known;
    }

    synchronized int size() {
        return clients.size();
    }

    private static HttpClient make(Way way) throws HttpFailure {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(way.trust().context());
        if (way.proxy() != null) {
            client.proxy(ProxySelector.of(way.proxy()));
        }
        return client.build();
    }
}
