package io.jenkins.plugins.waybill.model;

/** How a step ended or that it runs, in rising severity: the worst decides the Promotion's phase. */
public enum StepStatus {
    SUCCEEDED,
    SKIPPED,
    RUNNING,
    ABORTED,
    FAILED,
    ERRORED;

    /** {@code Succeeded}: as Kargo, expressions and the API write it. */
    public String displayName() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
