package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.argocd.ApplicationEvent;
import io.jenkins.plugins.waybill.argocd.LiveApplication;
import io.jenkins.plugins.waybill.argocd.OperationState;
import io.jenkins.plugins.waybill.argocd.ResourceTree;
import org.jspecify.annotations.Nullable;

/**
 * An Argo CD Application as it is now.
 *
 * @param link where people see it in Argo CD; null when that is not known
 * @param sync null when it cannot be told, like everything after it
 * @param problem why something cannot be told; null when nothing is missing
 */
record ApplicationView(
        String name,
        String namespace,
        @Nullable String link,
        @Nullable String sync,
        @Nullable String health,
        @Nullable String healthMessage,
        List<String> revisions,
        List<String> images,
        List<Application.Condition> conditions,
        @Nullable Instant comparedAt,
        @Nullable OperationView operation,
        @Nullable ResourcesView resources,
        List<ApplicationEvent> events,
        @Nullable String problem) {

    private static final Set<String> FINE = Set.of("Healthy", "");
    private static final int MOST_RESOURCES = 50;

    /** The newest operation. */
    record OperationView(
            String phase,
            String message,
            @Nullable String startedBy,
            @Nullable String promotion,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /**
     * What it consists of.
     *
     * @param total how many resources
     * @param health how many of each health; those of kinds that have none are not counted
     * @param notHealthy the first of those that are not well
     */
    record ResourcesView(int total, Map<String, Integer> health, List<ResourceTree.Resource> notHealthy) {}

    static ApplicationView of(LiveApplication live) {
        Application application = live.application();
        return new ApplicationView(
                live.name(),
                live.namespace(),
                live.link().isEmpty() ? null : live.link(),
                application == null ? null : word(application.sync()),
                application == null ? null : word(application.health()),
                application == null || application.healthMessage().isEmpty() ? null : application.healthMessage(),
                application == null ? List.of() : application.revisions(),
                application == null ? List.of() : application.images(),
                application == null ? List.of() : application.conditions(),
                application == null ? null : application.reconciledAt(),
                application == null ? null : operation(application),
                live.resources() == null ? null : resources(live.resources()),
                live.events(),
                live.problem().isEmpty() ? null : live.problem());
    }

    private static String word(String status) {
        return status.isEmpty() ? "Unknown" : status;
    }

    private static @Nullable OperationView operation(Application application) {
        OperationState last = application.last();
        if (last == null) {
            return application.requested() == null
                    ? null
                    : new OperationView(
                            "Pending", "", by(application.requested().startedBy()), null, null, null);
        }
        return new OperationView(
                StageView.capitalised(last.phase().name()),
                last.message(),
                by(last.operation().startedBy()),
                last.operation().info().get("kargo.akuity.io/promotion"),
                last.startedAt(),
                last.finishedAt());
    }

    private static @Nullable String by(String account) {
        return account.isEmpty() ? null : account;
    }

    private static ResourcesView resources(ResourceTree tree) {
        Map<String, Integer> health = new TreeMap<>();
        tree.resources().stream()
                .map(ResourceTree.Resource::health)
                .filter(status -> !status.isEmpty())
                .forEach(status -> health.merge(status, 1, Integer::sum));
        return new ResourcesView(
                tree.resources().size(),
                health,
                tree.resources().stream()
                        .filter(resource -> !FINE.contains(resource.health()))
                        .limit(MOST_RESOURCES)
                        .toList());
    }
}
