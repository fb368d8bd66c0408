package io.jenkins.plugins.waybill.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.HealthCheck;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.StageState.LastPromotion;
import io.jenkins.plugins.waybill.promotion.Surroundings;
import io.jenkins.plugins.waybill.step.HealthChecker;

/** Makes the health checks that a Stage's last promotion left behind; the worst answer counts. */
final class HealthExaminer {

    private final Surroundings surroundings;

    HealthExaminer(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The health of a Stage; empty when there is nothing to check. */
    Optional<Health> examine(ProjectDefinition project, Stage stage) {
        StageState state = surroundings.store().state().project(project.name()).stage(stage.name());
        LastPromotion last = state.lastPromotion();
        if (last == null
                || state.currentPromotion() != null
                || last.phase() != PromotionPhase.SUCCEEDED
                || last.healthChecks().isEmpty()) {
            return Optional.empty();
        }
        Health.Status worst = Health.Status.HEALTHY;
        List<String> issues = new ArrayList<>();
        for (HealthCheck check : last.healthChecks()) {
            Health health = examine(project, stage, check);
            worst = health.status().compareTo(worst) > 0 ? health.status() : worst;
            issues.addAll(health.issues());
        }
        return Optional.of(new Health(worst, issues));
    }

    private Health examine(ProjectDefinition project, Stage stage, HealthCheck check) {
        return surroundings
                .steps()
                .find(check.uses())
                .filter(HealthChecker.class::isInstance)
                .map(HealthChecker.class::cast)
                .map(checker -> {
                    try {
                        return checker.check(project.name(), stage.name(), check.config(), surroundings.host());
                    } catch (Exception e) {
                        return unknown("The check '" + check.uses() + "' failed: " + e.getMessage());
                    }
                })
                .orElseGet(() -> unknown("Nothing here can make the check '" + check.uses() + "'."));
    }

    private static Health unknown(String issue) {
        return new Health(Health.Status.UNKNOWN, List.of(issue));
    }

    /** Whether there is something to ask. */
    boolean isWatched(StageState state) {
        return state.currentPromotion() == null
                && state.lastPromotion() != null
                && !state.lastPromotion().healthChecks().isEmpty();
    }

    /** Whether health may become better by itself. */
    boolean isWorthAskingAgain(StageState state) {
        return isWatched(state) && state.health() != null && state.health().status() != Health.Status.HEALTHY;
    }
}
