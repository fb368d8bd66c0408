package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.manifest.ExpressionNames.Aliases;
import io.jenkins.plugins.waybill.model.Positions;
import org.jspecify.annotations.Nullable;

/** Looks at the steps of Stages and tasks, at what they refer to, and at all expressions. */
final class StepLint {

    /** Steps of earlier releases of Kargo and what does their work now. */
    private static final Map<String, String> REPLACED =
            Map.of("helm-update-image", "yaml-update", "git-overwrite", "git-clear");

    /** How the names of steps begin that only Kargo's commercial edition has, and what does their work here. */
    private static final Map<String, String> COMMERCIAL = Map.ofEntries(
            Map.entry("gh-", "http"),
            Map.entry("gha-", "http"),
            Map.entry("hcl-update", ""),
            Map.entry("jfrog-evidence", "http"),
            Map.entry("jira", "http"),
            Map.entry("record-audit-event", ""),
            Map.entry("send-message", "http"),
            Map.entry("snow-", "http"),
            Map.entry("tf-", ""));

    private final ProjectDocuments project;
    private final StepCatalog catalog;
    private final Report report;
    private final ExpressionLint expressions;

    private StepLint(ProjectDocuments project, StepCatalog catalog, Report report) {
        this.project = project;
        this.catalog = catalog;
        this.report = report;
        this.expressions = new ExpressionLint(project, report);
    }

    static void check(ProjectDocuments project, StepCatalog catalog, Report report) {
        StepLint lint = new StepLint(project, catalog, report);
        project.all("Warehouse").forEach(lint::warehouse);
        project.all("Stage").forEach(lint::stage);
        Set<String> anywhere = lint.allVariables();
        project.all("PromotionTask").forEach(task -> lint.task(task, anywhere));
        project.all("ClusterPromotionTask").forEach(task -> lint.task(task, null));
    }

    private void warehouse(ManifestDocument warehouse) {
        Fields spec = warehouse.spec();
        expressions.bare(spec.object("freightCreationCriteria").value("expression"), ExpressionNames.CRITERIA);
        for (Fields subscription : spec.objects("subscriptions")) {
            Fields git = subscription.object("git");
            boolean byBranch =
                    git.text("commitSelectionStrategy", "NewestFromBranch").equals("NewestFromBranch");
            expressions.bare(
                    git.value("expressionFilter"),
                    byBranch ? ExpressionNames.BRANCH_FILTER : ExpressionNames.TAG_FILTER);
        }
    }

    private void stage(ManifestDocument stage) {
        Fields spec = stage.spec();
        Fields template = spec.object("promotionTemplate").object("spec");
        List<String> origins = spec.objects("requestedFreight").stream()
                .map(request -> request.object("origin").text("name"))
                .toList();
        ExpressionNames names = variables(spec, ExpressionNames.promotion(origins));
        for (Fields argument : spec.object("verification").objects("args")) {
            expressions.argument(argument.value("value"), names.verification());
        }
        names = variables(template, names);
        Set<String> given = new HashSet<>(nonEmpty(spec));
        given.addAll(nonEmpty(template));
        List<Fields> steps = template.objects("steps");
        Map<String, Integer> outputs = outputs(steps);
        for (int index = 0; index < steps.size(); index++) {
            Fields step = steps.get(index);
            step(step, names.step(new Aliases(outputs, index + 1)));
            if (step.has("task")) {
                taskReference(step, given);
            }
        }
    }

    /**
     * @param anywhere variables that may reach the task; null when those who use it are not all known
     */
    private void task(ManifestDocument task, @Nullable Set<String> anywhere) {
        List<Fields> steps = task.spec().objects("steps");
        variables(task.spec(), ExpressionNames.task(anywhere, null));
        Map<String, Integer> siblings = aliases(steps);
        for (int index = 0; index < steps.size(); index++) {
            step(steps.get(index), ExpressionNames.task(anywhere, new Aliases(siblings, index + 1)));
        }
    }

    /** Looks at variables in order and answers the names known after them. */
    private ExpressionNames variables(Fields owner, ExpressionNames names) {
        ExpressionNames known = names;
        for (Fields variable : owner.objects("vars")) {
            expressions.templates(variable.value("value"), known);
            String text = variable.text("value");
            known = known.with(variable.text("name"), Template.hasExpression(text) ? null : text);
        }
        return known;
    }

    private void step(Fields step, ExpressionNames names) {
        Value condition = step.value("if");
        ExpressionNames inside = variables(step, names).withStatus();
        if (condition != null) {
            expressions.condition(condition, inside);
        }
        expressions.templates(step.value("config"), inside);
        String uses = step.text("uses");
        bareExpressions(uses, step.object("config"));
        if (step.has("task") || uses.isEmpty() || catalog.names().isEmpty()) {
            return;
        }
        if (catalog.names().contains(uses)) {
            config(step, uses);
        } else {
            report.error(Rule.UNKNOWN_STEP, step.position("uses"), unknownStep(uses));
        }
    }

