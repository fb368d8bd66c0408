package io.jenkins.plugins.waybill.warehouse;

/** A source could not be asked, or a rule could not be applied; the message says which, why, and what to do. */
public final class DiscoveryException extends Exception {

    /** With a message for people. */
    public DiscoveryException(String message) {
        super(message);
    }

    /** With a cause for the log. */
    public DiscoveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
