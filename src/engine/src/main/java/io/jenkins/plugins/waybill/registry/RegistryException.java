package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A registry did not give what was asked; the message says who, what, why and what to do, and holds no secret. */
public final class RegistryException extends IOException {

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    /** Why. */
    public enum Reason {
        /** The address cannot be one of a registry. */
        INVALID_NAME,
        /** No access: 401 or 403. */
        DENIED,
        /** There is no such repository, tag or blob: 404. */
        NOT_FOUND,
        /** Asked too often: 429. */
        RATE_LIMITED,
        /** No connection: DNS, refused, TLS, timeout. */
        UNREACHABLE,
        /** The server fails or its answer broke off; may pass. */
        BROKEN,
        /** The answer is not what the protocol says, or too large; will not pass by itself. */
        INVALID_ANSWER
    }

    RegistryException(Reason reason, String message) {
        this(reason, message, null);
    }

    RegistryException(Reason reason, String message, @Nullable Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The same with what else was tried. */
    RegistryException and(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        RegistryException longer =
                new RegistryException(reason, getMessage() + " " + String.join(" ", more), retryAfter);
        longer.initCause(this);
        return longer;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** How long the registry wants to be left alone; empty when it did not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
