package io.jenkins.plugins.waybill.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * What a run is to do, arguments in place.
 *
 * @param metrics in order
 * @param dryRun names of metrics that have no say in the result
 * @param retention by metric: how many measurements to keep; others keep the usual number
 */
record AnalysisSpec(List<Metric> metrics, Set<String> dryRun, Map<String, Integer> retention) {

    /** Argo Rollouts keeps ten; here there is room for more. */
    private static final int USUAL_RETENTION = 200;

    AnalysisSpec {
        metrics = List.copyOf(metrics);
        dryRun = Set.copyOf(dryRun);
        retention = Map.copyOf(retention);
    }

    /**
     * Reads the spec of a run.
     *
     * @param arguments values by name
     * @throws AnalysisException when it is not valid
     */
    static AnalysisSpec of(ObjectNode spec, Map<String, String> arguments) throws AnalysisException {
        List<Metric> metrics = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode source : spec.path("metrics")) {
            Metric metric = Metric.of(RunArguments.put(source, arguments));
            if (!names.add(metric.name())) {
                throw new AnalysisException("Two metrics are called '" + metric.name() + "'.");
            }
            metrics.add(metric);
        }
        if (metrics.isEmpty()) {
            throw new AnalysisException(
                    "There is no metric to measure. Name an AnalysisTemplate in the Stage's verification.");
        }
        Set<String> dryRun = new HashSet<>();
        for (JsonNode rule : spec.path("dryRun")) {
            matching("dryRun", rule, names, dryRun::add);
        }
        Map<String, Integer> retention = new HashMap<>();
        for (JsonNode rule : spec.path("measurementRetention")) {
            int limit = rule.path("limit").asInt();
            matching("measurementRetention", rule, names, name -> {
                if (limit > 0) {
                    retention.put(name, limit);
                }
            });
        }
        return new AnalysisSpec(metrics, dryRun, retention);
    }

    private static void matching(String field, JsonNode rule, Set<String> names, Consumer<String> found)
            throws AnalysisException {
        String text = rule.path("metricName").asText();
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new AnalysisException(
                    field + " '" + text + "' is no regular expression: " + e.getDescription() + ".");
        }
        List<String> matched =
                names.stream().filter(name -> pattern.matcher(name).find()).toList();
        if (matched.isEmpty()) {
            throw new AnalysisException(field + " '" + text + "' matches no metric; there are "
                    + String.join(", ", names.stream().sorted().toList()) + ".");
        }
        matched.forEach(found);
    }

    int retained(String metric) {
        return retention.getOrDefault(metric, USUAL_RETENTION);
    }
}
