package io.jenkins.plugins.waybill.engine;

import java.time.Duration;

/**
 * How long something took.
 *
 * @param kind what
 * @param duration from the asking to the end, waiting included
 * @param failed whether it came to nothing
 */
public record Timing(Kind kind, Duration duration, boolean failed) {

    /** What takes its time. */
    public enum Kind {
        /** Asking all sources of a Warehouse. */
        DISCOVERY,
        /** Making a change durable. */
        STORE_COMMIT
    }
}
