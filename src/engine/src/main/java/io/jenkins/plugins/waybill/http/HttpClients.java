package io.jenkins.plugins.waybill.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * A client, with connections of its own, per way out; so they are shared. Those that nobody uses make room for others.
 * Thread-safe.
 */
final class HttpClients {

    private static final int MOST = 24;

    /** Callers limit themselves; the pool is not what they wait for. */
    private static final int MOST_CONNECTIONS = 1_000;

    private static final int MOST_HEADERS = 1_000;
    private static final int LONGEST_LINE = 256 * 1024;

    /** Servers close connections that rest; after this time it is worth a millisecond to look whether one has. */
    private static final TimeValue FRESH = TimeValue.ofSeconds(1);

    private static final TimeValue SOON = TimeValue.ofSeconds(5);

    private static final HttpRequestInterceptor NO_UPGRADE = (request, body, context) -> {
        if (request.containsHeader(HttpHeaders.UPGRADE)) {
            request.removeHeaders(HttpHeaders.UPGRADE);
            request.setHeader(HttpHeaders.CONNECTION, "keep-alive");
        }
    };

    private final Map<Way, SharedClient> clients = new LinkedHashMap<>(MOST, 0.75f, true);

    /** With the proxy's password, so that nobody goes through a tunnel that somebody else's password opened. */
    private record Way(TlsTrust trust, @Nullable URI proxy, Reuse reuse) {}

    /**
     * When a connection is used again. A server may hang up on one that rests just when a request goes into it; a request
     * that only reads can be sent again, and nobody knows about the others.
     */
    private enum Reuse {
        READING,
        NEVER,
        /** Conversations of several requests, one soon after the other, as Git has them. */
        AT_ONCE
    }

    /**
     * The client for a call's way out, held until {@link SharedClient#close}.
     *
     * @param conversation whether it is one of several calls that belong together
     */
    synchronized SharedClient hold(HttpCall call, boolean conversation) throws HttpFailure {
        Way way = new Way(
                call.trust(), call.proxy(), conversation ? Reuse.AT_ONCE : call.isSafe() ? Reuse.READING : Reuse.NEVER);
        SharedClient known = clients.get(way);
        if (known == null) {
            known = make(way);
            clients.put(way, known);
            makeRoom(known);
        }
        known.hold();
        return known;
    }

    private void makeRoom(SharedClient newest) {
        List<SharedClient> eldest = new ArrayList<>(clients.values());
        for (SharedClient client : eldest) {
            if (clients.size() > MOST && client != newest && client.endIfUnused()) {
                clients.values().remove(client);
            }
        }
    }

    /** Closes connections that were not used for a while; answers whether there are any left. */
    synchronized boolean closeIdle(TimeValue idle) {
        boolean left = false;
        for (SharedClient client : clients.values()) {
            left |= client.closeIdle(idle);
        }
        return left;
    }

    synchronized int size() {
        return clients.size();
    }

    // From 5.4 on the socket factory has another name, which the versions that Jenkins carries do not know.
    @SuppressWarnings("deprecation")
    private static SharedClient make(Way way) throws HttpFailure {
        TlsTrust trust = way.trust();
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDnsResolver(new CheckedAddresses())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(way.reuse() == Reuse.READING ? FRESH : TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MOST_HEADERS)
                                .setMaxLineLength(LONGEST_LINE)
                                .build())
                        .build())
                .setSSLSocketFactory(new SSLConnectionSocketFactory(
                        trust.context(), trust.any() ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier()))
                .build();
        HttpClientBuilder client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setProxy(way.proxy() == null ? null : HttpUrl.server(way.proxy()))
                .setUserAgent("waybill")
                .addRequestInterceptorLast(NO_UPGRADE)
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .setConnectionReuseStrategy((request, response, context) -> way.reuse() != Reuse.NEVER
                        && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context))
                .setKeepAliveStrategy((response, context) -> way.reuse() == Reuse.AT_ONCE
                        ? SOON
                        : DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context))
                // Or the long list of public suffixes is read, which only cookies need.
                .setDefaultCookieSpecRegistry(name -> null);
        return new SharedClient(client.build(), connections);
    }

    /** Connections go to addresses that were looked at, and to no others. */
    private static final class CheckedAddresses implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return LinkLocal.check(host, InetAddress.getAllByName(host));
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return InetAddress.getByName(host).getCanonicalHostName();
        }
    }
}
