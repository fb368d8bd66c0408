package io.jenkins.plugins.waybill.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.jenkins.plugins.waybill.expression.Template;

/** Looks at what Stages make of analysis templates: metrics that are put together, and the metadata of the run. */
final class MetricLint {

    private static final Set<String> KARGOS_OWN = Set.of(
            "kargo.akuity.io/stage",
            "kargo.akuity.io/freight-collection",
            "kargo.akuity.io/promotion",
            "argo-rollouts.argoproj.io/controller-instance-id");

    private final ProjectDocuments project;
    private final Report report;

    private MetricLint(ProjectDocuments project, Report report) {
        this.project = project;
        this.report = report;
    }

    static void check(ProjectDocuments project, Report report) {
        MetricLint lint = new MetricLint(project, report);
        for (String kind : List.of("AnalysisTemplate", "ClusterAnalysisTemplate")) {
            project.named(kind).values().forEach(lint::template);
        }
        for (ManifestDocument stage : project.all("Stage")) {
            Fields verification = stage.spec().object("verification");
            lint.metadata(verification.object("analysisRunMetadata"));
            lint.together(verification);
        }
    }

    private void template(ManifestDocument template) {
        Map<String, Fields> metrics = new HashMap<>();
        for (Fields metric : template.spec().objects("metrics")) {
            String name = metric.text("name");
            Fields earlier = metrics.putIfAbsent(name, metric);
            if (earlier != null && !name.isEmpty()) {
                report.error(
                        Rule.DUPLICATE_METRIC,
                        metric.position("name"),
                        "The metric at line " + earlier.position("name").line() + " is already called '" + name + "'.");
            }
        }
    }

    private void together(Fields verification) {
        Map<String, String> owners = new HashMap<>();
        for (Fields reference : verification.objects("analysisTemplates")) {
            ManifestDocument template =
                    project.find(reference.text("kind", "AnalysisTemplate"), reference.text("name"));
            Set<String> metrics = new TreeSet<>();
            if (template != null) {
                template.spec().objects("metrics").forEach(metric -> metrics.add(metric.text("name")));
            }
            for (String metric : metrics) {
                String owner = owners.putIfAbsent(metric, String.valueOf(template));
                if (owner != null) {
                    report.error(
                            Rule.DUPLICATE_METRIC,
                            verification.keyPosition("analysisTemplates"),
                            "Both " + owner + " and " + template + " have a metric '" + metric
                                    + "'. They cannot be run together.");
                }
            }
        }
    }

    private void metadata(Fields metadata) {
        for (String field : List.of("labels", "annotations")) {
            metadata.object(field).mapping().members().forEach((key, member) -> {
                String text = member.value().text();
                if (KARGOS_OWN.contains(key)) {
                    report.warn(
                            Rule.IGNORED_FIELD,
                            member.keyPosition(),
                            "'" + key + "' is set by the verification itself, whatever is written here.");
                } else if (text != null && Template.hasExpression(text)) {
                    report.warn(
                            Rule.IGNORED_FIELD,
                            member.value().position(),
                            "Expressions are not evaluated here; the text stays as it is.");
                }
            });
        }
    }
}
