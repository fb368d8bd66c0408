package io.jenkins.plugins.waybill.store;

/** The database cannot be reached for the moment; the message says why, and what could help. */
final class ConnectionLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConnectionLost(String message, Throwable cause) {
        super(message, cause);
    }
}
