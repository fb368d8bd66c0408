package io.jenkins.plugins.waybill.warehouse;

import io.jenkins.plugins.waybill.model.Subscription;

/** Subscriptions in words. */
public final class Subscriptions {

    private Subscriptions() {}

    /** What it watches, for messages; without a password that stands in an address. */
    public static String describe(Subscription subscription) {
        return named(subscription).replaceFirst("(https?://)[^/@]*@", "$1");
    }

    private static String named(Subscription subscription) {
        if (subscription instanceof Subscription.Git git) {
            return "Git repository " + git.repoUrl();
        }
        if (subscription instanceof Subscription.ContainerImage image) {
            return "image repository " + image.repoUrl();
        }
        if (subscription instanceof Subscription.HelmChart chart) {
            return "chart " + (chart.repoUrl() + " " + chart.chartName()).strip();
        }
        return "'" + ((Subscription.Generic) subscription).type() + "' " + subscription.name();
    }

    /**
     * Refuses a field that would have narrowed the choice in an earlier Kargo: without it, anything might be chosen.
     *
     * @param field empty for none
     */
    public static void refuseRemoved(String field) throws DiscoveryException {
        if (!field.isEmpty()) {
            throw new DiscoveryException("'" + field + "' is not read any more, as in Kargo. Use '" + field
                    + "Regexes', a list of regular expressions.");
        }
    }
}
