package io.jenkins.plugins.waybill.warehouse;

import io.jenkins.plugins.waybill.model.Subscription;

/** One kind of thing to watch; the way to add another. Implementations are thread-safe. */
public interface SubscriptionSource {

    /** Whether a subscription is of this kind. */
    boolean watches(Subscription subscription);

    /**
     * What tells, together with the subscription itself, whether anything changed: equal answers mean equal results.
     * Costs one request.
     */
    String observe(String project, Subscription subscription) throws DiscoveryException;

    /** The candidates as of now. */
    SubscriptionResult discover(String project, Subscription subscription) throws DiscoveryException;
}
