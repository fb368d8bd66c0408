package io.jenkins.plugins.waybill.engine;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;

/**
 * Whether artifacts are what a Warehouse subscribes to: one of each subscription and nothing else.
 * Generic artifacts are not compared.
 */
final class ArtifactMatch {

    private ArtifactMatch() {}

    /** What is wrong, in sentences; empty when all is well. */
    static List<String> faults(Warehouse warehouse, Artifacts artifacts) {
        List<String> faults = new ArrayList<>();
        if (artifacts.isEmpty()) {
            faults.add("Freight must pin at least one artifact.");
            return faults;
        }
        List<String> wanted = warehouse.subscriptions().stream()
                .filter(subscription -> !(subscription instanceof Subscription.Generic))
                .map(ArtifactMatch::key)
                .toList();
        List<String> given = given(artifacts);
        for (String key : wanted) {
            long count = given.stream().filter(key::equals).count();
            if (count != 1) {
                faults.add("Warehouse '" + warehouse.name() + "' subscribes to " + key + ", but "
                        + (count == 0 ? "none" : count) + " of it is given.");
            }
        }
        given.stream()
                .filter(key -> !wanted.contains(key))
                .distinct()
                .forEach(key -> faults.add("Warehouse '" + warehouse.name() + "' does not subscribe to " + key + "."));
        return faults;
    }

    private static String key(Subscription subscription) {
        if (subscription instanceof Subscription.Git git) {
            return "repository " + RepositoryUrl.normaliseGit(git.repoUrl());
        }
        if (subscription instanceof Subscription.ContainerImage image) {
            return "image " + image.repoUrl();
        }
        if (subscription instanceof Subscription.HelmChart chart) {
            return chart(chart.repoUrl(), chart.chartName());
        }
        return subscription.name();
    }

    private static List<String> given(Artifacts artifacts) {
        List<String> keys = new ArrayList<>();
        artifacts.commits().forEach(commit -> keys.add("repository " + RepositoryUrl.normaliseGit(commit.repoUrl())));
        artifacts.images().forEach(image -> keys.add("image " + image.repoUrl()));
        artifacts.charts().forEach(chart -> keys.add(chart(chart.repoUrl(), chart.name())));
        return keys;
    }

    private static String chart(String repoUrl, String name) {
        return "chart " + RepositoryUrl.normaliseChart(repoUrl) + (name.isEmpty() ? "" : "/" + name);
    }
}
