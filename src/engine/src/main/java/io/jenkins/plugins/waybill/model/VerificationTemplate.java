package io.jenkins.plugins.waybill.model;

import java.util.List;

/**
 * How a Stage verifies what it runs, by Argo Rollouts analysis templates.
 *
 * @param analysisTemplates names of AnalysisTemplates, then of ClusterAnalysisTemplates
 * @param arguments values for the templates' arguments
 * @param position where it is written
 */
public record VerificationTemplate(
        List<AnalysisTemplateReference> analysisTemplates, List<Variable> arguments, SourcePosition position) {

    public VerificationTemplate {
        analysisTemplates = List.copyOf(analysisTemplates);
        arguments = List.copyOf(arguments);
    }

    /** A template by name; {@code kind} is {@code AnalysisTemplate} or {@code ClusterAnalysisTemplate}. */
    public record AnalysisTemplateReference(String name, String kind) {}
}
