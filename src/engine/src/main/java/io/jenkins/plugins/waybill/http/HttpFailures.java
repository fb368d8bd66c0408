package io.jenkins.plugins.waybill.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.message.StatusLine;
import org.jspecify.annotations.Nullable;

/** What went wrong with a call, in words. */
record HttpFailures(HttpCall call, HttpCall original) {

    HttpFailure late() {
        return new HttpFailure(
                HttpFailure.Reason.TIMED_OUT,
                call + " was not answered completely within " + seconds(original.timeout()) + ".");
    }

    /** A proxy's answer instead of the server's. */
    static final class RefusedByProxy extends IOException {

        private static final long serialVersionUID = 1;

        RefusedByProxy(HttpResponse response) {
            super("CONNECT refused by proxy: " + new StatusLine(response));
        }
    }

    // Newer versions of the client throw no TunnelRefusedException, and call it deprecated.
    @SuppressWarnings("deprecation")
    HttpFailure of(IOException cause) {
        if (cause instanceof HttpFailure known) {
            return known;
        }
        if (cause instanceof LinkLocal.Refused refused) {
            return LinkLocal.failure(refused, next(), call.proxy() != null);
        }
        if (cause instanceof UnknownHostException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNREACHABLE,
                    (call.proxy() == null ? "The host " : "The proxy ") + next()
                            + " is not known. Check the name, and that it resolves on this machine.");
        }
        if (cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof NoRouteToHostException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNREACHABLE,
                    call + " failed: no connection to " + (call.proxy() == null ? "" : "the proxy ") + next() + " ("
                            + why(cause) + ").");
        }
        if (cause instanceof RefusedByProxy || cause.getCause() instanceof TunnelRefusedException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNREACHABLE,
                    call + " failed: the proxy " + next() + " does not lead there (" + words(cause)
                            + "). Check what it allows, and the user and password it wants.");
        }
        if (cause instanceof SSLHandshakeException && cause.getCause() instanceof EOFException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNREACHABLE,
                    call + " failed: " + call.uri().getHost()
                            + " hung up during the TLS handshake. Check that it speaks" + " TLS at that port.");
        }
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
            return new HttpFailure(
                    HttpFailure.Reason.UNTRUSTED,
                    call + " failed: no trusted TLS connection to " + call.uri().getHost() + " (" + words(cause)
                            + "). Have its certificate mended, or let Waybill or its Java runtime trust the"
                            + " authority that issued it.");
        }
        if (cause instanceof SocketTimeoutException) {
            return late();
        }
        return new HttpFailure(HttpFailure.Reason.BROKEN, original + " failed: " + words(cause) + ".");
    }

    /** Whom this machine itself connects to. */
    private String next() {
        return HttpUrl.host(call.proxy() == null ? call.uri() : call.proxy());
    }

    private static String why(IOException cause) {
        return cause instanceof ConnectTimeoutException
                ? "no answer"
                : String.valueOf(cause.getMessage())
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains("refused")
                        ? "connection refused"
                        : words(cause);
    }

    private static String words(Throwable cause) {
        if (cause instanceof NoHttpResponseException) {
            return "the server hung up without an answer";
        }
        if (cause instanceof ConnectionClosedException) {
            return "the connection was closed in the middle of the answer";
        }
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().isBlank() && !(at.getCause() instanceof IOException)) {
                return at.getMessage();
            }
        }
        return cause.getClass().getSimpleName();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
