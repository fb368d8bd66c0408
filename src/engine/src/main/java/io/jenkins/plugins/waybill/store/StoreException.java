package io.jenkins.plugins.waybill.store;

/** The state could not be read or kept; the message says where and what to do. */
public final class StoreException extends RuntimeException {

    /** With what the database or the file system said. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public StoreException(String message) {
        super(message);
    }
}
