package io.jenkins.plugins.waybill.api;

/** What the API lets people do; each route names one. */
public enum Permission {
    /** See the project and everything in it. */
    VIEW,
    /** Ask for promotions and roll back. */
    PROMOTE,
    /** Stop a promotion. */
    ABORT,
    /** Answer a promotion that waits for approval. */
    APPROVE,
    /** Clear Freight for a Stage, whatever verification and soak time say, and open gates by force. */
    OVERRIDE,
    /** Let promotions start although the promotion windows forbid it. */
    OVERRIDE_WINDOW,
    /** Verify again what a Stage runs, and end a verification. */
    VERIFY,
    /** Make and rename Freight, and run discovery now. */
    MANAGE
}
