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
 */
public record SubscriptionResult(
        Subscription subscription, List<Artifacts> found, List<Candidate> explained, Map<String, GoObject> criteria) {

    public SubscriptionResult {
        found = List.copyOf(found);
        explained = List.copyOf(explained);
        criteria = Map.copyOf(criteria);
    }
}
