package io.jenkins.plugins.waybill.http;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/** A client that several callers hold at once; it ends only when nobody does. Thread-safe. */
final class SharedClient implements AutoCloseable {

    private final CloseableHttpClient client;
    private final PoolingHttpClientConnectionManager connections;
    private int holders;

    SharedClient(CloseableHttpClient client, PoolingHttpClientConnectionManager connections) {
        this.client = client;
        this.connections = connections;
    }

    /** What sends. */
    CloseableHttpClient client() {
        return client;
    }

    synchronized void hold() {
        holders++;
    }

    /** Lets it go. */
    @Override
    public synchronized void close() {
        holders--;
    }

    synchronized boolean endIfUnused() {
        if (holders > 0) {
            return false;
        }
        client.close(CloseMode.GRACEFUL);
        return true;
    }

    boolean closeIdle(TimeValue idle) {
        connections.closeIdle(idle);
        return connections.getTotalStats().getAvailable()
                        + connections.getTotalStats().getLeased()
                > 0;
    }
}
