package io.jenkins.plugins.waybill.model;

/** Where a Promotion stands; Kargo's names. */
public enum PromotionPhase {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    ERRORED,
    ABORTED;

    /** True when it will never change again. */
    public boolean isTerminal() {
        return this != PENDING && this != RUNNING;
    }

    /** {@code Succeeded}: as Kargo and the API write it. */
    public String displayName() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