    /** Some steps take expressions without delimiters in their config. */
    private void bareExpressions(String uses, Fields config) {
        ExpressionNames names =
                switch (uses) {
                    case "http" -> ExpressionNames.RESPONSE;
                    case "yaml-parse", "json-parse", "toml-parse" -> ExpressionNames.PARSED;
                    default -> null;
                };
        if (names == null) {
            return;
        }
        expressions.bareInConfig(config.value("successExpression"), names, true);
        expressions.bareInConfig(config.value("failureExpression"), names, true);
        for (Fields output : config.objects("outputs")) {
            expressions.bareInConfig(output.value("fromExpression"), names, false);
        }
    }

    private String unknownStep(String uses) {
        for (Map.Entry<String, String> step : COMMERCIAL.entrySet()) {
            if (uses.startsWith(step.getKey())) {
                return "The step '" + uses + "' is one of Kargo's commercial edition and does not exist here."
                        + (step.getValue().isEmpty() ? "" : " '" + step.getValue() + "' can do its work.");
            }
        }
        String successor = REPLACED.get(uses);
        return "There is no step '" + uses + "'."
                + (successor == null ? Nearest.hint(uses, catalog.names()) : " Use '" + successor + "' in its place.");
    }

    private void config(Fields step, String uses) {
        Value config = step.value("config");
        Positions places = Positions.of(
                step.position().file(), config == null ? Map.of("", step.position("uses")) : config.positions());
        for (StepCatalog.ConfigProblem problem : catalog.configs().problems(uses, step.json("config"))) {
            report.error(Rule.STEP_CONFIG, places.at(problem.pointer()), uses + ": " + problem.message());
        }
    }

    private void taskReference(Fields step, Set<String> given) {
        Fields reference = step.object("task");
        String kind = reference.text("kind", "PromotionTask");
        String name = reference.text("name");
        ManifestDocument task = project.find(kind, name);
        if (task == null) {
            if (!name.isEmpty()) {
                unknownTask(reference, kind, name);
            }
            return;
        }
        Set<String> supplied = nonEmpty(step);
        for (Fields input : task.spec().objects("vars")) {
            String variable = input.text("name");
            boolean required = input.text("value").isEmpty();
            if (required && !supplied.contains(variable) && !given.contains(variable)) {
                report.error(
                        Rule.MISSING_VARIABLE,
                        reference.position("name"),
                        "The task '" + name + "' needs the variable '" + variable
                                + "', which has no value here. Add it to the 'vars' of this step.");
            }
        }
    }

    private void unknownTask(Fields reference, String kind, String name) {
        String other = kind.equals("PromotionTask") ? "ClusterPromotionTask" : "PromotionTask";
        report.error(
                Rule.UNKNOWN_TASK,
                reference.position("name"),
                "There is no " + kind + " '" + name + "'."
                        + (project.find(other, name) == null
                                ? Nearest.hint(name, project.names(kind))
                                : " There is a " + other + " of that name; set 'kind: " + other + "'."));
    }

    private static Set<String> nonEmpty(Fields owner) {
        Set<String> names = new HashSet<>();
        for (Fields variable : owner.objects("vars")) {
            if (!variable.text("value").isEmpty()) {
                names.add(variable.text("name"));
            }
        }
        return names;
    }

    /** Aliases with the number of their step. */
    private static Map<String, Integer> aliases(List<Fields> steps) {
        Map<String, Integer> aliases = new LinkedHashMap<>();
        int number = 0;
        for (Fields step : steps) {
            number++;
            aliases.putIfAbsent(StepReader.alias(step, number), number);
        }
        return aliases;
    }

    /** The aliases and, for steps that use a task, those of the task's steps behind them. */
    private Map<String, Integer> outputs(List<Fields> steps) {
        Map<String, Integer> outputs = new LinkedHashMap<>();
        for (int index = 0; index < steps.size(); index++) {
            int number = index + 1;
            String alias = StepReader.alias(steps.get(index), number);
            outputs.putIfAbsent(alias, number);
            ManifestDocument task = taskOf(steps.get(index));
            if (task != null) {
                aliases(task.spec().objects("steps"))
                        .keySet()
                        .forEach(step -> outputs.putIfAbsent(alias + "::" + step, number));
            }
        }
        return outputs;
    }

    private @Nullable ManifestDocument taskOf(Fields step) {
        Fields reference = step.object("task");
        return project.find(reference.text("kind", "PromotionTask"), reference.text("name"));
    }

    /** A task may rely on variables of whoever uses it, so any declaration in the set counts. */
    private Set<String> allVariables() {
        Set<String> names = new HashSet<>();
        List<Fields> owners = new ArrayList<>();
        for (String kind : List.of("Stage", "PromotionTask", "ClusterPromotionTask")) {
            for (ManifestDocument document : project.all(kind)) {
                Fields spec = document.spec();
                Fields template = spec.object("promotionTemplate").object("spec");
                owners.addAll(List.of(spec, template));
                owners.addAll(spec.objects("steps"));
                owners.addAll(template.objects("steps"));
            }
        }
        owners.forEach(owner -> owner.objects("vars").forEach(variable -> names.add(variable.text("name"))));
        return names;
    }
}
