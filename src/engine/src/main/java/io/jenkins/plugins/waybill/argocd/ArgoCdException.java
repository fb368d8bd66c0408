package io.jenkins.plugins.waybill.argocd;

/** Argo CD did not do what it was asked to; the message tells people which server, what was asked and what to do. */
public final class ArgoCdException extends Exception {

    private final Kind kind;
    private final boolean arrived;

    ArgoCdException(Kind kind, boolean arrived, String message) {
        super(message);
        this.kind = kind;
        this.arrived = arrived;
    }

    /** What kind of trouble it is. */
    public enum Kind {
        /** The server, or what is behind its gateway, gave no answer (in time). */
        UNREACHABLE,
        /** TLS: its certificate is not trusted. */
        UNTRUSTED,
        /** It does not accept the credential (401). */
        UNAUTHORISED,
        /** The account may not do that, or there is no such Application; Argo CD does not tell which (403). */
        FORBIDDEN,
        /** There is no such thing (404). */
        NOT_FOUND,
        /** Somebody else changed the thing in the meantime (409, or a patch that no longer fits). */
        CONFLICT,
        /** Too many requests (429). */
        BUSY,
        /** Not in the state that things are in, or a bad request (other 4xx). */
        REFUSED,
        /** It failed, or its answer cannot be read (500). */
        BROKEN
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** True when asking again later may well succeed without anybody doing something. */
    public boolean passes() {
        return kind == Kind.UNREACHABLE || kind == Kind.BUSY;
    }

    /** True when the server may have done what was asked although no answer says so. */
    public boolean mayHaveArrived() {
        return arrived;
    }
}
