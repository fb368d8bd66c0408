package io.jenkins.plugins.waybill.api;

import java.util.List;

import io.jenkins.plugins.waybill.engine.Plan;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.store.ProjectState;
import org.jspecify.annotations.Nullable;

/** What a promotion would do; {@code succeeded} says that every step of the rehearsal went well. */
record PlanView(
        String stage,
        FreightView freight,
        EligibilityView eligibility,
        boolean succeeded,
        List<RehearsedView> steps,
        List<EffectView> effects) {

    /** How a step went in the rehearsal. */
    record RehearsedView(String alias, String uses, String status, String message) {

        static RehearsedView of(StepExecution step) {
            return new RehearsedView(step.alias(), step.uses(), step.status().displayName(), step.message());
        }
    }

    /** What it would change outside; {@code diff} is null when that is no change of files. */
    record EffectView(String step, String summary, @Nullable String diff) {

        static EffectView of(PlannedEffect effect) {
            return new EffectView(effect.step(), effect.summary(), effect.diff());
        }
    }

    static PlanView of(Plan plan, ProjectDefinition project, ProjectState state) {
        return new PlanView(
                plan.stage(),
                FreightView.of(plan.freight(), project, state),
                EligibilityView.of(plan.eligibility()),
                plan.succeeded(),
                plan.steps().stream().map(RehearsedView::of).toList(),
                plan.effects().stream().map(EffectView::of).toList());
    }
}
