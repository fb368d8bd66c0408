package io.jenkins.plugins.waybill.engine;

import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.promotion.Pace;
import io.jenkins.plugins.waybill.step.StepRegistry;

/**
 * How an engine is to behave.
 *
 * @param mode how much it does by itself
 * @param pace how fast it goes
 * @param steps the kinds of steps it knows; hosts may add their own
 * @param retention what it throws away when
 * @param git how it deals with remotes
 */
public record EngineOptions(
        PromotionEngine.Mode mode, Pace pace, StepRegistry steps, Retention retention, GitSettings git) {

    /** Does everything by itself, with the steps that Waybill has. */
    public static EngineOptions standard() {
        return new EngineOptions(
                PromotionEngine.Mode.AUTOMATIC,
                Pace.DEFAULT,
                StepRegistry.standard(),
                Retention.DEFAULT,
                GitSettings.DEFAULTS);
    }

    /** The same in another mode. */
    public EngineOptions with(PromotionEngine.Mode otherMode) {
        return new EngineOptions(otherMode, pace, steps, retention, git);
    }

    /** The same at another pace. */
    public EngineOptions with(Pace otherPace) {
        return new EngineOptions(mode, otherPace, steps, retention, git);
    }

    /** The same with other steps. */
    public EngineOptions with(StepRegistry otherSteps) {
        return new EngineOptions(mode, pace, otherSteps, retention, git);
    }

    /** The same with other rules for remotes. */
    public EngineOptions with(GitSettings otherGit) {
        return new EngineOptions(mode, pace, steps, retention, otherGit);
    }
}
