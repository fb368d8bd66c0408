package io.jenkins.plugins.waybill.promotion;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.workspace.Workspace;

/**
 * A promotion with every effect outside withheld: the steps run in a scratch workspace and nothing is written to the
 * state.
 *
 * @param steps how each step went
 * @param effects what would change outside
 */
public record Rehearsal(List<StepExecution> steps, List<PlannedEffect> effects) {

    public Rehearsal {
        steps = List.copyOf(steps);
        effects = List.copyOf(effects);
    }

    /**
     * Rehearses the promotion of that Freight as the Stage is declared now.
     *
     * @throws InvalidPromotion when the Stage's tasks are not complete
     * @throws IOException when there is no place for the scratch workspace
     */
    public static Rehearsal of(Surroundings surroundings, ProjectDefinition project, Stage stage, Freight freight)
            throws IOException, InterruptedException {
        Promotion promotion =
                PromotionLedger.draft(project, stage, freight, Promotion.Intent.NONE, null, false, surroundings.now());
        try {
            return new Scratch(surroundings, project, stage, promotion).run();
        } finally {
            surroundings.workspaces().release(promotion.name());
        }
    }

    private static final class Scratch {
        private final Surroundings surroundings;
        private final ProjectDefinition project;
        private final Stage stage;
        private final Promotion promotion;
        private final FreightCollection collection;
        private final SecretMask mask = new SecretMask();
        private final Withheld effects = new Withheld();
        private final MaskedCredentials credentials;
        private final PromotionScope scope;
        private final List<StepExecution> executions = new ArrayList<>();
        private ObjectNode outputs = JsonNodeFactory.instance.objectNode();

        private Scratch(Surroundings surroundings, ProjectDefinition project, Stage stage, Promotion promotion) {
            this.surroundings = surroundings;
            this.project = project;
            this.stage = stage;
            this.promotion = promotion;
            collection = InheritedFreight.with(
                    promotion.freight(),
                    stage,
                    surroundings.store().state().project(project.name()).stage(stage.name()));
            credentials = new MaskedCredentials(surroundings.host().credentials(), mask);
            scope = new PromotionScope(project, stage, promotion, collection, surroundings, mask);
        }

        private Rehearsal run() throws IOException, InterruptedException {
            Workspace workspace = surroundings.workspaces().create(promotion.name());
            for (StepDefinition step : promotion.steps()) {
                executions.add(rehearse(step, workspace));
            }
            return new Rehearsal(executions, effects.planned);
        }

        private StepExecution rehearse(StepDefinition step, Workspace workspace) throws InterruptedException {
            StepEvaluation evaluation = new StepEvaluation(scope, step, executions, outputs);
            try {
                if (!evaluation.applies()) {
                    return execution(step, StepStatus.SKIPPED, "");
                }
            } catch (EvaluationException e) {
                return execution(step, StepStatus.ERRORED, String.valueOf(e.getMessage()));
            }
            Optional<PromotionStep> kind = surroundings.steps().find(step.uses() == null ? "" : step.uses());
            if (kind.isEmpty()) {
                return execution(
                        step, StepStatus.ERRORED, step.position() + ": there is no kind of step '" + step.uses() + "'");
            }
            StepExecution begun = execution(step, StepStatus.RUNNING, "");
            StepAttempt attempt = new StepRunner(
                            kind.get(), step, begun, mask, surroundings.host().clock(), surroundings.pace())
                    .rehearse(evaluation, config -> context(step, begun, config, workspace));
            if (attempt.output() != null) {
                outputs = PromotionRun.withOutput(
                        outputs, step.as(), attempt.output(), kind.get().returnsTaskOutput());
            }
            return attempt.execution();
        }

        private RunContext context(StepDefinition step, StepExecution begun, ObjectNode config, Workspace workspace) {
            return new RunContext(
                    surroundings,
                    project,
                    stage,
                    promotion,
                    collection,
                    workspace,
                    credentials,
                    effects,
                    mask,
                    step.as(),
                    begun.startedAt() == null ? surroundings.now() : begun.startedAt(),
                    config,
                    null,
                    List.of(),
                    null);
        }

        private StepExecution execution(StepDefinition step, StepStatus status, String message) {
            return new StepExecution(
                    step.as(),
                    step.uses() == null ? "" : step.uses(),
                    status,
                    mask.hide(message),
                    0,
                    step.continueOnError(),
                    status == StepStatus.RUNNING ? surroundings.now() : null,
                    null,
                    null);
        }
    }

    /** Takes down what would be shown and lets nothing out. */
    private static final class Withheld implements Effects {

        private final List<PlannedEffect> planned = new ArrayList<>();

        @Override
        public void log(String step, String line) {
            // A plan has no log; what matters is in the effects.
        }

        @Override
        public void plan(PlannedEffect effect) {
            planned.add(effect);
        }

        @Override
        public void setMetadata(String kind, String name, Map<String, JsonNode> values) {
            planned.add(new PlannedEffect(
                    "set-metadata", "would set " + values.keySet() + " of " + kind + " '" + name + "'", null));
        }

        @Override
        public void setFreightAlias(String freight, String alias) {
            planned.add(new PlannedEffect(
                    "set-freight-alias", "would give Freight " + freight + " the alias '" + alias + "'", null));
        }
    }
}
