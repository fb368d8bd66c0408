package io.jenkins.plugins.waybill.engine;

import java.util.List;

import io.jenkins.plugins.waybill.git.GitSettings;
import io.jenkins.plugins.waybill.promotion.Pace;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.store.StoreSettings;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;

/**
 * How an engine is to behave.
 *
 * @param mode how much it does by itself
 * @param pace how fast it goes
 * @param steps the kinds of steps it knows; hosts may add their own
 * @param retention what it throws away when
 * @param git how it deals with remotes
 * @param sources what Warehouses may watch besides what Waybill knows; they are asked before
 * @param store where it keeps its state
 */
public record EngineOptions(
        PromotionEngine.Mode mode,
        Pace pace,
        StepRegistry steps,
        Retention retention,
        GitSettings git,
        List<SubscriptionSource> sources,
        StoreSettings store) {

    public EngineOptions {
        sources = List.copyOf(sources);
    }

    /** Does everything by itself, with the steps that Waybill has. */
    public static EngineOptions standard() {
        return new EngineOptions(
                PromotionEngine.Mode.AUTOMATIC,
                Pace.DEFAULT,
                StepRegistry.standard(),
                Retention.DEFAULT,
                GitSettings.DEFAULTS,
                List.of(),
                StoreSettings.embedded());
    }

    /** The same in another mode. */
    public EngineOptions with(PromotionEngine.Mode otherMode) {
        return new EngineOptions(otherMode, pace, steps, retention, git, sources, store);
    }

    /** The same at another pace. */
    public EngineOptions with(Pace otherPace) {
        return new EngineOptions(mode, otherPace, steps, retention, git, sources, store);
    }

    /** The same with other steps. */
    public EngineOptions with(StepRegistry otherSteps) {
        return new EngineOptions(mode, pace, otherSteps, retention, git, sources, store);
    }

    /** The same with other rules for remotes. */
    public EngineOptions with(GitSettings otherGit) {
        return new EngineOptions(mode, pace, steps, retention, otherGit, sources, store);
    }

    /** The same with sources of the host's own. */
    public EngineOptions with(List<SubscriptionSource> ownSources) {
        return new EngineOptions(mode, pace, steps, retention, git, ownSources, store);
    }

    /** The same with its state elsewhere. */
    public EngineOptions with(StoreSettings otherStore) {
        return new EngineOptions(mode, pace, steps, retention, git, sources, otherStore);
    }
}
