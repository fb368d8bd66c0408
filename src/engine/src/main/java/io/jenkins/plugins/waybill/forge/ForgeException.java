package io.jenkins.plugins.waybill.forge;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A forge said no or could not be asked. The message is for people, says what to do, and holds no secret. */
public final class ForgeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    ForgeException(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    ForgeException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** What kind of trouble. */
    public Kind kind() {
        return kind;
    }

    /** When the forge wants to be asked again; null when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Kinds of trouble that callers treat differently. */
    public enum Kind {
        /** Credentials are missing, wrong, or not enough. */
        UNAUTHORISED,
        /** No such repository or pull request, or not for these credentials. */
        NOT_FOUND,
        /** The forge understood and said no. */
        REFUSED,
        /** Too many requests; see {@link #retryAfter()}. */
        RATE_LIMITED,
        /** Could not be reached, or broke down; nothing was changed. May go away. */
        UNREACHABLE,
        /** Broke off after a request that changes something was sent: it may have been carried out. */
        UNCERTAIN,
        /** The address or the provider in the manifest is not one that can be asked. */
        MISCONFIGURED
    }
}
