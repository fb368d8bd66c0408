package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Set;

import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.Reference;
import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.manifest.ExpressionNames.Aliases;
import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Finds in expressions what is wrong whatever the values turn out to be. */
final class ExpressionLint {

    private final Report report;
    private final CallLint calls;

    ExpressionLint(ProjectDocuments project, Report report) {
        this.report = report;
        this.calls = new CallLint(project, report);
    }

    /** All templates in a value, at any depth. */
    void templates(@Nullable Value value, ExpressionNames names) {
        if (value instanceof Value.Mapping mapping) {
            mapping.members().values().forEach(member -> templates(member.value(), names));
        } else if (value instanceof Value.Sequence sequence) {
            sequence.items().forEach(item -> templates(item, names));
        } else if (value instanceof Value.Scalar scalar && scalar.json().isTextual()) {
            template(scalar, names);
        }
    }

    /** An {@code if}, which has to be a template because any other text is no boolean. */
    void condition(Value value, ExpressionNames names) {
        String text = value.text();
        if (text != null && !text.isEmpty() && !Template.hasExpression(text)) {
            report.error(
                    Rule.CONDITION_WITHOUT_EXPRESSION,
                    value.position(),
                    "'if' must hold an expression that says true or false, such as ${{ success() }}. The text '" + text
                            + "' is neither.");
        }
        whole(value, Set.of("any", "bool", "string"), "An 'if' must be true or false");
        templates(value, names);
    }

    /** An argument of a verification, which has to come out as a string. */
    void argument(@Nullable Value value, ExpressionNames names) {
        if (value != null) {
            whole(value, Set.of("any", "string"), "An argument must be a string; put quote() around it");
            templates(value, names);
        }
    }

    /** Where a text is one expression and nothing else, its type must be one of those. */
    private void whole(Value value, Set<String> types, String demand) {
        String text = value.text() == null ? "" : value.text().strip();
        try {
            List<Template.Embedded> parts = Template.embedded(text);
            boolean alone = parts.size() == 1
                    && text.startsWith("$")
                    && parts.get(0).offset() + parts.get(0).expression().length() + 2 == text.length();
            String type = alone ? Expression.compile(parts.get(0).expression()).type() : "any";
            if (!types.contains(type)) {
                report.error(
                        Rule.WRONG_RESULT, value.position(), demand + ", and this is always of type " + type + ".");
            }
        } catch (ExpressionException e) {
            // Said when the expression is looked at.
        }
    }

    /** An expression without delimiters, of whatever type. */
    void bare(@Nullable Value value, ExpressionNames names) {
        bare(value, names, false);
    }

    /** An expression without delimiters that says true or false. */
    void bareCondition(@Nullable Value value, ExpressionNames names) {
        bare(value, names, true);
    }

    /** An expression in the config of a step, which may itself be the outcome of a template. */
    void bareInConfig(@Nullable Value value, ExpressionNames names, boolean condition) {
        String text = value == null ? null : value.text();
        if (text != null && !Template.hasExpression(text)) {
            bare(value, names, condition);
        }
    }

    private void bare(@Nullable Value value, ExpressionNames names, boolean condition) {
        if (!(value instanceof Value.Scalar scalar)
                || !scalar.json().isTextual()
                || scalar.source().isBlank()) {
            return;
        }
        if (Template.hasExpression(scalar.source())) {
            report.error(
                    Rule.EXPRESSION_SYNTAX,
                    scalar.position(),
                    "This place takes the expression as it is. Remove the ${{ and }} around it.");
            return;
        }
        Expression expression = expression(scalar, scalar.source(), 0, names);
        if (condition && expression != null && !Set.of("any", "bool").contains(expression.type())) {
            report.error(
                    Rule.WRONG_RESULT,
                    scalar.position(),
                    "This expression must be true or false, and is always of type " + expression.type() + ".");
        }
    }

    private void template(Value.Scalar scalar, ExpressionNames names) {
        List<Template.Embedded> embedded;
        try {
            embedded = Template.embedded(scalar.source());
        } catch (ExpressionException e) {
            syntax(scalar, e, 0);
            return;
        }
        for (Template.Embedded part : embedded) {
            expression(scalar, part.expression(), part.offset(), names);
        }
    }

