package io.jenkins.plugins.waybill.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * An answer whose body is read as it comes; it keeps a connection until it is closed. Interrupting the thread that asked
 * ends it.
 */
public final class HttpStream implements AutoCloseable {

    private final HttpAnswer head;
    private final HttpFailures failures;
    private final ClassicHttpResponse response;
    private final HttpUriRequestBase request;
    private final AutoCloseable held;
    private boolean ended;

    HttpStream(
            HttpAnswer head,
            HttpFailures failures,
            ClassicHttpResponse response,
            HttpUriRequestBase request,
            AutoCloseable held) {
        this.head = head;
        this.failures = failures;
        this.response = response;
        this.request = request;
        this.held = held;
    }

    /** 200 and so on. */
    public int status() {
        return head.status();
    }

    /** By name, in whatever case. */
    public Map<String, List<String>> headers() {
        return head.headers();
    }

    /** The body; what fails in it is an {@link HttpFailure}. */
    public InputStream body() throws HttpFailure {
        try {
            return response.getEntity() == null
                    ? InputStream.nullInputStream()
                    : new Body(response.getEntity().getContent());
        } catch (IOException e) {
            throw failures.of(e);
        }
    }

    /** Gives the connection back, or closes it when there is more to come. */
    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            // Or it would be read to its end.
            request.cancel();
            try (held;
                    response) {
                // Nothing is left to do.
            } catch (Exception e) {
                // The caller has all that it wanted.
            }
        }
    }

    private final class Body extends FilterInputStream {

        Body(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw failures.of(e);
            }
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (IOException e) {
                throw failures.of(e);
            }
        }

        @Override
        public void close() {
            HttpStream.this.close();
        }
    }
}
