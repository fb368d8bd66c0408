package io.jenkins.plugins.waybill.promotion;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Variable;
import io.jenkins.plugins.waybill.model.VerificationTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What a Stage gives to its analysis templates. The templates see {@code ctx.project}, {@code ctx.stage}, the Stage's
 * own variables, and the functions that promotions have, but for those about steps.
 */
public final class VerificationArguments {

    private VerificationArguments() {}

    /**
     * The arguments by name; those written without a value are left out.
     *
     * @param mask learns the secrets that come along
     * @throws ExpressionException when a template has no value, or one that is no text; the message begins with its
     *     place in the manifest
     */
    public static Map<String, String> evaluate(
            ProjectDefinition project,
            Stage stage,
            VerificationTemplate verification,
            FreightCollection collection,
            Surroundings surroundings,
            SecretMask mask) {
        Scope.Builder builder = Scope.builder().extending(Template.functions());
        FreightFunctions.addTo(builder, project, stage, collection);
        ProjectFunctions.addTo(builder, project, surroundings, mask);
        builder.variable("ctx", Map.of("project", project.name(), "stage", stage.name()));
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        Scope functions = builder.build();
        for (Variable variable : stage.variables()) {
            variables.put(variable.name(), value(variable, "variable", functions, variables));
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Variable argument : verification.arguments()) {
            if (argument.value().isEmpty()) {
                continue;
            }
            Object value = value(argument, "argument", functions, variables);
            if (!(value instanceof String text)) {
                throw new ExpressionException(argument.position() + ": the argument '" + argument.name()
                        + "' must be a text, but it is " + GoJson.text(value)
                        + ". Put quote( ) around it, as in ${{ quote(vars.port) }}");
            }
            arguments.put(argument.name(), text);
        }
        return arguments;
    }

    private static @Nullable Object value(
            Variable variable, String what, Scope functions, Map<String, @Nullable Object> variables) {
        try {
            return Template.evaluate(
                    variable.value(),
                    Scope.builder()
                            .extending(functions)
                            .variable("vars", new LinkedHashMap<>(variables))
                            .build());
        } catch (ExpressionException e) {
            throw new ExpressionException(
                    variable.position() + ": the " + what + " '" + variable.name() + "' cannot be evaluated: "
                            + e.getMessage(),
                    e);
        }
    }
}
