package io.jenkins.plugins.waybill.webhook;

/** A webhook that is not taken; the message may be read by whoever sent it. */
final class Rejection extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    Rejection(int status, String message) {
        super(message);
        this.status = status;
    }

    static Rejection unauthorised(String what) {
        return new Rejection(401, what);
    }

    static Rejection unsupported(String what) {
        return new Rejection(400, what);
    }

    /** The HTTP status to answer. */
    int status() {
        return status;
    }
}
