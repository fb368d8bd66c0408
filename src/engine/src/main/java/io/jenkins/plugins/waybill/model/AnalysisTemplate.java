package io.jenkins.plugins.waybill.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An Argo Rollouts template: which metrics to measure, how often, and what counts as good. Its spec stays as written,
 * because an argument may stand for any part of it.
 *
 * @param kind {@code AnalysisTemplate} or {@code ClusterAnalysisTemplate}
 * @param name unique for its kind
 * @param spec metrics, args, dryRun, measurementRetention and templates; not to be changed
 * @param position where it is written
 */
public record AnalysisTemplate(String kind, String name, ObjectNode spec, SourcePosition position) {

    /** The kind that belongs to one project. */
    public static final String KIND = "AnalysisTemplate";

    /** The kind that all projects share. */
    public static final String CLUSTER_KIND = "ClusterAnalysisTemplate";
}
