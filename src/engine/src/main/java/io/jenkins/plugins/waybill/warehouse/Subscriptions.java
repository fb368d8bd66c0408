package io.jenkins.plugins.waybill.warehouse;

import io.jenkins.plugins.waybill.model.Subscription;

/** Subscriptions in words. */
final class Subscriptions {

    private Subscriptions() {}

    static String describe(Subscription subscription) {
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
}
