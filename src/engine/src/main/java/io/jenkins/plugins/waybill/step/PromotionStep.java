package io.jenkins.plugins.waybill.step;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One kind of step. Implementations are stateless and thread-safe; everything about a run is in the context.
 *
 * <p>A run may be repeated: after an error below the threshold, after {@link StepResult#waiting}, and after a crash in
 * the middle. A step that reaches outside must therefore recognise what an earlier run of it already did.
 */
public interface PromotionStep {

    /** The word after {@code uses:}. */
    String name();

    /** The JSON schema that the evaluated config must satisfy before {@link #run}. */
    StepSchema schema();

    /** How long the step may take over all its attempts where the manifest says nothing; null for no limit. */
    default @Nullable Duration defaultTimeout() {
        return null;
    }

    /** True when a run can change anything but the workspace and the promotion's own record. */
    default boolean reachesOutside() {
        return false;
    }

    /** True when the output is also what a task returns: its keys are merged into {@code outputs.<task alias>}. */
    default boolean returnsTaskOutput() {
        return false;
    }

    /**
     * Does the step's work, without holding the thread while waiting for others: return
     * {@link StepResult#waiting} or {@link StepResult#running} instead.
     *
     * @throws StepFailure for the errors a user can act on; any other exception counts as an error that may go away
     */
    StepResult run(StepContext context) throws Exception;

    /**
     * What {@link #run} would do, with all effects outside withheld; steps that stay inside simply run.
     * {@link StepContext#plan} takes what people should see.
     */
    default StepResult plan(StepContext context) throws Exception {
        if (!reachesOutside()) {
            return run(context);
        }
        context.plan(new PlannedEffect(name(), "would run " + name() + " with " + context.config(), null));
        return StepResult.succeeded();
    }
}
