package io.jenkins.plugins.waybill.git;

/** Git said no, or could not be reached; the message is for people and names the remote without credentials. */
public class GitException extends Exception {

    private final Kind kind;

    /** With a cause for the log. */
    public GitException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Without a cause. */
    public GitException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of trouble. */
    public Kind kind() {
        return kind;
    }

    /** Kinds of trouble that callers treat differently. */
    public enum Kind {
        /** No such repository, branch, tag or commit. */
        NOT_FOUND,
        /** Credentials are missing or wrong. */
        UNAUTHORISED,
        /** The remote refused: hook, protected branch, quota. */
        REFUSED,
        /** The changes contradict what is on the branch. */
        CONFLICT,
        /** Could not be reached, or broke off; may go away. */
        UNREACHABLE,
        /** This machine's disk or repository is in trouble. */
        LOCAL
    }
}
