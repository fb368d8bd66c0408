package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.waybill.model.AnalysisTemplate;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.AutoRollback;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.LabelSelector;
import io.jenkins.plugins.waybill.model.NamePattern;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.PromotionPolicy;
import io.jenkins.plugins.waybill.model.PromotionTask;
import io.jenkins.plugins.waybill.model.PromotionWindow;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WebhookReceiver;
import io.jenkins.plugins.waybill.model.WindowSchedule;

/** Puts the accepted documents of one project together. */
final class ProjectReader {

    private final String project;
    private final Map<String, Warehouse> warehouses = new LinkedHashMap<>();
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final List<PromotionTask> tasks = new ArrayList<>();
    private final List<PromotionPolicy> policies = new ArrayList<>();
    private final List<WebhookReceiver> webhookReceivers = new ArrayList<>();
    private final Map<String, Map<String, String>> configMaps = new LinkedHashMap<>();
    private final List<ProjectDefinition.DeclaredFreight> freight = new ArrayList<>();
    private final Map<String, AnalysisTemplate> analysisTemplates = new LinkedHashMap<>();
    private final List<PromotionWindow> windows = new ArrayList<>();
    private final Map<String, String> labels;

    private ProjectReader(String project, Map<String, String> labels) {
        this.project = project;
        this.labels = labels;
    }

    /** The definition made of the project's own documents and those that all projects share. */
    static ProjectDefinition read(String project, List<ManifestDocument> documents) {
        Map<String, String> labels = documents.stream()
                .filter(document ->
                        document.isKargo("Project") && document.name().equals(project))
                .map(document -> document.fields().object("metadata").textMap("labels"))
                .findFirst()
                .orElse(Map.of());
        ProjectReader reader = new ProjectReader(project, labels);
        documents.forEach(reader::add);
        return new ProjectDefinition(
                project,
                reader.warehouses,
                reader.stages,
                reader.tasks,
                reader.policies,
                reader.configMaps,
                reader.freight,
                List.copyOf(reader.analysisTemplates.values()),
                reader.windows,
                project,
                reader.webhookReceivers);
    }

    private void add(ManifestDocument document) {
        if (document.kind().equals("ConfigMap")) {
            configMaps.put(document.name(), document.fields().textMap("data"));
            return;
        }
        switch (document.kind()) {
            case "Warehouse" -> warehouses.put(document.name(), WarehouseReader.read(document));
            case "Stage" -> stages.put(document.name(), StageReader.read(document));
            case "PromotionTask", "ClusterPromotionTask" -> tasks.add(task(document));
            case "ProjectConfig" -> {
                policies.addAll(document.spec().objects("promotionPolicies", ProjectReader::policy));
                windows.addAll(document.spec().objects("promotionWindows", ProjectReader::window));
                webhookReceivers.addAll(WebhookReceiverReader.read(document));
            }
            case "ClusterConfig" ->
                document.spec().objects("promotionWindows").stream()
                        .filter(window -> isAboutThisProject(window.object("projectSelector")))
                        .map(ProjectReader::window)
                        .forEach(windows::add);
            case "Freight" -> freight.add(freight(document));
            case AnalysisTemplate.KIND, AnalysisTemplate.CLUSTER_KIND ->
                analysisTemplates.put(
                        document.toString(),
                        new AnalysisTemplate(
                                document.kind(),
                                document.name(),
                                document.fields().json("spec"),
                                document.position()));
            default -> {
                // Recognised, but nothing of it belongs into the definition.
            }
        }
    }

    private static PromotionTask task(ManifestDocument document) {
        Fields spec = document.spec();
        return new PromotionTask(
                document.kind(),
                document.name(),
                StepReader.variables(spec),
                StepReader.steps(spec),
                document.position());
    }

    private static PromotionPolicy policy(Fields policy) {
        Fields selector = policy.object("stageSelector");
        return new PromotionPolicy(
                policy.has("stage") ? policy.text("stage") : selector.text("name"),
                selector(selector),
                policy.flag("autoPromotionEnabled", false),
                policy.has("autoRollback") ? rollback(policy.object("autoRollback")) : null,
                policy.position());
    }

    private static AutoRollback rollback(Fields rules) {
        List<String> promotions = rules.texts("onPromotion");
        List<String> verifications = rules.texts("onVerification");
        Set<PromotionPhase> onPromotion = Stream.of(PromotionPhase.FAILED, PromotionPhase.ERRORED)
                .filter(phase -> promotions.contains(phase.displayName()))
                .collect(Collectors.toSet());
        Set<Verification.Phase> onVerification = Stream.of(Verification.Phase.FAILED, Verification.Phase.ERROR)
                .filter(phase -> verifications.contains(phase.displayName()))
                .collect(Collectors.toSet());
        return new AutoRollback(
                onPromotion, onVerification.isEmpty() ? Set.of(Verification.Phase.FAILED) : onVerification);
    }

    private boolean isAboutThisProject(Fields selector) {
        String name = selector.text("name");
        return (name.isEmpty() || NamePattern.parse(name).matches(project))
                && selector(selector).matches(labels);
    }

    private static PromotionWindow window(Fields window) {
        Fields selector = window.object("stageSelector");
        return new PromotionWindow(
                window.text("name"),
                window.text("kind").equals("Deny") ? PromotionWindow.Kind.DENY : PromotionWindow.Kind.ALLOW,
                selector.text("name"),
                selector(selector),
                WindowSchedule.parse(window.text("dtstart"), window.text("dtend"), window.text("rrule")),
                window.position());
    }

    static LabelSelector selector(Fields selector) {
        return new LabelSelector(
                selector.textMap("matchLabels"),
                selector.objects(
                        "matchExpressions",
                        expression -> new LabelSelector.Requirement(
                                expression.text("key"), expression.text("operator"), expression.texts("values"))));
    }

    private static ProjectDefinition.DeclaredFreight freight(ManifestDocument document) {
        Fields fields = document.fields();
        Fields origin = fields.object("origin");
        return new ProjectDefinition.DeclaredFreight(
                fields.text("alias"),
                new FreightOrigin(origin.text("kind", "Warehouse"), origin.text("name")),
                new Artifacts(
                        fields.objects("commits", ProjectReader::commit),
                        fields.objects("images", ProjectReader::image),
                        fields.objects("charts", ProjectReader::chart),
                        fields.objects("artifacts", ProjectReader::artifact)),
                document.position());
    }

    private static GitCommit commit(Fields commit) {
        return new GitCommit(
                commit.text("repoURL"),
                commit.text("id"),
                commit.text("branch"),
                commit.text("tag"),
                commit.text("message"),
                commit.text("author"),
                commit.text("committer"),
                commit.text("subscriptionName"));
    }

    private static Image image(Fields image) {
        return new Image(
                image.text("repoURL"),
                image.text("tag"),
                image.text("digest"),
                image.textMap("annotations"),
                image.text("subscriptionName"));
    }

    private static Chart chart(Fields chart) {
        return new Chart(
                chart.text("repoURL"), chart.text("name"), chart.text("version"), chart.text("subscriptionName"));
    }

    private static GenericArtifact artifact(Fields artifact) {
        Value metadata = artifact.value("metadata");
        JsonNode json = metadata == null ? NullNode.getInstance() : metadata.json();
        return new GenericArtifact(
                artifact.text("artifactType"), artifact.text("subscriptionName"), artifact.text("version"), json);
    }
}