    private @Nullable Expression expression(Value.Scalar scalar, String text, int offset, ExpressionNames names) {
        Expression expression;
        try {
            expression = Expression.compile(text);
        } catch (ExpressionException e) {
            syntax(scalar, e, offset);
            return null;
        }
        for (Reference reference : expression.references()) {
            SourcePosition place = scalar.places().of(offset + offsetOf(text, reference));
            if (reference.kind() == Reference.Kind.FUNCTION) {
                function(reference, names, place);
            } else {
                variable(reference, names, place);
            }
        }
        return expression;
    }

    private void syntax(Value.Scalar scalar, ExpressionException error, int offset) {
        report.error(
                Rule.EXPRESSION_SYNTAX,
                scalar.places().of(offset + error.offset()),
                "This is no valid expression: " + error.reason() + ".");
    }

    private static int offsetOf(String text, Reference reference) {
        int start = 0;
        for (int line = 1; line < reference.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        return start + reference.column() - 1;
    }

    private void function(Reference reference, ExpressionNames names, SourcePosition place) {
        String name = reference.name();
        if (names.functions().contains(name)) {
            calls.call(reference, names, place);
            return;
        }
        if (reference.builtin()) {
            return;
        }
        String message = ExpressionNames.isFunction(name)
                ? "The function '" + name + "' cannot be used at this place."
                : "There is no function '" + name + "'." + Nearest.hint(name, names.functions());
        report.error(Rule.UNKNOWN_FUNCTION, place, message);
    }

    private void variable(Reference reference, ExpressionNames names, SourcePosition place) {
        String root = reference.name();
        if (root.startsWith("$") || root.startsWith("#")) {
            return;
        }
        Set<String> roots = names.roots();
        if (roots == null) {
            return;
        }
        if (!roots.contains(root)) {
            String why = root.equals("task") ? " It exists in the steps of a task only." : "";
            report.warn(
                    Rule.UNKNOWN_VARIABLE,
                    place,
                    "There is no variable '" + root + "' at this place, so it is nil."
                            + (why.isEmpty() ? Nearest.hint(root, roots) : why));
            return;
        }
        List<String> path = reference.path();
        if (path.isEmpty()) {
            return;
        }
        switch (root) {
            case "vars" -> declared(path.get(0), names.variables(), place);
            case "ctx" -> context(path, names.context(), place);
            case "outputs", "stepMetas" -> output(path.get(0), root, names.outputs(), place);
            case "task" -> {
                if (path.size() > 1 && path.get(0).equals("outputs")) {
                    output(path.get(1), "task.outputs", names.siblings(), place);
                }
            }
            default -> {
                // Nothing is known about what is below.
            }
        }
    }

    private void declared(String name, @Nullable Set<String> known, SourcePosition place) {
        if (known != null && !known.contains(name)) {
            report.warn(
                    Rule.UNKNOWN_VARIABLE,
                    place,
                    "No variable '" + name + "' is declared before this place, so 'vars." + name + "' is nil."
                            + Nearest.hint(name, known));
        }
    }

    private void context(List<String> path, Set<String> known, SourcePosition place) {
        StringBuilder dotted = new StringBuilder();
        for (String step : path) {
            String before = dotted.toString();
            dotted.append(dotted.isEmpty() ? "" : ".").append(step);
            if (known.contains(dotted.toString())) {
                continue;
            }
            boolean below = before.isEmpty() || known.stream().anyMatch(name -> name.startsWith(before + "."));
            if (below) {
                report.warn(
                        Rule.UNKNOWN_VARIABLE,
                        place,
                        "There is no 'ctx." + dotted + "' at this place, so it is nil."
                                + Nearest.hint(
                                        "ctx." + dotted,
                                        known.stream()
                                                .map(name -> "ctx." + name)
                                                .toList()));
            }
            return;
        }
    }

    private void output(String alias, String owner, @Nullable Aliases aliases, SourcePosition place) {
        if (aliases == null || aliases.hasRun(alias)) {
            return;
        }
        if (aliases.exists(alias)) {
            report.error(
                    Rule.UNKNOWN_OUTPUT,
                    place,
                    "The step '" + alias + "' comes later, so '" + owner + "' has nothing of it yet.");
            return;
        }
        report.error(
                Rule.UNKNOWN_OUTPUT,
                place,
                "No step before has the alias '" + alias + "', so '" + owner + "' has nothing of it."
                        + Nearest.hint(alias, aliases.before()));
    }
}
