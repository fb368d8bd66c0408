package io.jenkins.plugins.waybill.warehouse;

/** One look at a source; used by one thread. */
public interface Observation {

    /**
     * What tells, together with the subscription itself, whether anything changed: equal to the one of an earlier look
     * means equal candidates. After {@link #candidates} it belongs to those.
     */
    String fingerprint();

    /** The candidates as of now, whatever an earlier look found. */
    SubscriptionResult candidates() throws DiscoveryException;
}
