package io.jenkins.plugins.waybill.model;

import java.util.List;
import java.util.Map;

/**
 * How a Stage verifies what it runs, by Argo Rollouts analysis templates.
 *
 * @param analysisTemplates names of AnalysisTemplates, then of ClusterAnalysisTemplates
 * @param arguments values for the templates' arguments
 * @param labels for the run, in addition to Kargo's own
 * @param annotations likewise
 * @param position where it is written
 */
public record VerificationTemplate(
        List<AnalysisTemplateReference> analysisTemplates,
        List<Variable> arguments,
        Map<String, String> labels,
        Map<String, String> annotations,
        SourcePosition position) {

    public VerificationTemplate {
        analysisTemplates = List.copyOf(analysisTemplates);
        arguments = List.copyOf(arguments);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** A template by name; {@code kind} is {@code AnalysisTemplate} or {@code ClusterAnalysisTemplate}. */
    public record AnalysisTemplateReference(String name, String kind) {}
}
