package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.model.AnalysisTemplate;

/** Finds in analysis templates, and between them and Stages, what would end every verification with an error. */
final class AnalysisLint {

    /** Providers of Argo Rollouts that nothing here can ask. */
    static final Set<String> UNSUPPORTED = Set.of("kayenta", "plugin", "wavefront");

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");

    private final ProjectDocuments project;
    private final Report report;
    private final ExpressionLint expressions;

    private AnalysisLint(ProjectDocuments project, Report report) {
        this.project = project;
        this.report = report;
        this.expressions = new ExpressionLint(project, report);
    }

    static void check(ProjectDocuments project, Report report) {
        AnalysisLint lint = new AnalysisLint(project, report);
        for (String kind : List.of(AnalysisTemplate.KIND, AnalysisTemplate.CLUSTER_KIND)) {
            project.named(kind).values().forEach(lint::template);
        }
        project.all("Stage").forEach(lint::stage);
    }

    private void template(ManifestDocument template) {
        Set<String> arguments = new LinkedHashSet<>();
        for (Fields argument : template.spec().objects("args")) {
            arguments.add(argument.text("name"));
            if (argument.object("valueFrom").has("fieldRef")) {
                report.warn(
                        Rule.UNKNOWN_ARGUMENT,
                        argument.object("valueFrom").keyPosition("fieldRef"),
                        "There is no Rollout to take a field of, so '" + argument.text("name")
                                + "' needs a value from the Stage.");
            }
        }
        for (Fields nested : template.spec().objects("templates")) {
            String kind = nested.flag("clusterScope", false) ? AnalysisTemplate.CLUSTER_KIND : AnalysisTemplate.KIND;
            String name = nested.text("templateName");
            if (project.find(kind, name) == null) {
                report.warn(
                        Rule.UNKNOWN_ANALYSIS_TEMPLATE,
                        nested.position("templateName"),
                        "There is no " + kind + " '" + name + "' in this set."
                                + Nearest.hint(name, project.names(kind)));
            }
        }
        for (Fields metric : template.spec().objects("metrics")) {
            provider(metric);
            duration(metric, "interval");
            duration(metric, "initialDelay");
            condition(metric, "successCondition");
            condition(metric, "failureCondition");
            places(metric.mapping(), arguments);
        }
    }

    private void provider(Fields metric) {
        List<String> providers = new ArrayList<>();
        Fields all = metric.object("provider");
        all.mapping().members().forEach((name, member) -> {
            if (!member.value().isNull()) {
                providers.add(name);
            }
        });
        if (providers.size() != 1 && metric.has("provider")) {
            report.error(
                    Rule.ANALYSIS_METRIC,
                    metric.keyPosition("provider"),
                    "A metric has exactly one provider; this one has "
                            + (providers.isEmpty() ? "none" : String.join(" and ", providers)) + ".");
        }
        for (String provider : providers) {
            if (UNSUPPORTED.contains(provider)) {
                report.error(
                        Rule.ANALYSIS_METRIC,
                        all.keyPosition(provider),
                        "The provider '" + provider + "' is not supported here. Where the same figures can be had over"
                                + " HTTP, use 'web'.");
            }
        }
    }

    private void duration(Fields metric, String field) {
        String text = metric.text(field);
        if (!text.isEmpty()
                && !PLACE.matcher(text).find()
                && GoDuration.parse(text).isEmpty()) {
            report.error(
                    Rule.INVALID_FORMAT,
                    metric.position(field),
                    "'" + field + "' is no duration such as 30s, 5m or 1h30m: '" + text + "'.");
        }
    }

    /** With arguments in it only the syntax can be looked at, and only roughly. */
    private void condition(Fields metric, String field) {
        String text = metric.text(field);
        if (text.isEmpty()) {
            return;
        }
        if (!PLACE.matcher(text).find()) {
            expressions.bareCondition(metric.value(field), ExpressionNames.MEASUREMENT);
        } else if (!Template.hasExpression(text)) {
            try {
                Expression.compile(PLACE.matcher(text).replaceAll("0"));
            } catch (ExpressionException e) {
                report.error(
                        Rule.EXPRESSION_SYNTAX,
                        metric.position(field),
                        "This is no valid expression, whatever the arguments are: " + e.reason() + ".");
            }
        }
    }

    private void places(Value value, Set<String> arguments) {
        if (value instanceof Value.Mapping mapping) {
            mapping.members().values().forEach(member -> places(member.value(), arguments));
        } else if (value instanceof Value.Sequence sequence) {
            sequence.items().forEach(item -> places(item, arguments));
        } else if (value instanceof Value.Scalar scalar && scalar.json().isTextual()) {
            Matcher place = PLACE.matcher(scalar.source());
            while (place.find()) {
                String name = place.group(1).strip();
                if (!name.startsWith("args.") || !arguments.contains(name.substring("args.".length()))) {
                    report.warn(
                            Rule.UNKNOWN_ARGUMENT,
                            scalar.places().of(place.start()),
                            "This template declares no argument for {{" + name + "}}."
                                    + Nearest.hint(
                                            name,
                                            arguments.stream()
                                                    .map(argument -> "args." + argument)
                                                    .toList()));
                }
            }
        }
    }

    /** Only where all templates are at hand: another set may have the rest. */
    private void stage(ManifestDocument stage) {
        Fields verification = stage.spec().object("verification");
        Map<String, Boolean> declared = new LinkedHashMap<>();
        for (Fields reference : verification.objects("analysisTemplates")) {
            if (!collect(reference.text("kind", AnalysisTemplate.KIND), reference.text("name"), declared, 0)) {
                return;
            }
        }
        Set<String> given = new LinkedHashSet<>();
        for (Fields argument : verification.objects("args")) {
            String name = argument.text("name");
            given.add(name);
            if (!name.isEmpty() && !declared.containsKey(name) && !declared.isEmpty()) {
                report.warn(
                        Rule.UNKNOWN_ARGUMENT,
                        argument.position("name"),
                        "No template of this Stage declares the argument '" + name + "', so it has no effect."
                                + Nearest.hint(name, declared.keySet()));
            }
        }
        declared.forEach((name, hasValue) -> {
            if (!hasValue && !given.contains(name)) {
                report.error(
                        Rule.MISSING_ARGUMENT,
                        stage.spec().keyPosition("verification"),
                        "The templates of this verification need a value for the argument '" + name
                                + "'. Add it to 'args'.");
            }
        });
    }

    private boolean collect(String kind, String name, Map<String, Boolean> declared, int depth) {
        ManifestDocument template = project.find(kind, name);
        if (template == null || depth > 20) {
            return false;
        }
        for (Fields argument : template.spec().objects("args")) {
            declared.merge(
                    argument.text("name"), argument.has("value") || argument.has("valueFrom"), Boolean::logicalOr);
        }
        for (Fields nested : template.spec().objects("templates")) {
            String nestedKind =
                    nested.flag("clusterScope", false) ? AnalysisTemplate.CLUSTER_KIND : AnalysisTemplate.KIND;
            if (!collect(nestedKind, nested.text("templateName"), declared, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
