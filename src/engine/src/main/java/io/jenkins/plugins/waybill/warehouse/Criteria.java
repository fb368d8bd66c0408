package io.jenkins.plugins.waybill.warehouse;

import java.util.List;

import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.model.Subscription;
import org.jspecify.annotations.Nullable;

/** What {@code freightCreationCriteria} may ask about the best candidate of each subscription. */
final class Criteria {

    private Criteria() {}

    static Scope scope(List<SubscriptionResult> results) {
        return Scope.builder()
                .function(
                        "commitFrom",
                        arguments -> find(
                                results,
                                "commitFrom",
                                subscription -> subscription instanceof Subscription.Git git
                                        && RepositoryUrl.normaliseGit(git.repoUrl())
                                                .equals(RepositoryUrl.normaliseGit(text("commitFrom", arguments, 0)))))
                .function(
                        "imageFrom",
                        arguments -> find(
                                results,
                                "imageFrom",
                                subscription -> subscription instanceof Subscription.ContainerImage image
                                        && RepositoryUrl.normaliseImage(image.repoUrl())
                                                .equals(RepositoryUrl.normaliseImage(text("imageFrom", arguments, 0)))))
                .function(
                        "chartFrom",
                        arguments -> find(
                                results,
                                "chartFrom",
                                subscription -> subscription instanceof Subscription.HelmChart chart
                                        && RepositoryUrl.normaliseChart(chart.repoUrl())
                                                .equals(RepositoryUrl.normaliseChart(text("chartFrom", arguments, 0)))
                                        && (arguments.size() < 2
                                                || chart.chartName().equals(text("chartFrom", arguments, 1)))))
                .function(
                        "artifactFrom",
                        arguments -> find(
                                results,
                                "artifactFrom",
                                subscription -> subscription instanceof Subscription.Generic generic
                                        && generic.name().equals(text("artifactFrom", arguments, 0))))
                .build();
    }

    private static @Nullable Object find(
            List<SubscriptionResult> results, String function, java.util.function.Predicate<Subscription> meant) {
        return results.stream()
                .filter(result -> meant.test(result.subscription()))
                .findFirst()
                .map(result -> result.criteria().get(function))
                .orElse(null);
    }

    private static String text(String function, List<@Nullable Object> arguments, int index) {
        if (arguments.size() > index && arguments.get(index) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(function + "() needs a text as argument " + (index + 1));
    }
}
