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

    ExpressionLint(Report report) {
        this.report = report;
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
        templates(value, names);
    }

    /** An expression without delimiters. */
    void bare(@Nullable Value value, ExpressionNames names) {
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
        expression(scalar, scalar.source(), 0, names);
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

    private void expression(Value.Scalar scalar, String text, int offset, ExpressionNames names) {
        Expression expression;
        try {
            expression = Expression.compile(text);
        } catch (ExpressionException e) {
            syntax(scalar, e, offset);
            return;
        }
        for (Reference reference : expression.references()) {
            SourcePosition place = scalar.places().of(offset + offsetOf(text, reference));
            if (reference.kind() == Reference.Kind.FUNCTION) {
                function(reference, names, place);
            } else {
                variable(reference, names, place);
            }
        }
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
        if (reference.builtin() || names.functions().contains(name)) {
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
        if (!names.roots().contains(root)) {
            String why = root.equals("task") ? " It exists in the steps of a task only." : "";
            report.warn(
                    Rule.UNKNOWN_VARIABLE,
                    place,
                    "There is no variable '" + root + "' at this place, so it is nil."
                            + (why.isEmpty() ? Nearest.hint(root, names.roots()) : why));
            return;
        }
        List<String> path = reference.path();
        if (path.isEmpty()) {
            return;
        }
        switch (root) {
            case "vars" -> declared(path.get(0), names.variables(), place);
            case "ctx" -> context(path, names.context(), place);
            case "outputs" -> output(path.get(0), "outputs", names.outputs(), place);
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
                        + Nearest.hint(
                                alias,
                                aliases.numbers().keySet().stream()
                                        .filter(aliases::hasRun)
                                        .toList()));
    }
}
