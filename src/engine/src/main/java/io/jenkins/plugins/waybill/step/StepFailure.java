package io.jenkins.plugins.waybill.step;

import io.jenkins.plugins.waybill.model.StepStatus;

/** A step's error with a message for people; how it counts is Kargo's distinction. */
public final class StepFailure extends Exception {

    private final StepStatus status;
    private final boolean terminal;

    private StepFailure(StepStatus status, boolean terminal, String message) {
        super(message);
        this.status = status;
        this.terminal = terminal;
    }

    /** The answer is no and stays no: the step ends {@code Failed}, whatever its retries. */
    public static StepFailure failed(String message) {
        return new StepFailure(StepStatus.FAILED, true, message);
    }

    /** Repeating cannot help: the step ends {@code Errored}, whatever its retries. */
    public static StepFailure errored(String message) {
        return new StepFailure(StepStatus.ERRORED, true, message);
    }

    /** May go away: counted, and {@code Errored} at the threshold. */
    public static StepFailure retryable(String message) {
        return new StepFailure(StepStatus.ERRORED, false, message);
    }

    /** May go away: counted, and {@code Failed} at the threshold. */
    public static StepFailure retryableFailure(String message) {
        return new StepFailure(StepStatus.FAILED, false, message);
    }

    /** The status the step ends with, now or at the threshold. */
    public StepStatus status() {
        return status;
    }

    /** True when the step is not to be tried again. */
    public boolean isTerminal() {
        return terminal;
    }
}
