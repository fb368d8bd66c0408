/**
 * Where measurements come from: the providers of Argo Rollouts that can be reached over HTTP, each a class that asks
 * one kind of server. Knows nothing of runs, conditions and Stages. Start with {@link
 * io.jenkins.plugins.waybill.verification.metric.MetricSources}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.verification.metric;
