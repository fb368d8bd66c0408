package io.jenkins.plugins.waybill.warehouse;

import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.expression.GoObject;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Subscription;

/**
 * What a source has for one subscription.
 *
 * @param subscription what was asked
 * @param found the candidates that were taken, best first; each alone in an {@link Artifacts}
 * @param explained all that was looked at
 * @param criteria what {@code commitFrom()} and the like give for the best one; empty when nothing was found
 * @param note for people, about who told it where that is not as written: a mirror; else empty
 */
public record SubscriptionResult(
        Subscription subscription,
        List<Artifacts> found,
        List<Candidate> explained,
        Map<String, GoObject> criteria,
        String note) {

    public SubscriptionResult {
        found = List.copyOf(found);
        explained = List.copyOf(explained);
        criteria = Map.copyOf(criteria);
    }

    /** Told by the source itself. */
    public SubscriptionResult(
            Subscription subscription,
            List<Artifacts> found,
            List<Candidate> explained,
            Map<String, GoObject> criteria) {
        this(subscription, found, explained, criteria, "");
    }

    /** With a note. */
    public SubscriptionResult noting(String words) {
        return new SubscriptionResult(subscription, found, explained, criteria, words);
    }

    /** What was asked and who told, for people. */
    public String source() {
        return Subscriptions.describe(subscription) + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
