package io.jenkins.plugins.waybill.webhook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.NameFilter;
import io.jenkins.plugins.waybill.warehouse.VersionFilter;
import io.jenkins.plugins.waybill.warehouse.git.PathFilter;

/**
 * Whether an event can bring a Warehouse anything. A rule that cannot be applied lets everything through: the refresh
 * then says what is wrong with it.
 */
final class WarehouseMatch {

    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";
    private static final Set<String> USUAL_DEFAULTS = Set.of("main", "master");

    private WarehouseMatch() {}

    /** Whether the Warehouse should be asked to look. */
    static boolean concerns(Warehouse warehouse, WebhookEvent event) {
        return warehouse.subscriptions().stream().anyMatch(subscription -> {
            try {
                return concerns(subscription, event);
            } catch (DiscoveryException e) {
                return true;
            }
        });
    }

    /** The addresses that a Warehouse subscribes to, normalised. */
    static Set<String> subscribed(Warehouse warehouse) {
        Set<String> urls = new LinkedHashSet<>();
        for (Subscription subscription : warehouse.subscriptions()) {
            if (subscription instanceof Subscription.Git git) {
                urls.add(RepositoryUrl.normaliseGit(git.repoUrl()));
            } else if (subscription instanceof Subscription.ContainerImage image) {
                urls.add(RepositoryUrl.normaliseImage(image.repoUrl()));
            } else if (subscription instanceof Subscription.HelmChart chart) {
                urls.add(RepositoryUrl.normaliseChart(chart.repoUrl()));
            }
        }
        return urls;
    }

    private static boolean concerns(Subscription subscription, WebhookEvent event) throws DiscoveryException {
        if (event instanceof WebhookEvent.Push push && subscription instanceof Subscription.Git git) {
            return push.repositories().contains(RepositoryUrl.normaliseGit(git.repoUrl())) && concerns(git, push);
        }
        if (event instanceof WebhookEvent.Artifact pushed) {
            if (subscription instanceof Subscription.ContainerImage image) {
                return pushed.repositories().contains(RepositoryUrl.normaliseImage(image.repoUrl()))
                        && concerns(image, pushed.tags());
            }
            if (subscription instanceof Subscription.HelmChart chart) {
                return pushed.repositories().contains(RepositoryUrl.normaliseChart(chart.repoUrl()))
                        && anyVersion(pushed.tags(), VersionFilter.of(false, chart.semverConstraint()));
            }
        }
        return false;
    }

    private static boolean concerns(Subscription.Git git, WebhookEvent.Push push) throws DiscoveryException {
        boolean ref =
                switch (git.strategy()) {
                    case NEWEST_FROM_BRANCH -> push.ref().startsWith(BRANCH) && branch(git, push);
                    case SEMVER ->
                        tag(git, push)
                                && VersionFilter.of(git.strictSemvers(), git.semverConstraint())
                                        .objection(push.ref().substring(TAG.length()))
                                        .isEmpty();
                    case LEXICAL, NEWEST_TAG -> tag(git, push);
                };
        return ref
                && (push.paths().isEmpty()
                        || git.strategy() != Subscription.CommitSelection.NEWEST_FROM_BRANCH
                        || paths(git, push.paths().get()));
    }

    private static boolean paths(Subscription.Git git, Set<String> paths) throws DiscoveryException {
        boolean open = git.includePaths().isEmpty() && git.excludePaths().isEmpty();
        return open || PathFilter.of(git.includePaths(), git.excludePaths()).admits(paths);
    }

    private static boolean branch(Subscription.Git git, WebhookEvent.Push push) {
        String pushed = push.ref().substring(BRANCH.length());
        if (!git.branch().isEmpty()) {
            return git.branch().equals(pushed);
        }
        return push.defaultBranch().isEmpty()
                ? USUAL_DEFAULTS.contains(pushed)
                : push.defaultBranch().equals(pushed);
    }

    private static boolean tag(Subscription.Git git, WebhookEvent.Push push) throws DiscoveryException {
        return push.ref().startsWith(TAG)
                && NameFilter.of(git.allowTagsRegexes(), git.ignoreTagsRegexes())
                        .objection(push.ref().substring(TAG.length()))
                        .isEmpty();
    }

    private static boolean concerns(Subscription.ContainerImage image, List<String> tags) throws DiscoveryException {
        if (tags.isEmpty()) {
            return true;
        }
        if (image.strategy() == Subscription.ImageSelection.DIGEST) {
            return tags.contains(image.constraint());
        }
        NameFilter names = NameFilter.of(image.allowTagsRegexes(), image.ignoreTagsRegexes());
        List<String> named =
                tags.stream().filter(tag -> names.objection(tag).isEmpty()).toList();
        return image.strategy() == Subscription.ImageSelection.SEMVER
                ? !named.isEmpty() && anyVersion(named, VersionFilter.of(image.strictSemvers(), image.constraint()))
                : !named.isEmpty();
    }

    private static boolean anyVersion(List<String> tags, VersionFilter versions) {
        return tags.isEmpty()
                || tags.stream().anyMatch(tag -> versions.objection(tag).isEmpty());
    }
}
