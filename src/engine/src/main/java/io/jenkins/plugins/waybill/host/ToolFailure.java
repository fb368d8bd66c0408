package io.jenkins.plugins.waybill.host;

import java.io.IOException;

/** A program that could not be run to its end; the message is for people. */
public final class ToolFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean missing;

    public ToolFailure(boolean missing, String message) {
        super(message);
        this.missing = missing;
    }

    /** True when there is no such program, which repeating does not change. */
    public boolean isMissing() {
        return missing;
    }
}
