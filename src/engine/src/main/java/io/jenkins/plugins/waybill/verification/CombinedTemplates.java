package io.jenkins.plugins.waybill.verification;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.AnalysisTemplate;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.VerificationTemplate;
import io.jenkins.plugins.waybill.model.VerificationTemplate.AnalysisTemplateReference;

/**
 * The templates of a Stage made one, by Kargo's rules: metrics, dryRun and measurementRetention one after the other,
 * arguments united, AnalysisTemplates before ClusterAnalysisTemplates. Templates that a template names come along.
 */
final class CombinedTemplates {

    private final ProjectDefinition project;
    private final Map<String, AnalysisTemplate> own = new LinkedHashMap<>();
    private final Map<String, AnalysisTemplate> shared = new LinkedHashMap<>();

    private CombinedTemplates(ProjectDefinition project) {
        this.project = project;
    }

    /**
     * The spec of a run, but for the values that the Stage gives to arguments.
     *
     * @throws AnalysisException when a template is missing or two contradict each other
     */
    static ObjectNode combine(ProjectDefinition project, VerificationTemplate verification) throws AnalysisException {
        CombinedTemplates combined = new CombinedTemplates(project);
        for (AnalysisTemplateReference reference : verification.analysisTemplates()) {
            combined.collect(reference.kind(), reference.name(), "The Stage");
        }
        List<AnalysisTemplate> all = new ArrayList<>(combined.own.values());
        all.addAll(combined.shared.values());
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.set("args", arguments(all));
        spec.set("metrics", concatenated(all, "metrics", "name"));
        spec.set("dryRun", concatenated(all, "dryRun", "metricName"));
        spec.set("measurementRetention", concatenated(all, "measurementRetention", "metricName"));
        return spec;
    }

    private void collect(String kind, String name, String asker) throws AnalysisException {
        AnalysisTemplate template = project.analysisTemplate(kind, name)
                .orElseThrow(() -> new AnalysisException(
                        asker + " names the " + kind + " '" + name + "', which is not among the manifests."));
        Map<String, AnalysisTemplate> seen = kind.equals(AnalysisTemplate.CLUSTER_KIND) ? shared : own;
        if (seen.putIfAbsent(name, template) != null) {
            return;
        }
        for (JsonNode nested : template.spec().path("templates")) {
            collect(
                    nested.path("clusterScope").asBoolean() ? AnalysisTemplate.CLUSTER_KIND : AnalysisTemplate.KIND,
                    nested.path("templateName").asText(),
                    kind + " '" + name + "'");
        }
    }

    private static ArrayNode concatenated(List<AnalysisTemplate> templates, String field, String key)
            throws AnalysisException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Set<String> names = new HashSet<>();
        for (AnalysisTemplate template : templates) {
            for (JsonNode element : template.spec().path(field)) {
                if (!names.add(element.path(key).asText())) {
                    throw new AnalysisException("'" + field + "' names the metric '"
                            + element.path(key).asText() + "' twice; the second time in " + template.kind() + " '"
                            + template.name() + "'. Rename one of the two.");
                }
                all.add(element.deepCopy());
            }
        }
        return all;
    }

    private static ArrayNode arguments(List<AnalysisTemplate> templates) throws AnalysisException {
        Map<String, ObjectNode> united = new LinkedHashMap<>();
        for (AnalysisTemplate template : templates) {
            for (JsonNode element : template.spec().path("args")) {
                ObjectNode argument = element.deepCopy();
                ObjectNode earlier = united.putIfAbsent(argument.path("name").asText(), argument);
                if (earlier != null && argument.hasNonNull("value")) {
                    String value = argument.get("value").asText();
                    if (earlier.hasNonNull("value")
                            && !earlier.get("value").asText().equals(value)) {
                        throw new AnalysisException("The templates give the argument '"
                                + argument.path("name").asText() + "' two values: '"
                                + earlier.get("value").asText() + "' and '" + value + "'.");
                    }
                    earlier.put("value", value);
                }
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(united.values());
    }
}
