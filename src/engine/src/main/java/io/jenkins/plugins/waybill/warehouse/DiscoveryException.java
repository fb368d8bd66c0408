package io.jenkins.plugins.waybill.warehouse;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A source could not be asked, or a rule could not be applied; the message says which, why, and what to do. */
public final class DiscoveryException extends Exception {

    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    /** With a message for people. */
    public DiscoveryException(String message) {
        super(message);
        retryAfter = null;
    }

    /** With a cause for the log. */
    public DiscoveryException(String message, Throwable cause) {
        super(message, cause);
        retryAfter = null;
    }

    /** With the pause that the source wants. */
    public DiscoveryException(String message, Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the source wants to be left alone; empty when it did not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
