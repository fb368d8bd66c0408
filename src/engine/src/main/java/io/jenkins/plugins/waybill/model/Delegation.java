package io.jenkins.plugins.waybill.model;

import java.time.Instant;

/**
 * Somebody's right to answer, lent to somebody else for a while. It cannot be lent on, and is not lost by lending.
 *
 * @param project where it holds
 * @param from who lends it, with what was known of them when they did
 * @param to who stands in
 * @param since when it was lent
 * @param until from when on it holds no more
 * @param reason such as a holiday; may be empty
 */
public record Delegation(String project, Identity from, Actor to, Instant since, Instant until, String reason) {

    /** One person has one substitute of a name; lending to them again replaces what was. */
    public String id() {
        return from.actor().name() + "/" + to.name();
    }

    /** Whether it holds at a moment. */
    public boolean holds(Instant now) {
        return now.isBefore(until);
    }
}
