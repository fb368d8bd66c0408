package io.jenkins.plugins.waybill.verification;

/** An analysis cannot be made as it is written; the message tells people what to change. */
public final class AnalysisException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says why. */
    public AnalysisException(String message) {
        super(message);
    }
}
