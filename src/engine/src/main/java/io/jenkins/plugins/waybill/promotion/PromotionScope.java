package io.jenkins.plugins.waybill.promotion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.Variable;

/** The names that all of a promotion's templates see; {@link StepEvaluation} adds those of a step. */
final class PromotionScope {

    private final Promotion promotion;
    private final Scope functions;
    private final String namespace;
    private final String alias;
    private final String boardUrl;

    PromotionScope(
            ProjectDefinition project,
            Stage stage,
            Promotion promotion,
            FreightCollection collection,
            Surroundings surroundings,
            SecretMask mask) {
        this.promotion = promotion;
        namespace = project.namespace();
        boardUrl = surroundings.host().boardUrl();
        alias = surroundings
                .store()
                .state()
                .project(project.name())
                .freight(promotion.freight().name())
                .map(Freight::alias)
                .orElse("");
        Scope.Builder builder = Scope.builder().extending(Template.functions());
        FreightFunctions.addTo(builder, project, stage, collection);
        ProjectFunctions.addTo(builder, project, surroundings, mask);
        ChangeLogFunction.addTo(
                builder,
                project,
                surroundings.git(),
                surroundings
                        .store()
                        .state()
                        .project(project.name())
                        .stage(stage.name())
                        .current(),
                collection);
        functions = builder.build();
    }

    /** Variables of the promotion: the Stage's, then the template's. */
    List<Variable> variables() {
        return promotion.variables();
    }

    /** What the promotion-level variables see while they are evaluated for a step. */
    Scope forStep(String step) {
        return Scope.builder()
                .extending(functions)
                .variable("ctx", context(step))
                .build();
    }

    private Map<String, Object> context(String step) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("project", namespace);
        context.put("stage", promotion.stage());
        context.put("promotion", promotion.name());
        context.put("uiBaseUrl", boardUrl);
        context.put(
                "targetFreight",
                Map.of(
                        "name", promotion.freight().name(),
                        "alias", alias,
                        "origin", Map.of("name", promotion.freight().origin().name())));
        context.put(
                "meta",
                Map.of(
                        "promotion",
                        Map.of(
                                "actor",
                                promotion.actor() == null
                                        ? ""
                                        : promotion.actor().displayName(),
                                "rollback",
                                promotion.rollback()),
                        "step",
                        Map.of("alias", step)));
        return context;
    }
}
