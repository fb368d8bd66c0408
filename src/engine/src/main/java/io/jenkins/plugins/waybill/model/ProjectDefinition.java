package io.jenkins.plugins.waybill.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the manifests of one project declare; immutable, in the order written.
 *
 * @param name what the engine knows the project by; unique in it
 * @param warehouses by name
 * @param stages by name
 * @param tasks PromotionTasks and ClusterPromotionTasks
 * @param policies the first that matches a Stage decides
 * @param configMaps data of ConfigMaps by name, for {@code configMap()}
 * @param freight Freight that the manifests themselves declare
 * @param analysisTemplates AnalysisTemplates and ClusterAnalysisTemplates
 * @param windows when promotions may start; those of the ClusterConfig that are about this project included
 * @param namespace what the manifests call it, as {@code ctx.project} shows it; differs from the name only where a host
 *     keeps several projects of one name apart
 * @param webhookReceivers addresses to which others send webhooks
 */
public record ProjectDefinition(
        String name,
        Map<String, Warehouse> warehouses,
        Map<String, Stage> stages,
        List<PromotionTask> tasks,
        List<PromotionPolicy> policies,
        Map<String, Map<String, String>> configMaps,
        List<DeclaredFreight> freight,
        List<AnalysisTemplate> analysisTemplates,
        List<PromotionWindow> windows,
        String namespace,
        List<WebhookReceiver> webhookReceivers) {

    public ProjectDefinition {
        warehouses = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(warehouses));
        stages = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        tasks = List.copyOf(tasks);
        policies = List.copyOf(policies);
        configMaps = Map.copyOf(configMaps);
        freight = List.copyOf(freight);
        analysisTemplates = List.copyOf(analysisTemplates);
        windows = List.copyOf(windows);
        webhookReceivers = List.copyOf(webhookReceivers);
    }

    /** A project that receives no webhooks. */
    public ProjectDefinition(
            String name,
            Map<String, Warehouse> warehouses,
            Map<String, Stage> stages,
            List<PromotionTask> tasks,
            List<PromotionPolicy> policies,
            Map<String, Map<String, String>> configMaps,
            List<DeclaredFreight> freight,
            List<AnalysisTemplate> analysisTemplates,
            List<PromotionWindow> windows,
            String namespace) {
        this(
                name,
                warehouses,
                stages,
                tasks,
                policies,
                configMaps,
                freight,
                analysisTemplates,
                windows,
                namespace,
                List.of());
    }

    /** A project that is known by its namespace. */
    public ProjectDefinition(
            String name,
            Map<String, Warehouse> warehouses,
            Map<String, Stage> stages,
            List<PromotionTask> tasks,
            List<PromotionPolicy> policies,
            Map<String, Map<String, String>> configMaps,
            List<DeclaredFreight> freight,
            List<AnalysisTemplate> analysisTemplates,
            List<PromotionWindow> windows) {
        this(name, warehouses, stages, tasks, policies, configMaps, freight, analysisTemplates, windows, name);
    }

    /** A project to whose Stages promotions may start at any time. */
    public ProjectDefinition(
            String name,
            Map<String, Warehouse> warehouses,
            Map<String, Stage> stages,
            List<PromotionTask> tasks,
            List<PromotionPolicy> policies,
            Map<String, Map<String, String>> configMaps,
            List<DeclaredFreight> freight,
            List<AnalysisTemplate> analysisTemplates) {
        this(name, warehouses, stages, tasks, policies, configMaps, freight, analysisTemplates, List.of());
    }

    /** A project that verifies nothing by analysis. */
    public ProjectDefinition(
            String name,
            Map<String, Warehouse> warehouses,
            Map<String, Stage> stages,
            List<PromotionTask> tasks,
            List<PromotionPolicy> policies,
            Map<String, Map<String, String>> configMaps,
            List<DeclaredFreight> freight) {
        this(name, warehouses, stages, tasks, policies, configMaps, freight, List.of());
    }

    /** The same, known to the engine by another name; its namespace stays. */
    public ProjectDefinition knownAs(String otherName) {
        return new ProjectDefinition(
                otherName,
                warehouses,
                stages,
                tasks,
                policies,
                configMaps,
                freight,
                analysisTemplates,
                windows,
                namespace,
                webhookReceivers);
    }

    /** The Stage of that name, if declared. */
    public Optional<Stage> stage(String stageName) {
        return Optional.ofNullable(stages.get(stageName));
    }

    /** The Warehouse of that name, if declared. */
    public Optional<Warehouse> warehouse(String warehouseName) {
        return Optional.ofNullable(warehouses.get(warehouseName));
    }

    /** A subscription to that Git repository, however its address is written, if a Warehouse has one. */
    public Optional<Subscription.Git> gitSubscription(String repoUrl) {
        String wanted = RepositoryUrl.normaliseGit(repoUrl);
        return warehouses.values().stream()
                .flatMap(warehouse -> warehouse.subscriptions().stream())
                .filter(Subscription.Git.class::isInstance)
                .map(Subscription.Git.class::cast)
                .filter(subscription ->
                        RepositoryUrl.normaliseGit(subscription.repoUrl()).equals(wanted))
                .findFirst();
    }

    /** The task meant by a reference, if declared. */
    public Optional<PromotionTask> task(TaskReference reference) {
        return tasks.stream()
                .filter(task ->
                        task.kind().equals(reference.kind()) && task.name().equals(reference.name()))
                .findFirst();
    }

    /** The analysis template of that kind and name, if declared. */
    public Optional<AnalysisTemplate> analysisTemplate(String kind, String templateName) {
        return analysisTemplates.stream()
                .filter(template ->
                        template.kind().equals(kind) && template.name().equals(templateName))
                .findFirst();
    }

    /** Freight written as a manifest; its name is computed, whatever the manifest says. */
    public record DeclaredFreight(String alias, FreightOrigin origin, Artifacts artifacts, SourcePosition position) {}
}
