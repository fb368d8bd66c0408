package io.jenkins.plugins.waybill.step;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import io.jenkins.plugins.waybill.step.git.GitClearStep;
import io.jenkins.plugins.waybill.step.git.GitCloneStep;
import io.jenkins.plugins.waybill.step.git.GitCommitStep;
import io.jenkins.plugins.waybill.step.git.GitPushStep;
import io.jenkins.plugins.waybill.step.git.GitTagStep;

/** The kinds of steps that promotions may use, by name. Thread-safe. */
public final class StepRegistry {

    private final Map<String, PromotionStep> steps = new ConcurrentSkipListMap<>();

    /** The steps that Waybill brings along. */
    public static StepRegistry standard() {
        StepRegistry registry = new StepRegistry();
        BUILT_IN.forEach(registry::register);
        return registry;
    }

    private static final List<PromotionStep> BUILT_IN =
            List.of(new GitCloneStep(), new GitClearStep(), new GitCommitStep(), new GitTagStep(), new GitPushStep());

    /** Adds a kind of step; one of the same name is replaced. */
    public void register(PromotionStep step) {
        steps.put(step.name(), step);
    }

    /** The step of that name. */
    public Optional<PromotionStep> find(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** All steps by name. */
    public Collection<PromotionStep> all() {
        return List.copyOf(steps.values());
    }
}
