package io.jenkins.plugins.waybill.http;

import java.io.IOException;

/** A request without an answer; the message is for people and holds no query, password or header. */
public final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why there is no answer. */
    public enum Reason {
        /** The request itself is wrong or not allowed; repeating it cannot help. Nothing was sent. */
        REFUSED,
        /** No connection came about. Nothing was sent, so the request may be repeated whatever it does. */
        UNREACHABLE,
        /** The server's certificate is not trusted. Nothing was sent, and repeating it does not help by itself. */
        UNTRUSTED,
        /** The time was over; the server may have acted. */
        TIMED_OUT,
        /** The connection broke or the answer cannot be understood; the server may have acted. */
        BROKEN,
        /** The answer is larger than the caller takes; the server has acted. */
        TOO_LARGE
    }

    public HttpFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why there is no answer. */
    public Reason reason() {
        return reason;
    }

    /** False when it is certain that the server did not get the request. */
    public boolean mayHaveArrived() {
        return reason != Reason.REFUSED && reason != Reason.UNREACHABLE && reason != Reason.UNTRUSTED;
    }
}
