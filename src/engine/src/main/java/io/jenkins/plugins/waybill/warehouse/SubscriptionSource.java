package io.jenkins.plugins.waybill.warehouse;

import io.jenkins.plugins.waybill.model.Subscription;

/** One kind of thing to watch; the way to add another. Implementations are thread-safe. */
public interface SubscriptionSource {

    /** Whether a subscription is of this kind. */
    boolean watches(Subscription subscription);

    /**
     * Looks at what a subscription watches; costs a request or two.
     *
     * @param before the fingerprint of the last look that was followed up; empty for none
     */
    Observation observe(String project, Subscription subscription, String before) throws DiscoveryException;
}
