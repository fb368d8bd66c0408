package io.jenkins.plugins.waybill.cloud;

import java.io.IOException;

/** A cloud gave no password; the message says which one, what for, why and what to do, and holds no secret. */
public final class CloudFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** The key or identity is wrong, or may not do this; repeating it does not help. */
        DENIED,
        /** The cloud was not reached. */
        UNREACHABLE,
        /** The cloud fails or wants fewer requests; may pass. */
        BROKEN
    }

    CloudFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
